import type { Ctx } from '../context'
import { authorize } from '../accounts/authorize'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import type { LoanState } from '../ledger/loan-events'
import { replayRecord, type LoanRecord } from '../ledger/loan-record'
import { explainLoan, type LoanDetail } from './detail'
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

/** How the sums of a borrower's loans came about on a day (today when absent): parts, instalments, payments, charges; by number. */
export async function listLoanDetails(ctx: Ctx, borrowerId: string, asOf?: LocalDate): Promise<LoanDetail[]> {
  const found = await loadLoans(ctx, borrowerId, undefined, asOf)
  return found.map(({ record, state }) => explainLoan(record, state, bookOf(ctx))).sort((a, b) => (a.number < b.number ? -1 : 1))
}
