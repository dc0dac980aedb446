import { sql } from 'drizzle-orm'
import { bigint, check, foreignKey, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytes } from './accounts'
import { amount, day, lent, lentKey, moment, oneOf, owned, ownedKey } from './columns'
import { lenders } from './lenders'
import { paymentLinks } from './payment-links'
import { payments } from './payments'

export const statementSources = ['bank', 'agency'] as const

/** A file of money received: a bank's statement or an agency's remittance. */
export const bankStatements = pgTable(
  'bank_statements',
  {
    ...lent(),
    source: text('source').notNull(),
    fileName: text('file_name').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    encoding: text('encoding'),
    status: text('status').notNull(),
    counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
    problem: jsonb('problem').$type<{ reason: string; values?: Record<string, string | number> }>(),
    processedRows: integer('processed_rows').notNull().default(0),
    createdBy: uuid('created_by'),
    createdAt: moment('created_at').notNull(),
    appliedAt: moment('applied_at'),
  },
  t => [
    lentKey('bank_statements', t),
    index('bank_statements_recent_idx').on(t.lenderId, t.createdAt),
    check('bank_statements_source_check', oneOf(t.source, statementSources)),
    check('bank_statements_status_check', oneOf(t.status, ['checking', 'checked', 'applying', 'applied', 'refused', 'failed'])),
    foreignKey({ name: 'bank_statements_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

export const lineOutcomes = ['sure', 'suggested', 'unmatched', 'duplicate'] as const
export const lineStates = ['checked', 'waiting', 'posted', 'not_ours', 'duplicate'] as const

/** Lines that count: of these an identity stands once. Literal, because a plan with parameters cannot use the index of a part. */
export const isCountedLine = sql`state in ('waiting', 'posted', 'not_ours')`

/** Money that came in, one line each; who paid and what they wrote rest encrypted. A line counts once by its `identity`. */
export const bankLines = pgTable(
  'bank_lines',
  {
    ...lent(),
    source: text('source').notNull(),
    /** Null for money a payment provider reported. */
    statementId: uuid('statement_id'),
    rowNumber: integer('row_number').notNull(),
    identity: text('identity').notNull(),
    bookedOn: day('booked_on').notNull(),
    amountCents: amount('amount_cents').notNull(),
    channel: text('channel').notNull(),
    reference: text('reference'),
    outcome: text('outcome').notNull(),
    state: text('state').notNull(),
    match: jsonb('match').$type<{ kind: 'loan' | 'borrower'; number: string; reasons: string[] }>(),
    sealed: jsonb('sealed').$type<{ sealed: string }>().notNull(),
    payerIndex: bytes('payer_index'),
    /** Why a sure line could not be posted. */
    problem: text('problem'),
    notOursReason: text('not_ours_reason'),
    /** Counts up when a posting is undone, so that the next one has a name of its own. */
    attempt: integer('attempt').notNull().default(1),
    createdAt: moment('created_at').notNull(),
    decidedAt: moment('decided_at'),
    decidedBy: uuid('decided_by'),
    /** Whose it is by one person's word, when the lender's limit asks for a second. */
    proposed: jsonb('proposed').$type<{ kind: 'loan' | 'case' | 'borrower' | 'any'; number: string; borrowerId: string; amountCents: number }[]>(),
    proposedBy: uuid('proposed_by'),
    proposedAt: moment('proposed_at'),
    /** The payment link for which a provider reported this money. */
    linkBorrowerId: uuid('link_borrower_id'),
    linkId: uuid('link_id'),
  },
  t => [
    lentKey('bank_lines', t),
    unique('bank_lines_row_key').on(t.lenderId, t.statementId, t.rowNumber),
    uniqueIndex('bank_lines_identity_key').on(t.lenderId, t.identity).where(isCountedLine),
    index('bank_lines_inbox_idx').on(t.lenderId, t.state, t.id),
    index('bank_lines_payer_idx').on(t.lenderId, t.payerIndex),
    check('bank_lines_source_check', oneOf(t.source, [...statementSources, 'provider'])),
    check('bank_lines_outcome_check', oneOf(t.outcome, lineOutcomes)),
    check('bank_lines_state_check', oneOf(t.state, lineStates)),
    check('bank_lines_amount_check', sql`${t.amountCents} > 0`),
    check('bank_lines_not_ours_check', sql`(${t.state} = 'not_ours') = (${t.notOursReason} is not null)`),
    check('bank_lines_proposed_check', sql`(${t.proposed} is null) = (${t.proposedBy} is null)`),
    check('bank_lines_two_people_check', sql`${t.decidedBy} <> ${t.proposedBy}`),
    check('bank_lines_link_check', sql`(${t.linkId} is null) = (${t.linkBorrowerId} is null)`),
    foreignKey({ name: 'bank_lines_link_fkey', columns: [t.linkBorrowerId, t.linkId], foreignColumns: [paymentLinks.borrowerId, paymentLinks.id] }),
    foreignKey({ name: 'bank_lines_statement_fkey', columns: [t.lenderId, t.statementId], foreignColumns: [bankStatements.lenderId, bankStatements.id] }),
  ],
)

/** The payments a line was posted as; parts of one attempt sum to the line. */
export const bankLineParts = pgTable(
  'bank_line_parts',
  {
    ...owned(),
    lineId: uuid('line_id').notNull(),
    attempt: integer('attempt').notNull(),
    paymentId: uuid('payment_id').notNull(),
    amountCents: amount('amount_cents').notNull(),
    undoneAt: moment('undone_at'),
  },
  t => [
    ownedKey('bank_line_parts', t),
    unique('bank_line_parts_payment_key').on(t.borrowerId, t.paymentId),
    index('bank_line_parts_line_idx').on(t.lenderId, t.lineId),
    foreignKey({ name: 'bank_line_parts_line_fkey', columns: [t.lenderId, t.lineId], foreignColumns: [bankLines.lenderId, bankLines.id] }),
    foreignKey({ name: 'bank_line_parts_payment_fkey', columns: [t.borrowerId, t.paymentId], foreignColumns: [payments.borrowerId, payments.id] }),
  ],
)
