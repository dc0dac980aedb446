import type { LoanState } from '@/lib/ledger/loan-events'

/** A loan is settled while nothing is owed of it; what was charged off or cancelled stays so. */
export function statusAsOf(status: string, { settled }: Pick<LoanState, 'settled'>): string {
  if (settled && status === 'active') return 'settled'
  return !settled && status === 'settled' ? 'active' : status
}
