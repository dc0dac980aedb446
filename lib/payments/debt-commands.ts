import { authorize } from '../accounts/authorize'
import { loadCaseFacts } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { listAllocations } from '../ledger/posting-queries'
import { lockDebts } from '../loans/figures-commands'
import { loadLoanRecords } from '../loans/record-queries'
import type { Debt } from './settle-commands'

/** Case and loans, held until the transaction ends, with all that is known about them. Throws `not_found`. */
export async function lockDebt(ctx: Ctx, borrowerId: string): Promise<Debt> {
  authorize(ctx, 'payment:record', 'payment:reverse')
  const { open, loanIds } = await lockDebts(ctx, [borrowerId])
  if (loanIds.length === 0) throw notFound()
  const [records, stored, facts] = await Promise.all([
    loadLoanRecords(ctx, borrowerId),
    listAllocations(ctx, borrowerId, loanIds),
    loadCaseFacts(ctx, borrowerId),
  ])
  return { borrowerId, records, open: open.get(borrowerId) ?? null, stored, facts }
}
