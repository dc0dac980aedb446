import { dayNumber, type LocalDate } from '@/lib/dates'
import { instalmentStates, type InstalmentState } from '@/lib/ledger/instalments'
import type { ByComponent, LoanState } from '@/lib/ledger/loan-events'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { dueDate, type Frequency } from '@/lib/loans/schedule'
import { add, cents, mulDiv, smaller, subtract, ZERO, type AnnualRatePpm, type Cents } from '@/lib/money'

/** Where a loan stands when a plan is considered: what is owed today, and the open instalments that are still to come. */
export type LoanPosition = {
  asOf: LocalDate
  annualRatePpm: AnnualRatePpm
  frequency: Frequency
  dpd: number
  /** All principal, interest earned until today, penalty until today, fees and costs. */
  owed: ByComponent
  owedCents: Cents
  /** Scheduled interest of days that have not come: part of the contract, not of what is owed today. */
  unearnedInterestCents: Cents
  /** Open instalments with their scheduled interest, oldest first. */
  instalments: { number: number; dueOn: LocalDate; open: ByComponent }[]
}

/** Reads a replayed loan as a position. Interest of the running period counts by days (half-even). */
export function positionOf(state: LoanState, loan: { annualRatePpm: AnnualRatePpm; frequency: Frequency }): LoanPosition {
  const rows = instalmentStates(state)
  const unearned = rows.reduce((sum, row, i) => add(sum, unearnedOf(row, rows[i - 1], state.asOf, loan.frequency)), ZERO)
  const owed = { ...state.outstanding, interest: subtract(state.outstanding.interest, unearned) }
  return {
    asOf: state.asOf,
    ...loan,
    dpd: state.dpd,
    owed,
    owedCents: cents(COMPONENTS.reduce((sum, part) => sum + owed[part], 0)),
    unearnedInterestCents: unearned,
    instalments: rows.filter(row => row.openCents > 0).map(({ number, dueOn, open }) => ({ number, dueOn, open })),
  }
}

function unearnedOf(row: InstalmentState, before: InstalmentState | undefined, asOf: LocalDate, frequency: Frequency): Cents {
  if (row.dueOn <= asOf) return ZERO
  const begins = dayNumber(before?.dueOn ?? dueDate(row.dueOn, frequency, -1))
  const ends = dayNumber(row.dueOn)
  const toCome = Math.min(ends - dayNumber(asOf), ends - begins)
  return smaller(row.open.interest, mulDiv(row.billed.interest, toCome, Math.max(1, ends - begins), 'half-even'))
}
