import { sql } from 'drizzle-orm'
import { boolean, check, foreignKey, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { amount, day, lent, lentKey, moment, oneOf, owned, ownedKey, ownedKeys } from './columns'
import { lenders } from './lenders'
import { loans } from './loans'

/** One file for the credit bureau: a month's report, or the corrections that were approved on a day. */
export const creditReportRuns = pgTable(
  'credit_report_runs',
  {
    ...lent(),
    kind: text('kind').notNull(),
    /** The month's last day; for corrections the day of their approval. */
    asOf: day('as_of').notNull(),
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
    /** Borrowers up to this one have their lines; where a run that was stopped goes on. */
    builtTo: uuid('built_to'),
    lines: integer('lines').notNull().default(0),
    held: integer('held').notNull().default(0),
    disputed: integer('disputed').notNull().default(0),
    balanceCents: amount('balance_cents').notNull(),
    overdueCents: amount('overdue_cents').notNull(),
  },
  t => [
    lentKey('credit_report_runs', t),
    unique('credit_report_runs_day_key').on(t.lenderId, t.kind, t.asOf),
    check('credit_report_runs_kind_check', oneOf(t.kind, ['month', 'correction'])),
    foreignKey({ name: 'credit_report_runs_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

export const accountStates = ['active', 'settled', 'settled_for_less', 'written_off'] as const
export const statusCodes = ['*', 'N', '1', '2', '3', '4', '5', '6', '7', 'C', 'G'] as const
export const arrangements = ['none', 'plan', 'token', 'settlement'] as const
export const heldReasons = ['not_told', 'told_too_late', 'notice_blocked'] as const

/**
 * What is told about one loan as of one day. Never changed: a correction is a new line that names the one it replaces. `withdrawn`
 * takes a reported line back, `dropped` one that was held and never reported.
 */
export const creditReportLines = pgTable(
  'credit_report_lines',
  {
    ...owned(),
    runId: uuid('run_id').notNull(),
    loanId: uuid('loan_id').notNull(),
    asOf: day('as_of').notNull(),
    state: text('state').notNull(),
    heldReason: text('held_reason'),
    replacesLineId: uuid('replaces_line_id'),
    loanNumber: text('loan_number').notNull(),
    borrowerNumber: text('borrower_number').notNull(),
    idMasked: text('id_masked'),
    openedOn: day('opened_on').notNull(),
    closedOn: day('closed_on'),
    accountState: text('account_state').notNull(),
    statusCode: text('status_code').notNull(),
    riskClass: text('risk_class').notNull(),
    arrangement: text('arrangement').notNull(),
    balanceCents: amount('balance_cents').notNull(),
    overdueCents: amount('overdue_cents').notNull(),
    dpd: integer('dpd').notNull(),
    isDisputed: boolean('is_disputed').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    ownedKey('credit_report_lines', t),
    uniqueIndex('credit_report_lines_month_key').on(t.borrowerId, t.loanId, t.asOf).where(sql`replaces_line_id is null`),
    uniqueIndex('credit_report_lines_replaced_key').on(t.borrowerId, t.replacesLineId),
    index('credit_report_lines_file_idx').on(t.lenderId, t.runId, t.state, t.borrowerId, t.id),
    index('credit_report_lines_held_idx').on(t.lenderId, t.borrowerId).where(sql`state = 'held'`),
    check('credit_report_lines_state_check', oneOf(t.state, ['reported', 'held', 'withdrawn', 'dropped'])),
    check('credit_report_lines_ended_check', sql`${t.state} in ('reported', 'held') or ${t.replacesLineId} is not null`),
    check('credit_report_lines_held_check', sql`(${t.state} = 'held') = (${t.heldReason} is not null)`),
    check('credit_report_lines_held_reason_check', oneOf(t.heldReason, heldReasons)),
    check('credit_report_lines_account_check', oneOf(t.accountState, accountStates)),
    check('credit_report_lines_status_check', oneOf(t.statusCode, statusCodes)),
    check('credit_report_lines_class_check', oneOf(t.riskClass, ['normal', 'special_mention', 'substandard', 'doubtful', 'loss'])),
    check('credit_report_lines_arrangement_check', oneOf(t.arrangement, arrangements)),
    check('credit_report_lines_amounts_check', sql`least(${t.balanceCents}, ${t.overdueCents}, ${t.dpd}) >= 0`),
    foreignKey({ name: 'credit_report_lines_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
    foreignKey({ name: 'credit_report_lines_run_fkey', columns: [t.lenderId, t.runId], foreignColumns: [creditReportRuns.lenderId, creditReportRuns.id] }),
    foreignKey({ name: 'credit_report_lines_replaces_fkey', columns: [t.borrowerId, t.replacesLineId], foreignColumns: [t.borrowerId, t.id] }),
  ],
)

export const correctionReasons = ['late_payment', 'reversal', 'dispute', 'told_since', 'error'] as const

/** A line that no longer says what is known. `found` by the sweep, `proposed` by one person, `approved` by another; `lapsed` when it fits again. */
export const creditReportCorrections = pgTable(
  'credit_report_corrections',
  {
    ...owned(),
    lineId: uuid('line_id').notNull(),
    kind: text('kind').notNull(),
    status: text('status').notNull().default('found'),
    content: jsonb('content').notNull(),
    /** The borrower must be told first: it is worse than what was reported. */
    needsNotice: boolean('needs_notice').notNull(),
    foundAt: moment('found_at').notNull(),
    reason: text('reason'),
    note: text('note'),
    askedBy: uuid('asked_by'),
    askedAt: moment('asked_at'),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    decisionNote: text('decision_note'),
    newLineId: uuid('new_line_id'),
  },
  t => [
    ...ownedKeys('credit_report_corrections', t),
    uniqueIndex('credit_report_corrections_one_open_key').on(t.borrowerId, t.lineId).where(sql`status in ('found', 'proposed')`),
    index('credit_report_corrections_inbox_idx').on(t.lenderId, t.status, t.id),
    check('credit_report_corrections_kind_check', oneOf(t.kind, ['replace', 'add'])),
    check('credit_report_corrections_status_check', oneOf(t.status, ['found', 'proposed', 'approved', 'lapsed'])),
    check('credit_report_corrections_reason_check', oneOf(t.reason, correctionReasons)),
    check('credit_report_corrections_two_people_check', sql`${t.decidedBy} <> ${t.askedBy}`),
    check('credit_report_corrections_approved_check', sql`(${t.status} = 'approved') = (${t.newLineId} is not null)`),
    foreignKey({ name: 'credit_report_corrections_line_fkey', columns: [t.borrowerId, t.lineId], foreignColumns: [creditReportLines.borrowerId, creditReportLines.id] }),
    foreignKey({ name: 'credit_report_corrections_new_line_fkey', columns: [t.borrowerId, t.newLineId], foreignColumns: [creditReportLines.borrowerId, creditReportLines.id] }),
  ],
)

export const withdrawalReasons = ['mistaken_identity', 'identity_theft', 'fraud', 'not_ours'] as const

/**
 * A loan that was never the borrower's: what was reported about it is taken back and it is left out for good. `proposed` by one
 * person, `approved` or `returned` by another, and never changed after.
 */
export const creditReportWithdrawals = pgTable(
  'credit_report_withdrawals',
  {
    ...owned(),
    loanId: uuid('loan_id').notNull(),
    status: text('status').notNull().default('proposed'),
    reason: text('reason').notNull(),
    note: text('note').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: moment('asked_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    decisionNote: text('decision_note'),
  },
  t => [
    ...ownedKeys('credit_report_withdrawals', t),
    uniqueIndex('credit_report_withdrawals_one_key').on(t.borrowerId, t.loanId).where(sql`status in ('proposed', 'approved')`),
    index('credit_report_withdrawals_inbox_idx').on(t.lenderId, t.status, t.id),
    check('credit_report_withdrawals_status_check', oneOf(t.status, ['proposed', 'approved', 'returned'])),
    check('credit_report_withdrawals_reason_check', oneOf(t.reason, withdrawalReasons)),
    check('credit_report_withdrawals_two_people_check', sql`${t.decidedBy} <> ${t.askedBy}`),
    check('credit_report_withdrawals_decided_check', sql`(${t.status} = 'proposed') = (${t.decidedBy} is null)`),
    foreignKey({ name: 'credit_report_withdrawals_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)
