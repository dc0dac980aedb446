import type { LocalDate } from '@/lib/dates'
import { instalmentStates, type InstalmentState } from '@/lib/ledger/instalments'
import type { ByComponent, LoanState } from '@/lib/ledger/loan-events'
import { COMPONENTS, type Component } from '@/lib/ledger/waterfall'
import type { DayCount } from '@/lib/loans/day-count'
import { ownPeriods, REST, toCome, type Earning } from '@/lib/loans/earning'
import type { RunningTerms } from './running-terms'
import { dueDate, type Frequency } from '@/lib/loans/schedule'
import { add, cents, smaller, subtract, ZERO, type AnnualRatePpm, type Cents } from '@/lib/money'
import type { PlanParts } from './parts'

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

/** Reads a replayed loan as a position. Interest that is earned by and by counts by days, as the loan counts them (half-even). */
export function positionOf(state: LoanState, { earning, rest, ...loan }: RunningTerms): LoanPosition {
  const scheduled = instalmentStates(state)
  const rows: Pick<InstalmentState, 'number' | 'dueOn' | 'open'>[] = rest ? [...scheduled, { number: REST, dueOn: rest.dueOn, open: byLedger(rest) }] : scheduled
  const running = Map.groupBy(earning ?? earnedByPeriod(scheduled, loan.frequency), one => one.number)
  const unearned = add(
    ...rows.map(({ number, open }) => smaller(open.interest, add(...(running.get(number) ?? []).map(one => toCome(one, state.asOf, loan.dayCount))))),
  )
  const open = (part: Component) => add(...rows.map(row => row.open[part]))
  const owed = { penalty: open('penalty'), fee: open('fee'), cost: open('cost'), interest: subtract(open('interest'), unearned), principal: open('principal') }
  return {
    asOf: state.asOf,
    ...loan,
    dpd: state.dpd,
    owed,
    owedCents: cents(COMPONENTS.reduce((sum, part) => sum + owed[part], 0)),
    unearnedInterestCents: unearned,
    instalments: rows.filter(row => COMPONENTS.some(part => row.open[part] > 0)).map(({ number, dueOn, open }) => ({ number, dueOn, open })),
  }
}

const byLedger = ({ principalCents, interestCents, penaltyCents, feeCents }: PlanParts): ByComponent => ({
  penalty: penaltyCents,
  fee: feeCents,
  cost: ZERO,
  interest: interestCents,
  principal: principalCents,
})

function earnedByPeriod(rows: readonly InstalmentState[], frequency: Frequency): Earning[] {
  const [first] = rows
  if (!first) return []
  return ownPeriods(rows.map(({ number, dueOn, billed }) => ({ number, dueOn, interestCents: billed.interest })), dueDate(first.dueOn, frequency, -1))
}
