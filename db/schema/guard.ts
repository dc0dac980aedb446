import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { cases } from './cases'
import { day, lent, lentKey, moment, oneOf, owned, ownedKeys } from './columns'
import { lenders } from './lenders'

/** What a contact row may be; a decision may also be about a visit, a placement or a legal step. */
export const contactKinds = ['call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'third_party_call'] as const
const guardedKinds = [...contactKinds, 'visit', 'placement', 'legal_step'] as const
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
    /** why it was done all the same, where a rule only warned */
    givenReason: text('given_reason'),
    nextPermittedAt: moment('next_permitted_at'),
    decidedAt: moment('decided_at').notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
    /** the agency that asked, as the transaction said it */
    agencyId: uuid('agency_id').default(sql`nullif(current_setting('app.agency_id', true), '')::uuid`),
    requestKey: text('request_key').notNull(),
  },
  t => [
    ...ownedKeys('guard_decisions', t),
    uniqueIndex('guard_decisions_request_key').on(t.borrowerId, t.requestKey),
    index('guard_decisions_taken_idx').on(t.borrowerId, t.decidedAt).where(sql`decision = 'allowed'`),
    index('guard_decisions_lender_idx').on(t.lenderId, t.decidedAt, t.id),
    index('guard_decisions_report_idx').on(t.lenderId, t.decidedAt).where(sql`decision <> 'allowed' or given_reason is not null`),
    check('guard_decisions_kind_check', oneOf(t.kind, guardedKinds)),
    check('guard_decisions_purpose_check', oneOf(t.purpose, purposes)),
    check('guard_decisions_decision_check', oneOf(t.decision, ['allowed', 'blocked', 'needs_reason'])),
    foreignKey({ name: 'guard_decisions_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

/** Rows of the database's own check have only rule and source; those of the first rules `nextPermittedAt` instead of `until`. */
export type GuardReasonRow = {
  rule: string
  /** one text in rows of before sources were in both languages, and in the database's own */
  source: string | { en: string; zh_cn: string }
  pack?: string
  severity?: 'block' | 'warn' | 'advice'
  text?: { en: string; zh_cn: string }
  lift?: { en: string; zh_cn: string }
  until?: string | null
  nextPermittedAt?: string | null
  values?: Record<string, string | number>
}

/** Which decisions a rule spoke in, written by a trigger: a condition on `reasons` finds no index under row-level security. */
export const guardDecisionRules = pgTable(
  'guard_decision_rules',
  { lenderId: uuid('lender_id').notNull(), rule: text('rule').notNull(), decidedAt: moment('decided_at').notNull(), decisionId: uuid('decision_id').notNull(), borrowerId: uuid('borrower_id').notNull() },
  t => [primaryKey({ name: 'guard_decision_rules_pkey', columns: [t.lenderId, t.rule, t.decidedAt, t.decisionId, t.borrowerId] })],
)

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
export const deliveries = ['delivered', 'undelivered'] as const

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
    /** the rung that sent it and the ladder of its day, `early@3:first_text`; null: not a ladder's message */
    strategyStep: text('strategy_step'),
    blockedBy: text('blocked_by'),
    createdAt: moment('created_at').notNull(),
    handedAt: moment('handed_at'),
    /** what the gateway's receipt says; null: none has come */
    delivery: text('delivery'),
    deliveryAt: moment('delivery_at'),
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
    check('messages_delivery_check', sql`(${t.delivery} is null or ${oneOf(t.delivery, deliveries)}) and (${t.delivery} is null) = (${t.deliveryAt} is null)`),
    check('messages_handed_check', sql`(${t.status} = 'handed') = (${t.contactId} is not null)`),
    uniqueIndex('messages_contact_key').on(t.borrowerId, t.contactId),
    foreignKey({ name: 'messages_contact_fkey', columns: [t.borrowerId, t.contactId], foreignColumns: [contacts.borrowerId, contacts.id] }),
    foreignKey({ name: 'messages_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

export const packStatuses = ['draft', 'proposed', 'published', 'returned'] as const

/** A lender's own versions of rule packs. A published one is never changed; the newest in effect takes the shipped pack's place. */
export const rulePacks = pgTable(
  'rule_packs',
  {
    ...lent(),
    code: text('code').notNull(),
    version: text('version').notNull(),
    status: text('status').notNull().default('draft'),
    body: jsonb('body').notNull(),
    effectiveFrom: day('effective_from').notNull(),
    draftedBy: uuid('drafted_by').notNull(),
    draftedAt: moment('drafted_at').notNull(),
    proposedBy: uuid('proposed_by'),
    proposedAt: moment('proposed_at'),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    note: text('note'),
  },
  t => [
    lentKey('rule_packs', t),
    unique('rule_packs_code_version_key').on(t.lenderId, t.code, t.version),
    index('rule_packs_effective_idx').on(t.lenderId, t.status, t.code, t.effectiveFrom),
    check('rule_packs_status_check', oneOf(t.status, packStatuses)),
    check('rule_packs_proposed_check', sql`(${t.status} in ('proposed', 'published')) <= (${t.proposedBy} is not null)`),
    check('rule_packs_two_people_check', sql`${t.status} <> 'published' or (${t.decidedBy} is not null and ${t.decidedBy} <> ${t.proposedBy} and ${t.decidedBy} <> ${t.draftedBy})`),
    foreignKey({ name: 'rule_packs_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)
