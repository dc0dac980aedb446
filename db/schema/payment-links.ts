import { sql } from 'drizzle-orm'
import { check, foreignKey, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { amount, moment, oneOf, owned, ownedKeys } from './columns'
import { loans } from './loans'
import { payments } from './payments'

export const linkStates = ['created', 'paid', 'declined', 'expired'] as const

/** An amount a borrower may pay at the provider's own page; `paid` by the provider's signed word only. */
export const paymentLinks = pgTable(
  'payment_links',
  {
    ...owned(),
    /** The debt the borrower named; null: as the law orders. */
    loanId: uuid('loan_id'),
    amountCents: amount('amount_cents').notNull(),
    currency: text('currency').notNull(),
    requestId: uuid('request_id').notNull(),
    /** Staff who sent it; null when the borrower made it. */
    sentBy: uuid('sent_by'),
    state: text('state').notNull().default('created'),
    providerReference: text('provider_reference'),
    address: text('address'),
    paymentId: uuid('payment_id'),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    settledAt: moment('settled_at'),
  },
  t => [
    ...ownedKeys('payment_links', t),
    unique('payment_links_request_key').on(t.borrowerId, t.requestId),
    index('payment_links_recent_idx').on(t.borrowerId, t.createdAt),
    check('payment_links_state_check', oneOf(t.state, linkStates)),
    check('payment_links_amount_check', sql`${t.amountCents} > 0`),
    check('payment_links_paid_check', sql`(${t.state} = 'paid') = (${t.paymentId} is not null)`),
    foreignKey({ name: 'payment_links_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
    foreignKey({ name: 'payment_links_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
    foreignKey({ name: 'payment_links_payment_fkey', columns: [t.borrowerId, t.paymentId], foreignColumns: [payments.borrowerId, payments.id] }),
  ],
)
