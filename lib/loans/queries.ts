import type { Ctx } from '../context'
import { authorize } from '../accounts/authorize'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import type { LoanState } from '../ledger/loan-events'
import { replayRecord, type LoanRecord } from '../ledger/loan-record'
import { bookOf, loadLoanRecords } from './record-queries'

/** One loan as it stands on a day (today when absent), replayed from its history. Throws `not_found` out of the actor's scope. */
export async function loadLoanState(ctx: Ctx, borrowerId: string, loanId: string, asOf?: LocalDate): Promise<LoanState> {
  const { state } = await loadLoan(ctx, borrowerId, loanId, asOf)
  return state
}

/** As `loadLoanState`, with what is stored beside it. */
export async function loadLoan(ctx: Ctx, borrowerId: string, loanId: string, asOf?: LocalDate): Promise<{ record: LoanRecord; state: LoanState }> {
  const [found] = await loadLoans(ctx, borrowerId, [loanId], asOf)
  if (!found) throw notFound()
  return found
}

/** All of a borrower's loans, or the ones named, by id. */
export async function loadLoans(
  ctx: Ctx,
  borrowerId: string,
  loanIds?: readonly string[],
  asOf?: LocalDate,
): Promise<{ record: LoanRecord; state: LoanState }[]> {
  authorize(ctx, 'case:read', 'portal:read', 'statement:read', 'payment:record', 'payment:reverse', 'import:run', 'figures:refresh')
  const records = await loadLoanRecords(ctx, borrowerId, loanIds)
  return records.map(record => ({ record, state: replayRecord(record, bookOf(ctx), asOf) }))
}
