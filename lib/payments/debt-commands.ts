import { authorize } from '../accounts/authorize'
import type { OpenCase } from '../cases/case-change'
import { loadCaseFactsOf } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { listAllocations } from '../ledger/posting-queries'
import { lockDebts } from '../loans/figures-commands'
import { loadRecordsOf } from '../loans/record-queries'
import type { Debt } from './settle-commands'

/** Case and loans, held until the transaction ends, with all that is known about them. Throws `not_found`. */
export async function lockDebt(ctx: Ctx, borrowerId: string): Promise<Debt> {
  authorize(ctx, 'payment:record', 'payment:reverse')
  const { open } = await lockDebts(ctx, [borrowerId])
  const debt = (await loadDebts(ctx, [borrowerId], open)).get(borrowerId)
  if (!debt) throw notFound()
  return debt
}

/** All that is known about debts that the caller holds; without those of borrowers who have no loan. */
export async function loadDebts(ctx: Ctx, borrowerIds: readonly string[], open: ReadonlyMap<string, OpenCase>): Promise<Map<string, Debt>> {
  authorize(ctx, 'payment:record', 'payment:reverse')
  const [records, allocations, facts] = await Promise.all([loadRecordsOf(ctx, borrowerIds), listAllocations(ctx, borrowerIds), loadCaseFactsOf(ctx, borrowerIds)])
  const stored = Map.groupBy(allocations, row => row.borrowerId)
  const debts = borrowerIds.flatMap((borrowerId): [string, Debt][] => {
    const [mine, known] = [records.get(borrowerId), facts.get(borrowerId)]
    if (!mine || !known) return []
    return [[borrowerId, { borrowerId, records: mine, open: open.get(borrowerId) ?? null, stored: stored.get(borrowerId) ?? [], facts: known }]]
  })
  return new Map(debts)
}
