import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { lent, lentKey, moment, oneOf } from './columns'
import { lenders } from './lenders'

/**
 * One number of the policy: where it stands, what it was, what it shall be. What is absent on one side was, or becomes, unsaid. `instead` is
 * what new terms take the place of: those that would hold on their first day.
 */
export type PolicyChangeRow = { path: string[]; before?: unknown; after?: unknown; instead?: unknown }

/** What somebody wants of the lender's numbers and what a second person made of it; only `policy_decide` decides, only `policy_withdraw` lets its proposer take it back, and nobody takes a row away. */
export const policyChanges = pgTable(
  'policy_changes',
  {
    ...lent(),
    /** The form it was sent with: the same form twice is one proposal. */
    requestId: uuid('request_id').notNull(),
    section: text('section').notNull(),
    changes: jsonb('changes').$type<PolicyChangeRow[]>().notNull(),
    reason: text('reason').notNull(),
    /** The policy's version when this was proposed: approved on other numbers it would be another decision. */
    baseVersion: integer('base_version').notNull(),
    proposedBy: uuid('proposed_by').notNull(),
    proposedAt: moment('proposed_at').notNull(),
    outcome: text('outcome'),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    note: text('note'),
  },
  t => [
    lentKey('policy_changes', t),
    unique('policy_changes_request_key').on(t.lenderId, t.requestId),
    index('policy_changes_open_idx').on(t.lenderId, t.id).where(sql`outcome is null`),
    check('policy_changes_outcome_check', oneOf(t.outcome, ['approved', 'returned', 'withdrawn'])),
    check('policy_changes_decided_check', sql`(${t.outcome} is null) = (${t.decidedBy} is null) and (${t.outcome} is null) = (${t.decidedAt} is null)`),
    check('policy_changes_two_people_check', sql`(${t.outcome} = 'withdrawn') = (${t.decidedBy} = ${t.proposedBy})`),
    check('policy_changes_reason_check', sql`length(${t.reason}) between 5 and 2000`),
    foreignKey({ name: 'policy_changes_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)
