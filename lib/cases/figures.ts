import type { LoanState } from '@/lib/ledger/loan-events'
import type { LoanRecord } from '@/lib/ledger/loan-record'
import type { LocalDate } from '@/lib/dates'
import { daysPastDue } from '@/lib/loans/delinquency'
import { add, ZERO, type Cents } from '@/lib/money'
import { caseClosure } from './case-state'

export type CaseStanding = { record: LoanRecord; state: LoanState }
export type CaseFigures = {
  loanIds: string[]
  dueCents: Cents
  balanceCents: Cents
  /** Earliest open due date over the case's loans, past or to come. */
  oldestUnpaidDueOn: LocalDate | null
  dpd: number
  overdueCents: Cents
}

/** Statuses of loans that are still being collected; a charged-off loan is owed all the same. */
const isLive = ({ record }: CaseStanding) => record.loan.status === 'active' || record.loan.status === 'settled' || record.loan.status === 'charged_off'

/**
 * Loans of a case: overdue ones, ones it already holds, ones under a running plan; for somebody who asks for help in time, every
 * loan still open. Amounts as of `today`, in cents.
 */
export function caseFigures(
  standings: readonly CaseStanding[],
  today: LocalDate,
  caseId: string | null,
  plannedLoanIds: readonly string[],
  forHelp = false,
): CaseFigures {
  const inCase = standings.filter(
    standing =>
      isLive(standing) &&
      (isOverdue(standing.state, today) || (forHelp && standing.state.outstandingCents > 0) || (caseId !== null && standing.record.loan.caseId === caseId) || plannedLoanIds.includes(standing.record.loan.id)),
  )
  const oldestUnpaidDueOn = inCase.reduce<LocalDate | null>((oldest, { state }) => earlier(oldest, state.oldestUnpaidDueOn), null)
  const sum = (pick: (state: LoanState) => Cents) => inCase.reduce<Cents>((total, { state }) => add(total, pick(state)), ZERO)
  return {
    loanIds: inCase.map(({ record }) => record.loan.id),
    dueCents: sum(state => state.dueCents),
    balanceCents: sum(state => state.outstandingCents),
    overdueCents: inCase.some(({ state }) => isOverdue(state, today)) ? sum(state => state.overdueCents) : ZERO,
    oldestUnpaidDueOn,
    dpd: daysPastDue(oldestUnpaidDueOn, today),
  }
}

/** Overdue is what the schedule asks for; a late charge alone opens no case. */
const isOverdue = (state: LoanState, today: LocalDate): boolean => daysPastDue(state.oldestUnpaidDueOn, today) > 0

const earlier = (a: LocalDate | null, b: LocalDate | null): LocalDate | null => (a === null ? b : b === null || a <= b ? a : b)

export type Queue = 'work' | 'held' | 'plan' | 'closed'

/** Which list a case stands in, and why it ends where it does. A pending application keeps it open, and out of the queue when nothing is overdue. */
export function caseQueue(figures: CaseFigures, facts: { planRuns: boolean; isHeld: boolean; asksForHelp: boolean }): { queue: Queue; closure: 'cure' | 'settle' | null } {
  const closure = caseClosure({ overdueCents: figures.overdueCents, outstandingCents: figures.balanceCents, planRuns: facts.planRuns })
  if (closure && !facts.asksForHelp) return { queue: 'closed', closure }
  return { queue: facts.planRuns ? 'plan' : facts.isHeld || closure ? 'held' : 'work', closure: null }
}
