import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { amount, day, moment, oneOf, owned, ownedKey, ownedKeys } from './columns'
import { components, loans } from './loans'

/** Taken back by the lender's own hand, given back to the payer, or fetched back by the payer's bank. */
export const reversalKinds = ['correction', 'refund', 'chargeback'] as const

export const payments = pgTable(
  'payments',
  {
    ...owned(),
    caseId: uuid('case_id'),
    amountCents: amount('amount_cents').notNull(),
    currency: text('currency').notNull(),
    effectiveOn: day('effective_on').notNull(),
    receivedAt: moment('received_at').notNull(),
    channel: text('channel').notNull(),
    source: text('source').notNull(),
    externalId: text('external_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    inputHash: text('input_hash').notNull(),
    status: text('status').notNull().default('posted'),
    reversedAt: moment('reversed_at'),
    reversalReason: text('reversal_reason'),
    reversalKind: text('reversal_kind'),
    isSynthetic: text('is_synthetic').notNull().default('no'),
  },
  t => [
    ...ownedKeys('payments', t),
    unique('payments_external_key').on(t.lenderId, t.source, t.externalId),
    unique('payments_idempotency_key').on(t.lenderId, t.idempotencyKey),
    index('payments_borrower_idx').on(t.borrowerId, t.effectiveOn),
    check('payments_amount_check', sql`${t.amountCents} > 0`),
    check('payments_status_check', oneOf(t.status, ['posted', 'reversed'])),
    check('payments_reversal_kind_check', oneOf(t.reversalKind, reversalKinds)),
    check('payments_synthetic_check', oneOf(t.isSynthetic, ['yes', 'no'])),
    foreignKey({ name: 'payments_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

/** How one payment was split over loans, fixed at posting; parts sum to the payment. */
export const paymentParts = pgTable(
  'payment_parts',
  { ...owned(), paymentId: uuid('payment_id').notNull(), loanId: uuid('loan_id').notNull(), amountCents: amount('amount_cents').notNull() },
  t => [
    ownedKey('payment_parts', t),
    unique('payment_parts_loan_key').on(t.borrowerId, t.paymentId, t.loanId),
    index('payment_parts_loan_idx').on(t.borrowerId, t.loanId),
    foreignKey({ name: 'payment_parts_payment_fkey', columns: [t.borrowerId, t.paymentId], foreignColumns: [payments.borrowerId, payments.id] }),
    foreignKey({ name: 'payment_parts_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)

/** Where a part went. A replay revokes a row and writes its successor; `overpaid` is a credit. */
export const paymentAllocations = pgTable(
  'payment_allocations',
  {
    ...owned(),
    paymentId: uuid('payment_id').notNull(),
    loanId: uuid('loan_id').notNull(),
    version: integer('version').notNull(),
    instalmentNumber: integer('instalment_number'),
    component: text('component').notNull(),
    amountCents: amount('amount_cents').notNull(),
    entryId: uuid('entry_id').notNull(),
    createdAt: moment('created_at').notNull(),
    revokedAt: moment('revoked_at'),
  },
  t => [
    ownedKey('payment_allocations', t),
    index('payment_allocations_payment_idx').on(t.borrowerId, t.paymentId),
    index('payment_allocations_loan_idx').on(t.borrowerId, t.loanId),
    check('payment_allocations_component_check', oneOf(t.component, [...components, 'overpaid', 'refunded'])),
    check('payment_allocations_amount_check', sql`${t.amountCents} > 0`),
    foreignKey({ name: 'payment_allocations_payment_fkey', columns: [t.borrowerId, t.paymentId], foreignColumns: [payments.borrowerId, payments.id] }),
  ],
)
