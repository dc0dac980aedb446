import { machine } from '@/lib/state-machine'

export type CaseState = 'open' | 'closed'
export type CaseEvent = 'cure' | 'settle' | 'write_off' | 'close_in_error'

/** A closed case stays closed: a borrower who falls behind again gets a new one. */
export const caseMachine = machine<CaseState, CaseEvent>({
  initial: 'open',
  transitions: [
    { from: 'open', event: 'cure', to: 'closed' },
    { from: 'open', event: 'settle', to: 'closed' },
    { from: 'open', event: 'write_off', to: 'closed' },
    { from: 'open', event: 'close_in_error', to: 'closed' },
  ],
})

/** Nothing overdue and no plan running closes a case; null while it stays open. All amounts over the case's loans. */
export function caseClosure(standing: { overdueCents: number; outstandingCents: number; planRuns: boolean }): 'cure' | 'settle' | null {
  if (standing.planRuns || standing.overdueCents > 0) return null
  return standing.outstandingCents === 0 ? 'settle' : 'cure'
}
