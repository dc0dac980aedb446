import { check, foreignKey, index, integer, jsonb, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { amount, day, lent, lentKey, moment, oneOf, owned, ownedKey } from './columns'
import { components, loans } from './loans'

export const entryKinds = ['disbursement', 'billing', 'charge', 'payment', 'allocation_change', 'reversal', 'waiver', 'grant', 'opening', 'refund'] as const

/** Append-only. A correction is a reversing entry; each statement that writes postings must leave every entry at zero (trigger, migration 0004). */
export const ledgerEntries = pgTable(
  'ledger_entries',
  {
    ...owned(),
    loanId: uuid('loan_id').notNull(),
    kind: text('kind').notNull(),
    effectiveOn: day('effective_on').notNull(),
    postedAt: moment('posted_at').notNull(),
    paymentId: uuid('payment_id'),
    planId: uuid('plan_id'),
    reversesEntryId: uuid('reverses_entry_id'),
    actorKind: text('actor_kind').notNull(),
    actorId: uuid('actor_id'),
  },
  t => [
    ownedKey('ledger_entries', t),
    index('ledger_entries_loan_idx').on(t.borrowerId, t.loanId, t.effectiveOn, t.id),
    index('ledger_entries_posted_idx').on(t.lenderId, t.postedAt, t.id),
    check('ledger_entries_kind_check', oneOf(t.kind, entryKinds)),
    foreignKey({ name: 'ledger_entries_loan_fkey', columns: [t.borrowerId, t.loanId], foreignColumns: [loans.borrowerId, loans.id] }),
  ],
)

export const ledgerPostings = pgTable(
  'ledger_postings',
  {
    ...owned(),
    entryId: uuid('entry_id').notNull(),
    account: text('account').notNull(),
    component: text('component').notNull(),
    amountCents: amount('amount_cents').notNull(),
  },
  t => [
    ownedKey('ledger_postings', t),
    index('ledger_postings_entry_idx').on(t.borrowerId, t.entryId),
    check('ledger_postings_account_check', oneOf(t.account, ['receivable', 'funds', 'income', 'waived', 'written_off', 'deferred', 'credit', 'opening'])),
    check('ledger_postings_component_check', oneOf(t.component, components)),
    foreignKey({ name: 'ledger_postings_entry_fkey', columns: [t.borrowerId, t.entryId], foreignColumns: [ledgerEntries.borrowerId, ledgerEntries.id] }),
  ],
)

/** What a night's check of the ledger found. `found` keeps the first differences; `replayedTo` is where the next night goes on with the unchanged book. */
export const ledgerChecks = pgTable(
  'ledger_checks',
  {
    ...lent(),
    businessDate: day('business_date').notNull(),
    startedAt: moment('started_at').notNull(),
    finishedAt: moment('finished_at'),
    loans: integer('loans').notNull().default(0),
    replayed: integer('replayed').notNull().default(0),
    differences: integer('differences').notNull().default(0),
    found: jsonb('found').$type<{ borrowerId: string; id: string; what: string; stored: unknown; replayed: unknown }[]>().notNull(),
    replayedTo: uuid('replayed_to'),
  },
  t => [lentKey('ledger_checks', t), unique('ledger_checks_date_key').on(t.lenderId, t.businessDate)],
)
