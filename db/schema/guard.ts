import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { cases } from './cases'
import { moment, oneOf, owned, ownedKeys } from './columns'

export const contactKinds = ['call', 'sms', 'email', 'letter', 'app_message'] as const
export const purposes = ['collection', 'plan_reminder', 'service', 'required_notice', 'security_code', 'reply'] as const

/** Written only by the database's own guard functions; the app's roles may read. */
export const guardDecisions = pgTable(
  'guard_decisions',
  {
    ...owned(),
    caseId: uuid('case_id'),
    kind: text('kind').notNull(),
    purpose: text('purpose').notNull(),
    contactPointId: uuid('contact_point_id'),
    decision: text('decision').notNull(),
    reasons: jsonb('reasons').$type<GuardReasonRow[]>().notNull(),
    facts: jsonb('facts').notNull(),
    packs: text('packs').array().notNull(),
    nextPermittedAt: moment('next_permitted_at'),
    decidedAt: moment('decided_at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    requestKey: text('request_key').notNull(),
  },
  t => [
    ...ownedKeys('guard_decisions', t),
    uniqueIndex('guard_decisions_request_key').on(t.borrowerId, t.requestKey),
    index('guard_decisions_taken_idx').on(t.borrowerId, t.decidedAt).where(sql`decision = 'allowed'`),
    index('guard_decisions_lender_idx').on(t.lenderId, t.decidedAt, t.id),
    check('guard_decisions_kind_check', oneOf(t.kind, contactKinds)),
    check('guard_decisions_purpose_check', oneOf(t.purpose, purposes)),
    check('guard_decisions_decision_check', oneOf(t.decision, ['allowed', 'blocked'])),
    foreignKey({ name: 'guard_decisions_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

export type GuardReasonRow = { rule: string; source: string; nextPermittedAt?: string | null; values?: Record<string, string | number> }

/** One row a person: locked while a decision is taken, so that two callers cannot both take the last allowance. */
export const guardAllowances = pgTable(
  'guard_allowances',
  { lenderId: uuid('lender_id').notNull(), borrowerId: uuid('borrower_id').notNull(), lastTakenAt: moment('last_taken_at').notNull() },
  t => [primaryKey({ name: 'guard_allowances_pkey', columns: [t.borrowerId, t.lenderId] })],
)

export const contacts = pgTable(
  'contacts',
  {
    ...owned(),
    caseId: uuid('case_id'),
    direction: text('direction').notNull(),
    kind: text('kind').notNull(),
    purpose: text('purpose').notNull(),
    contactPointId: uuid('contact_point_id'),
    guardDecisionId: uuid('guard_decision_id'),
    occurredAt: moment('occurred_at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    outcome: text('outcome'),
    reasonCode: text('reason_code'),
    note: text('note'),
    settledAt: moment('settled_at'),
  },
  t => [
    ...ownedKeys('contacts', t),
    index('contacts_case_idx').on(t.borrowerId, t.caseId, t.occurredAt),
    uniqueIndex('contacts_guard_decision_key').on(t.borrowerId, t.guardDecisionId),
    check('contacts_direction_check', oneOf(t.direction, ['in', 'out'])),
    check('contacts_kind_check', oneOf(t.kind, contactKinds)),
    check('contacts_purpose_check', oneOf(t.purpose, purposes)),
    check('contacts_guarded_check', sql`(${t.direction} = 'out') = (${t.guardDecisionId} is not null)`),
    foreignKey({ name: 'contacts_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
    foreignKey({ name: 'contacts_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
    foreignKey({
      name: 'contacts_guard_decision_fkey',
      columns: [t.borrowerId, t.guardDecisionId],
      foreignColumns: [guardDecisions.borrowerId, guardDecisions.id],
    }),
  ],
)

/** What goes out. `handed` needs a contact, and a contact needs a decision. */
export const messages = pgTable(
  'messages',
  {
    ...owned(),
    caseId: uuid('case_id'),
    contactId: uuid('contact_id'),
    contactPointId: uuid('contact_point_id'),
    kind: text('kind').notNull(),
    purpose: text('purpose').notNull(),
    templateCode: text('template_code').notNull(),
    locale: text('locale').notNull(),
    toMasked: text('to_masked').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    trustCode: text('trust_code').notNull(),
    status: text('status').notNull().default('queued'),
    sendAfter: moment('send_after').notNull(),
    uniqueKey: text('unique_key').notNull(),
    blockedBy: text('blocked_by'),
    createdAt: moment('created_at').notNull(),
    handedAt: moment('handed_at'),
  },
  t => [
    ...ownedKeys('messages', t),
    uniqueIndex('messages_unique_key').on(t.borrowerId, t.uniqueKey),
    index('messages_due_idx').on(t.lenderId, t.sendAfter).where(sql`status = 'queued'`),
    index('messages_lender_idx').on(t.lenderId, t.createdAt, t.id),
    index('messages_trust_idx').on(t.trustCode),
    check('messages_kind_check', oneOf(t.kind, ['sms', 'email', 'letter', 'app_message'])),
    check('messages_purpose_check', oneOf(t.purpose, purposes)),
    check('messages_status_check', oneOf(t.status, ['queued', 'handed', 'blocked', 'failed', 'cancelled'])),
    check('messages_handed_check', sql`(${t.status} = 'handed') = (${t.contactId} is not null)`),
    uniqueIndex('messages_contact_key').on(t.borrowerId, t.contactId),
    foreignKey({ name: 'messages_contact_fkey', columns: [t.borrowerId, t.contactId], foreignColumns: [contacts.borrowerId, contacts.id] }),
    foreignKey({ name: 'messages_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)
