import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { amount, day, moment, oneOf, owned, ownedKeys } from './columns'

export const stages = ['pre_due', 'early', 'middle', 'late', 'legal'] as const

/** One borrower's overdue loans at one lender. Amounts and dates are kept by the commands that change them, as of `figures_on`. */
export const cases = pgTable(
  'cases',
  {
    ...owned(),
    number: text('number').notNull(),
    currency: text('currency').notNull(),
    status: text('status').notNull().default('open'),
    /** work: in the queue · held: a hold runs · plan: a plan is kept · closed */
    queue: text('queue').notNull().default('work'),
    stage: text('stage').notNull(),
    ownerId: uuid('owner_id'),
    agencyId: uuid('agency_id'),
    oldestUnpaidDueOn: day('oldest_unpaid_due_on'),
    dueCents: amount('due_cents').notNull(),
    balanceCents: amount('balance_cents').notNull(),
    figuresOn: day('figures_on').notNull(),
    rankScore: integer('rank_score').notNull().default(0),
    rankReasons: jsonb('rank_reasons').$type<{ code: string; points: number }[]>().notNull().default([]),
    /** Put away until this moment; it comes back by itself. */
    wakesAt: moment('wakes_at'),
    claimedBy: uuid('claimed_by'),
    claimedUntil: moment('claimed_until'),
    lastContactAt: moment('last_contact_at'),
    strategyCode: text('strategy_code').notNull(),
    strategyVersion: text('strategy_version').notNull(),
    openedOn: day('opened_on').notNull(),
    closedOn: day('closed_on'),
    changedAt: moment('changed_at').notNull(),
  },
  t => [
    ...ownedKeys('cases', t),
    unique('cases_number_key').on(t.lenderId, t.number),
    uniqueIndex('cases_one_open_per_borrower_key').on(t.borrowerId).where(sql`status = 'open'`),
    // With the columns that the count and row-level security look at: 10,000 rows are counted without reading them.
    index('cases_queue_idx').on(t.lenderId, t.queue, t.rankScore, t.id, t.wakesAt, t.borrowerId),
    index('cases_owner_queue_idx').on(t.lenderId, t.ownerId, t.queue, t.rankScore, t.id, t.wakesAt, t.borrowerId),
    index('cases_stage_queue_idx').on(t.lenderId, t.queue, t.stage, t.rankScore, t.id, t.wakesAt, t.borrowerId),
    index('cases_due_queue_idx').on(t.lenderId, t.queue, t.oldestUnpaidDueOn, t.id, t.wakesAt, t.borrowerId),
    index('cases_due_amount_idx').on(t.lenderId, t.dueCents).where(sql`status = 'open'`),
    index('cases_snoozed_idx').on(t.lenderId, t.wakesAt).where(sql`wakes_at is not null`),
    index('cases_ageing_idx').on(t.lenderId, t.status, t.oldestUnpaidDueOn, t.id),
    check('cases_status_check', oneOf(t.status, ['open', 'closed'])),
    check('cases_queue_check', oneOf(t.queue, ['work', 'held', 'plan', 'closed'])),
    check('cases_stage_check', oneOf(t.stage, stages)),
    foreignKey({ name: 'cases_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

export const caseNotes = pgTable(
  'case_notes',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    body: text('body').notNull(),
    authorId: uuid('author_id').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    ...ownedKeys('case_notes', t),
    index('case_notes_case_idx').on(t.borrowerId, t.caseId, t.createdAt),
    foreignKey({ name: 'case_notes_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)

export const holdReasons = ['hardship', 'dispute', 'complaint', 'promise', 'bereavement', 'illness', 'insolvency', 'lawyer', 'other'] as const

export const holds = pgTable(
  'holds',
  {
    ...owned(),
    /** None while a borrower without an open case has a dispute open. */
    caseId: uuid('case_id'),
    reason: text('reason').notNull(),
    sourceId: uuid('source_id'),
    startsAt: moment('starts_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    endedAt: moment('ended_at'),
    endedReason: text('ended_reason'),
  },
  t => [
    ...ownedKeys('holds', t),
    index('holds_case_idx').on(t.borrowerId, t.caseId, t.endsAt),
    index('holds_running_idx').on(t.lenderId, t.endsAt).where(sql`ended_at is null`),
    check('holds_case_check', sql`${t.caseId} is not null or ${t.reason} = 'dispute'`),
    check('holds_reason_check', oneOf(t.reason, holdReasons)),
    check('holds_period_check', sql`${t.endsAt} > ${t.startsAt}`),
    foreignKey({ name: 'holds_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)

export const escalations = pgTable(
  'escalations',
  {
    ...owned(),
    /** None where a borrower without an open case disputes what was reported. */
    caseId: uuid('case_id'),
    kind: text('kind').notNull(),
    subjectId: uuid('subject_id'),
    status: text('status').notNull().default('open'),
    facts: jsonb('facts').notNull(),
    raisedByKind: text('raised_by_kind').notNull(),
    raisedBy: uuid('raised_by'),
    raisedAt: moment('raised_at').notNull(),
    dueOn: day('due_on').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    decisionNote: text('decision_note'),
  },
  t => [
    ...ownedKeys('escalations', t),
    index('escalations_inbox_idx').on(t.lenderId, t.status, t.dueOn, t.id),
    uniqueIndex('escalations_one_open_per_subject_key').on(t.borrowerId, t.kind, t.subjectId).where(sql`status = 'open'`),
    check('escalations_kind_check', oneOf(t.kind, ['plan_approval', 'plan_broken', 'plan_counter', 'plan_review', 'help', 'complaint'])),
    check('escalations_case_check', sql`${t.caseId} is not null or ${t.kind} = 'help'`),
    check('escalations_status_check', oneOf(t.status, ['open', 'approved', 'changed', 'returned', 'withdrawn', 'resolved'])),
    foreignKey({ name: 'escalations_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)
