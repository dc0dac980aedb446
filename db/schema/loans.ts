import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid, uniqueIndex } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { amount, day, moment, oneOf, owned, ownedKey, ownedKeys } from './columns'

export const components = ['principal', 'interest', 'penalty', 'fee', 'cost'] as const

export const loans = pgTable(
  'loans',
  {
    ...owned(),
    number: text('number').notNull(),
    caseId: uuid('case_id'),
    planId: uuid('plan_id'),
    /** A restructured loan is watched until this day, however well it is paid. */
    watchUntil: day('watch_until'),
    product: text('product').notNull(),
    currency: text('currency').notNull(),
    principalCents: amount('principal_cents').notNull(),
    annualRatePpm: integer('annual_rate_ppm').notNull(),
    termCount: integer('term_count').notNull(),
    method: text('method').notNull(),
    frequency: text('frequency').notNull().default('monthly'),
    /** Null: every period is a plain part of the year. */
    dayCount: text('day_count'),
    disbursedOn: day('disbursed_on').notNull(),
    firstDueOn: day('first_due_on').notNull(),
    status: text('status').notNull(),
    scheduleVersion: integer('schedule_version').notNull().default(1),
    oldestUnpaidDueOn: day('oldest_unpaid_due_on'),
    nextDueOn: day('next_due_on'),
    dueCents: amount('due_cents').notNull(),
    balanceCents: amount('balance_cents').notNull(),
    figuresOn: day('figures_on').notNull(),
    fileInstalmentCents: bigint('file_instalment_cents', { mode: 'number' }),
    importId: uuid('import_id'),
    sourceHash: text('source_hash'),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    ...ownedKeys('loans', t),
    unique('loans_number_key').on(t.lenderId, t.number),
    index('loans_ageing_idx').on(t.lenderId, t.status, t.nextDueOn, t.id),
    check('loans_method_check', oneOf(t.method, ['equal_instalment', 'equal_principal', 'flat', 'interest_first'])),
    check('loans_frequency_check', oneOf(t.frequency, ['monthly', 'fortnightly', 'weekly'])),
    check('loans_day_count_check', oneOf(t.dayCount, ['30/360', 'act/360', 'act/365', 'act/act'])),
    check('loans_status_check', oneOf(t.status, ['active', 'settled', 'charged_off', 'cancelled'])),
    check('loans_principal_check', sql`${t.principalCents} > 0`),
    foreignKey({ name: 'loans_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

/** Version 1 is the contract; a signed plan starts the next one from `from_on`. */
export const loanSchedules = pgTable(
  'loan_schedules',
  {
    ...owned(),
    loanId: uuid('loan_id').notNull(),
    version: integer('version').notNull(),
    fromOn: day('from_on').notNull(),
    planId: uuid('plan_id'),
    /** What the version took over, per component, as known when it began. */
    replaces: jsonb('replaces').$type<Record<string, number>>(),
    createdAt: moment('created_at').notNull(),
  },
  t => [
    ownedKey('loan_schedules', t),
    unique('loan_schedules_version_key').on(t.borrowerId, t.loanId, t.version),
    foreignKey({ name: 'loan_schedules_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)

export const instalments = pgTable(
  'instalments',
  {
    ...owned(),
    loanId: uuid('loan_id').notNull(),
    version: integer('version').notNull(),
    number: integer('number').notNull(),
    dueOn: day('due_on').notNull(),
    principalCents: amount('principal_cents').notNull(),
    interestCents: amount('interest_cents').notNull(),
    penaltyCents: amount('penalty_cents').notNull(),
    feeCents: amount('fee_cents').notNull(),
  },
  t => [
    ownedKey('instalments', t),
    unique('instalments_number_key').on(t.borrowerId, t.loanId, t.version, t.number),
    check('instalments_amounts_check', sql`least(${t.principalCents}, ${t.interestCents}, ${t.penaltyCents}, ${t.feeCents}) >= 0`),
    foreignKey({ name: 'instalments_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)

/** A fee or cost the lender billed beside the schedule. Penalty to date is computed, never stored nightly. */
export const loanCharges = pgTable(
  'loan_charges',
  {
    ...owned(),
    loanId: uuid('loan_id').notNull(),
    component: text('component').notNull(),
    dueOn: day('due_on').notNull(),
    amountCents: amount('amount_cents').notNull(),
    reason: text('reason').notNull(),
    /** The form or machine's key it came with: it counts once. */
    requestKey: text('request_key'),
    createdAt: moment('created_at').notNull(),
    cancelledAt: moment('cancelled_at'),
  },
  t => [
    ...ownedKeys('loan_charges', t),
    index('loan_charges_loan_idx').on(t.borrowerId, t.loanId),
    uniqueIndex('loan_charges_request_key').on(t.lenderId, t.requestKey),
    check('loan_charges_component_check', oneOf(t.component, components)),
    foreignKey({ name: 'loan_charges_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)
