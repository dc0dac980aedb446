import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { cases } from './cases'
import { amount, day, moment, oneOf, owned, ownedKeys } from './columns'

export const planStatuses = ['awaiting_approval', 'offer', 'countered', 'accepted', 'active', 'grace', 'completed', 'broken', 'cancelled', 'declined', 'expired', 'superseded'] as const

export const plans = pgTable(
  'plans',
  {
    ...owned(),
    caseId: uuid('case_id').notNull(),
    applicationId: uuid('application_id'),
    loanIds: uuid('loan_ids').array().notNull(),
    number: text('number').notNull(),
    status: text('status').notNull(),
    kind: text('kind').notNull(),
    currency: text('currency').notNull(),
    terms: jsonb('terms').notNull(),
    totals: jsonb('totals').notNull(),
    totalCents: amount('total_cents').notNull(),
    instalmentCount: integer('instalment_count').notNull(),
    firstDueOn: day('first_due_on').notNull(),
    lastDueOn: day('last_due_on').notNull(),
    graceDays: integer('grace_days').notNull(),
    /** The version of its instalments in force; 1 is what was signed. */
    scheduleVersion: integer('schedule_version').notNull().default(1),
    /** The exact text put before the borrower, both languages; its SHA-256 is what is signed. */
    agreement: jsonb('agreement').$type<{ en: string; zhCn: string }>(),
    agreementSha256: text('agreement_sha256'),
    proposedBy: uuid('proposed_by').notNull(),
    approvedBy: uuid('approved_by'),
    offeredAt: moment('offered_at'),
    offerEndsOn: day('offer_ends_on'),
    /** What the borrower asks for instead: an amount, how often, from when, in their words. */
    counter: jsonb('counter').$type<{ amountCents: number; frequency: string; firstDueOn: string; note: string | null }>(),
    counteredAt: moment('countered_at'),
    signedAt: moment('signed_at'),
    activeFrom: day('active_from'),
    /** The missed date that its person was last told of, and the last day for it that they were told. */
    missedDueOn: day('missed_due_on'),
    graceUntil: day('grace_until'),
    /** After it broke: the last day for paying up that its person was told. */
    cureUntil: day('cure_until'),
    endedOn: day('ended_on'),
    endReason: text('end_reason'),
    /** Why a running plan was ended, in words that its person reads. */
    endNote: text('end_note'),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    ...ownedKeys('plans', t),
    unique('plans_number_key').on(t.lenderId, t.number),
    uniqueIndex('plans_one_live_per_case_key').on(t.borrowerId, t.caseId).where(sql`status in ('active', 'grace')`),
    index('plans_case_idx').on(t.borrowerId, t.caseId),
    index('plans_live_idx').on(t.lenderId, t.status, t.id),
    check('plans_notice_check', sql`(${t.missedDueOn} is null) = (${t.graceUntil} is null)`),
    check('plans_counter_check', sql`(${t.counter} is null) = (${t.counteredAt} is null)`),
    check('plans_status_check', oneOf(t.status, planStatuses)),
    check('plans_kind_check', oneOf(t.kind, ['extension', 'instalments', 'holiday', 'step_up', 'token', 'settlement', 'lump_sum_plus'])),
    foreignKey({ name: 'plans_case_fkey', columns: [t.borrowerId, t.caseId], foreignColumns: [cases.borrowerId, cases.id] }),
  ],
)

/**
 * What the borrower sees and is reminded of; the parts per loan live in `instalments` under the plan's schedule version. A moved or
 * split date is a whole new version; earlier ones stay as they were.
 */
export const planInstalments = pgTable(
  'plan_instalments',
  {
    ...owned(),
    planId: uuid('plan_id').notNull(),
    version: integer('version').notNull().default(1),
    loanId: uuid('loan_id').notNull(),
    number: integer('number').notNull(),
    dueOn: day('due_on').notNull(),
    principalCents: amount('principal_cents').notNull(),
    interestCents: amount('interest_cents').notNull(),
    penaltyCents: amount('penalty_cents').notNull(),
    feeCents: amount('fee_cents').notNull(),
    remindedAt: moment('reminded_at'),
  },
  t => [
    ...ownedKeys('plan_instalments', t),
    unique('plan_instalments_number_key').on(t.borrowerId, t.planId, t.version, t.loanId, t.number),
    index('plan_instalments_due_idx').on(t.lenderId, t.dueOn),
    foreignKey({ name: 'plan_instalments_plan_fkey', columns: [t.borrowerId, t.planId], foreignColumns: [plans.borrowerId, plans.id] }),
  ],
)

export const planSignatures = pgTable(
  'plan_signatures',
  {
    ...owned(),
    planId: uuid('plan_id').notNull(),
    signedName: text('signed_name').notNull(),
    agreementSha256: text('agreement_sha256').notNull(),
    locale: text('locale').notNull(),
    codeVerifiedAt: moment('code_verified_at').notNull(),
    signedAt: moment('signed_at').notNull(),
  },
  t => [
    ...ownedKeys('plan_signatures', t),
    unique('plan_signatures_plan_key').on(t.borrowerId, t.planId),
    foreignKey({ name: 'plan_signatures_plan_fkey', columns: [t.borrowerId, t.planId], foreignColumns: [plans.borrowerId, plans.id] }),
  ],
)

/** What was changed of a signed plan's dates, inside the policy: the addendum to a text that stays as signed. */
export const planAdjustments = pgTable(
  'plan_adjustments',
  {
    ...owned(),
    planId: uuid('plan_id').notNull(),
    /** The version of the plan's instalments that it made. */
    version: integer('version').notNull(),
    kind: text('kind').notNull(),
    dueOn: day('due_on').notNull(),
    /** The instalment's new dates with what is asked on each. */
    parts: jsonb('parts').$type<{ dueOn: string; amountCents: number }[]>().notNull(),
    interestCents: amount('interest_cents').notNull(),
    penaltyCents: amount('penalty_cents').notNull(),
    madeByKind: text('made_by_kind').notNull(),
    madeBy: uuid('made_by').notNull(),
    madeAt: moment('made_at').notNull(),
  },
  t => [
    ...ownedKeys('plan_adjustments', t),
    unique('plan_adjustments_version_key').on(t.borrowerId, t.planId, t.version),
    check('plan_adjustments_kind_check', oneOf(t.kind, ['move', 'split'])),
    check('plan_adjustments_cost_check', sql`least(${t.interestCents}, ${t.penaltyCents}) >= 0`),
    foreignKey({ name: 'plan_adjustments_plan_fkey', columns: [t.borrowerId, t.planId], foreignColumns: [plans.borrowerId, plans.id] }),
  ],
)

/** "Will this work?", asked once before an instalment, and what was answered. */
export const planCheckIns = pgTable(
  'plan_check_ins',
  {
    ...owned(),
    planId: uuid('plan_id').notNull(),
    dueOn: day('due_on').notNull(),
    askedAt: moment('asked_at').notNull(),
    answer: text('answer'),
    answeredAt: moment('answered_at'),
  },
  t => [
    ...ownedKeys('plan_check_ins', t),
    unique('plan_check_ins_date_key').on(t.borrowerId, t.planId, t.dueOn),
    check('plan_check_ins_answer_check', oneOf(t.answer, ['yes', 'move', 'changed'])),
    check('plan_check_ins_answered_check', sql`(${t.answer} is null) = (${t.answeredAt} is null)`),
    foreignKey({ name: 'plan_check_ins_plan_fkey', columns: [t.borrowerId, t.planId], foreignColumns: [plans.borrowerId, plans.id] }),
  ],
)
