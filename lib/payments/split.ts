import type { LoanState } from '@/lib/ledger/loan-events'
import { add, smaller, subtract, ZERO, type Cents } from '@/lib/money'

export type LoanShare = { loanId: string; amountCents: Cents }
/** A loan as it stands on the day the money counts from. */
export type LoanToPay = { loanId: string; state: Pick<LoanState, 'dueCents' | 'outstandingCents' | 'oldestUnpaidDueOn'> }

/**
 * Splits a payment over a borrower's loans; shares sum to it. The designated loan first, up to all it owes (Civil Code art. 560:
 * the debtor names the debt); then what is due, oldest due date first; then the rest; what nobody owes stays with the first loan.
 */
export function splitOverLoans(amountCents: Cents, loans: readonly LoanToPay[], designatedLoanId: string | null): LoanShare[] {
  const shares = new Map<string, Cents>()
  let left = amountCents
  const give = (loanId: string, wanted: Cents) => {
    const taken = smaller(left, wanted)
    left = subtract(left, taken)
    if (taken > 0) shares.set(loanId, add(shares.get(loanId) ?? ZERO, taken))
  }
  const ordered = loans.toSorted(byAge)
  const designated = loans.find(loan => loan.loanId === designatedLoanId)
  if (designated) give(designated.loanId, designated.state.outstandingCents)
  const others = ordered.filter(loan => loan !== designated)
  for (const { loanId, state } of others) give(loanId, state.dueCents)
  for (const { loanId, state } of others) give(loanId, subtract(state.outstandingCents, state.dueCents))
  const first = designated ?? ordered[0]
  if (first) give(first.loanId, left)
  return [...shares].map(([loanId, amountCents]) => ({ loanId, amountCents }))
}

/** Oldest unpaid first; a loan that is paid up comes last; then by id, so that the answer is always the same. */
function byAge(a: LoanToPay, b: LoanToPay): number {
  const [one, two] = [a.state.oldestUnpaidDueOn ?? '9999', b.state.oldestUnpaidDueOn ?? '9999']
  if (one !== two) return one < two ? -1 : 1
  return a.loanId < b.loanId ? -1 : 1
}
