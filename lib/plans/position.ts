import { dayNumber, type LocalDate } from '@/lib/dates'
import { instalmentStates, type InstalmentState } from '@/lib/ledger/instalments'
import type { ByComponent, LoanState } from '@/lib/ledger/loan-events'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { yearClock, type DayCount } from '@/lib/loans/day-count'
import type { RunningTerms } from '@/lib/loans/running-terms'
import { dueDate, type Frequency } from '@/lib/loans/schedule'
import { add, cents, mulDiv, smaller, subtract, ZERO, type AnnualRatePpm, type Cents } from '@/lib/money'

/** Where a loan stands when a plan is considered: what is owed today, and the open instalments that are still to come. */
export type LoanPosition = {
  asOf: LocalDate
  annualRatePpm: AnnualRatePpm
  frequency: Frequency
  /** Absent: every period is a plain part of the year. */
  dayCount?: DayCount
  dpd: number
  /** All principal, interest earned until today, penalty until today, fees and costs. */
  owed: ByComponent
  owedCents: Cents
  /** Scheduled interest of days that have not come: part of the contract, not of what is owed today. */
  unearnedInterestCents: Cents
  /** Open instalments with their scheduled interest, oldest first; each in its own loan's rhythm where loans are seen as one. */
  instalments: { number: number; dueOn: LocalDate; open: ByComponent; frequency?: Frequency }[]
}

/** Reads a replayed loan as a position. Interest of the running period counts by days, as the loan counts them (half-even). */
export function positionOf(state: LoanState, { startOn, ...loan }: RunningTerms): LoanPosition {
  const rows = instalmentStates(state)
  const unearned = rows.reduce((sum, row, i) => add(sum, unearnedOf(row, rows[i - 1]?.dueOn ?? startOn, state.asOf, loan)), ZERO)
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

function unearnedOf(row: InstalmentState, from: LocalDate | null | undefined, asOf: LocalDate, { frequency, dayCount }: Pick<RunningTerms, 'frequency' | 'dayCount'>): Cents {
  if (row.dueOn <= asOf || from === null) return ZERO
  const clock = dayCount ? yearClock(dayCount) : (day: number) => day
  const begins = clock(dayNumber(from ?? dueDate(row.dueOn, frequency, -1)))
  const ends = clock(dayNumber(row.dueOn))
  const toCome = Math.min(ends - clock(dayNumber(asOf)), ends - begins)
  return smaller(row.open.interest, mulDiv(row.billed.interest, toCome, Math.max(1, ends - begins), 'half-even'))
}
