import type { instalments, loans, loanSchedules } from '@/db/schema'
import { newId } from '@/lib/clock'
import type { LocalDate } from '@/lib/dates'
import { entryRows, move, type EntryAuthor, type EntryRows } from '@/lib/ledger/entries'
import { add, ZERO, type Cents, type Currency } from '@/lib/money'
import { contractSchedule, type Contract } from './contract-terms'
import { scheduleTotals, type Instalment } from './schedule'

/** A loan as it enters the book. */
export type OpenLoan = Contract & {
  id?: string
  borrowerId: string
  number: string
  product: string
  currency: Currency
  fileInstalmentCents?: number | null
  importId?: string | null
  sourceHash?: string | null
}

export type OpeningRows = EntryRows & {
  loan: typeof loans.$inferInsert
  schedule: typeof loanSchedules.$inferInsert
  instalments: (typeof instalments.$inferInsert)[]
}

/**
 * Every row of a new loan: contract schedule as version 1 and an entry that pays the principal out and bills the schedule's
 * interest. Figures are those of `today` with nothing paid. Throws RangeError on impossible terms.
 */
export function openingRows(author: Omit<EntryAuthor, 'borrowerId'> & { today: LocalDate }, input: OpenLoan): OpeningRows {
  const rows = contractSchedule(input)
  const id = input.id ?? newId()
  const owned = { borrowerId: input.borrowerId, lenderId: author.actor.lenderId }
  const { interestCents } = scheduleTotals(rows)
  const entry = entryRows(
    { ...author, borrowerId: input.borrowerId },
    {
      loanId: id,
      kind: 'disbursement',
      effectiveOn: input.disbursedOn,
      postings: [...move(input.principalCents, 'principal', 'receivable', 'funds'), ...move(interestCents, 'interest', 'receivable', 'income')],
    },
  )
  if (!entry) throw new RangeError('a loan without principal')
  return {
    ...entry,
    loan: { ...loanColumns(input, id), ...owned, ...openingFigures(input, rows, author.today), createdAt: author.now },
    schedule: { ...owned, id: newId(), loanId: id, version: 1, fromOn: input.disbursedOn, planId: null, createdAt: author.now },
    instalments: rows.map(row => ({ ...owned, id: newId(), loanId: id, version: 1, ...instalmentColumns(row) })),
  }
}

const instalmentColumns = ({ number, dueOn, principalCents, interestCents }: Instalment) => ({
  number,
  dueOn,
  principalCents,
  interestCents,
  penaltyCents: ZERO,
  feeCents: ZERO,
})

const loanColumns = (input: OpenLoan, id: string) => ({
  id,
  number: input.number,
  product: input.product,
  currency: input.currency,
  principalCents: input.principalCents,
  annualRatePpm: input.annualRatePpm,
  termCount: input.termCount,
  method: input.method,
  frequency: input.frequency,
  dayCount: input.dayCount,
  disbursedOn: input.disbursedOn,
  firstDueOn: input.firstDueOn,
  fileInstalmentCents: input.fileInstalmentCents ?? null,
  importId: input.importId ?? null,
  sourceHash: input.sourceHash ?? null,
})

function openingFigures(input: OpenLoan, rows: readonly Instalment[], today: LocalDate) {
  const due = rows.filter(row => row.dueOn <= today)
  const totals = scheduleTotals(rows)
  return {
    status: 'active',
    oldestUnpaidDueOn: input.firstDueOn,
    nextDueOn: rows.find(row => row.dueOn >= today)?.dueOn ?? null,
    dueCents: due.reduce<Cents>((sum, row) => add(sum, row.principalCents, row.interestCents), ZERO),
    balanceCents: add(totals.principalCents, totals.interestCents),
    figuresOn: today,
  }
}
