import { authorize } from '../accounts/authorize'
import { lockOpenCase } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { listAllocations } from '../ledger/posting-queries'
import { lockLoans } from '../loans/figures-commands'
import { loadLoanRecords } from '../loans/record-queries'
import { findListeners } from './find-queries'
import type { Debt } from './settle-commands'

/** Case and loans, held until the transaction ends, with all that is known about them. Throws `not_found`. */
export async function lockDebt(ctx: Ctx, borrowerId: string): Promise<Debt> {
  authorize(ctx, 'payment:record', 'payment:reverse')
  const loanIds = await lockLoans(ctx, borrowerId)
  if (loanIds.length === 0) throw notFound()
  const [open, records, stored, listeners] = await Promise.all([
    lockOpenCase(ctx, borrowerId),
    loadLoanRecords(ctx, borrowerId),
    listAllocations(ctx, borrowerId, loanIds),
    findListeners(ctx, borrowerId),
  ])
  return { borrowerId, records, open, stored, listeners }
}
