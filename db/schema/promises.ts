import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { LocalDate } from '@/lib/dates'
import type { Cents } from '@/lib/money'
import { cases } from './cases'
import { amount, day, moment, oneOf, owned, ownedKeys } from './columns'

export const promises = pgTable(
  'promises',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    loanIds: uuid('loan_ids').array().notNull(),
    contactId: uuid('contact_id'),
    kind: text('kind').notNull().default('part'),
    /** Several dated parts, in order; null for one amount on one day. Their last day is `due_on`, their sum `amount_cents`. */
    parts: jsonb('parts').$type<{ dueOn: LocalDate; amountCents: Cents }[]>(),
    amountCents: amount('amount_cents').notNull(),
    dueOn: day('due_on').notNull(),
    /** The first day whose part is not paid yet. */
    nextDueOn: day('next_due_on'),
    graceDays: integer('grace_days').notNull(),
    tolerancePpm: integer('tolerance_ppm').notNull(),
    /** Share of the whole from which a missed promise is partly kept; null where anything less is broken. */
    partialPpm: integer('partial_ppm'),
    status: text('status').notNull().default('open'),
    paidCents: amount('paid_cents').notNull(),
    madeOn: day('made_on').notNull(),
    takenBy: uuid('taken_by'),
    createdAt: moment('created_at').notNull(),
    decidedAt: moment('decided_at'),
    /** Why it was not kept, asked once. */
    missedReason: text('missed_reason'),
    missedNote: text('missed_note'),
    missedToldAt: moment('missed_told_at'),
  },
  t => [
    ...ownedKeys('promises', t),
    index('promises_due_idx').on(t.lenderId, t.status, t.dueOn),
    uniqueIndex('promises_one_open_per_case_key').on(t.borrowerId, t.caseId).where(sql`status = 'open'`),
    check('promises_kind_check', oneOf(t.kind, ['full', 'part', 'instalments'])),
    check('promises_missed_check', sql`(${t.missedReason} is null) = (${t.missedToldAt} is null)`),
    check('promises_amount_check', sql`${t.amountCents} > 0`),
    check('promises_status_check', oneOf(t.status, ['open', 'kept', 'partly_kept', 'broken', 'cancelled'])),
    foreignKey({ name: 'promises_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)
