import type { LoanState } from '@/lib/ledger/loan-events'
import type { LoanRecord } from '@/lib/ledger/loan-record'

/** A loan is settled while nothing is owed of it; what was charged off or cancelled stays so. */
export function statusAsOf(status: string, { settled }: Pick<LoanState, 'settled'>): string {
  if (settled && status === 'active') return 'settled'
  return !settled && status === 'settled' ? 'active' : status
}

/** What a loan's row says about its history. Amounts as of the state's day; the dates stay true while days pass. */
export const figuresOf = ({ loan }: { loan: Pick<LoanRecord['loan'], 'status'> }, state: LoanState) => ({
  status: statusAsOf(loan.status, state),
  scheduleVersion: state.version,
  oldestUnpaidDueOn: state.oldestUnpaidDueOn,
  nextDueOn: state.nextDue?.on ?? null,
  dueCents: state.dueCents,
  balanceCents: state.outstandingCents,
  figuresOn: state.asOf,
})
