import { sql } from 'drizzle-orm'
import { check, foreignKey, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes } from './accounts'
import { borrowers } from './borrowers'
import { amount, day, lent, lentKey, moment, oneOf, owned, ownedKey, ownedKeys } from './columns'
import { lenders } from './lenders'
import { loans } from './loans'

/** What a payment provider signs its events with, one or two at a time while a secret is being changed. */
export const webhookSecrets = pgTable(
  'webhook_secrets',
  { ...lent(), provider: text('provider').notNull(), secretCipher: bytes('secret_cipher').notNull(), createdAt: moment('created_at').notNull(), endedAt: moment('ended_at') },
  t => [
    lentKey('webhook_secrets', t),
    index('webhook_secrets_live_idx').on(t.lenderId, t.endedAt),
    foreignKey({ name: 'webhook_secrets_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

/** Every event a provider sent, with the answer it was given; `held` waits for its payment or a person, `refused` for a person. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    ...lent(),
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    bodyHash: text('body_hash').notNull(),
    type: text('type').notNull(),
    /** The provider's own name of the payment. */
    reference: text('reference').notNull(),
    state: text('state').notNull(),
    answer: jsonb('answer').$type<{ result: string; paymentId?: string; amount?: number; reason?: string }>().notNull(),
    receivedAt: moment('received_at').notNull(),
    /** Who dealt with an event that the app could not carry out by itself, and what they did. */
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    decisionNote: text('decision_note'),
  },
  t => [
    lentKey('webhook_events', t),
    unique('webhook_events_event_key').on(t.lenderId, t.eventId),
    index('webhook_events_reference_idx').on(t.lenderId, t.reference),
    index('webhook_events_open_idx').on(t.lenderId, t.state, t.id),
    check('webhook_events_state_check', oneOf(t.state, ['done', 'held', 'refused', 'settled'])),
    check('webhook_events_settled_check', sql`(${t.state} = 'settled') = (${t.decidedBy} is not null)`),
    foreignKey({ name: 'webhook_events_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

/** Money one person entered or asks to pay back, and another must confirm before anything is posted. */
export const paymentProposals = pgTable(
  'payment_proposals',
  {
    ...owned(),
    kind: text('kind').notNull(),
    loanId: uuid('loan_id'),
    targetNumber: text('target_number').notNull(),
    amountCents: amount('amount_cents').notNull(),
    effectiveOn: day('effective_on').notNull(),
    channel: text('channel').notNull(),
    reference: text('reference').notNull(),
    reason: text('reason'),
    requestId: uuid('request_id').notNull(),
    status: text('status').notNull().default('waiting'),
    askedBy: uuid('asked_by').notNull(),
    askedAt: moment('asked_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: moment('decided_at'),
    decisionNote: text('decision_note'),
    /** The payment or refund that confirming posted. */
    resultId: uuid('result_id'),
  },
  t => [
    ...ownedKeys('payment_proposals', t),
    unique('payment_proposals_request_key').on(t.lenderId, t.requestId),
    uniqueIndex('payment_proposals_one_refund_key').on(t.borrowerId, t.loanId).where(sql`kind = 'refund' and status = 'waiting'`),
    index('payment_proposals_inbox_idx').on(t.lenderId, t.status, t.id),
    check('payment_proposals_kind_check', oneOf(t.kind, ['payment', 'refund'])),
    check('payment_proposals_status_check', oneOf(t.status, ['waiting', 'confirmed', 'declined'])),
    check('payment_proposals_amount_check', sql`${t.amountCents} > 0`),
    check('payment_proposals_two_people_check', sql`${t.decidedBy} <> ${t.askedBy}`),
    foreignKey({ name: 'payment_proposals_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

/** Credit of a loan paid back to the borrower. */
export const refunds = pgTable(
  'refunds',
  { ...owned(), loanId: uuid('loan_id').notNull(), amountCents: amount('amount_cents').notNull(), effectiveOn: day('effective_on').notNull(), postedAt: moment('posted_at').notNull() },
  t => [
    ownedKey('refunds', t),
    index('refunds_loan_idx').on(t.borrowerId, t.loanId),
    check('refunds_amount_check', sql`${t.amountCents} > 0`),
    foreignKey({ name: 'refunds_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)
