import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { moment, oneOf, owned, ownedKeys } from './columns'
import { documents } from './documents'

export const circumstanceKinds = [
  'attorney', 'cease', 'death', 'incapacity', 'insolvency', 'breathing_space', 'validation_notice', 'written_dispute', 'verification_sent',
  'agreed_times', 'do_not_visit', 'found', 'identity_verified',
] as const // prettier-ignore

/** What is known about a person that a rule of the guard asks about. History: a row is ended, never changed or removed. */
export const circumstances = pgTable(
  'circumstances',
  {
    ...owned(),
    kind: text('kind').notNull(),
    since: moment('since').notNull(),
    /** the end that was known when it was recorded */
    until: moment('until'),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull(),
    /** how it came to be known */
    basis: text('basis').notNull(),
    documentId: uuid('document_id'),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: moment('recorded_at').notNull(),
    endedBy: uuid('ended_by'),
    endedAt: moment('ended_at'),
    endedReason: text('ended_reason'),
  },
  t => [
    ...ownedKeys('circumstances', t),
    index('circumstances_borrower_idx').on(t.borrowerId, t.recordedAt, t.id),
    index('circumstances_running_idx').on(t.borrowerId, t.since, t.id).where(sql`ended_at is null`),
    uniqueIndex('circumstances_one_running_key').on(t.borrowerId, t.kind).where(sql`ended_at is null and kind <> 'agreed_times'`),
    check('circumstances_kind_check', oneOf(t.kind, circumstanceKinds)),
    check('circumstances_period_check', sql`${t.until} is null or ${t.until} > ${t.since}`),
    check('circumstances_ended_check', sql`(${t.endedAt} is null) = (${t.endedBy} is null) and (${t.endedAt} is null) = (${t.endedReason} is null)`),
    foreignKey({ name: 'circumstances_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
    foreignKey({ name: 'circumstances_document_fkey', columns: [t.borrowerId, t.documentId], foreignColumns: [documents.borrowerId, documents.id] }),
  ],
)
