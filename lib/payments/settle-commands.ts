import { authorize } from '../accounts/authorize'
import type { Insertion } from '../bulk-port'
import type { CaseFacts, OpenCase } from '../cases/case-change'
import { refreshCase } from '../cases/commands'
import { writeCases } from '../cases/figures-commands'
import type { Ctx } from '../context'
import { writeAllocations } from '../ledger/allocation-commands'
import { replayRecord, type LoanRecord } from '../ledger/loan-record'
import type { StoredAllocation } from '../ledger/posting-queries'
import { writeLoanFigures } from '../loans/figures-commands'
import { bookOf } from '../loans/record-queries'
import { applyPaymentToPlans } from '../plans/monitor-commands'
import { applyPaymentToPromises } from '../promises/commands'

export type Debt = {
  borrowerId: string
  records: readonly LoanRecord[]
  open: OpenCase | null
  stored: readonly StoredAllocation[]
  facts: CaseFacts
}

/**
 * After money changed: allocations and ledger of the loans in `touched`, kept figures, then promises, plans and the case. The
 * records already say what changed, and the caller holds case and loans; `alongside` is written with the allocations.
 */
export async function settleDebt(ctx: Ctx, debt: Debt, touched: ReadonlySet<string>, alongside: readonly Insertion[] = []): Promise<void> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'import:run')
  const { borrowerId, open, facts } = debt
  const standings = debt.records.map(record => ({ record, state: replayRecord(record, bookOf(ctx)) }))
  await writeAllocations(ctx, standings.filter(({ record }) => touched.has(record.loan.id)), debt.stored, alongside)
  if (!facts.hasPlans && !facts.hasPromises) {
    await Promise.all([writeLoanFigures(ctx, standings), writeCases(ctx, [{ borrowerId, open, standings, facts }])])
    return
  }
  await writeLoanFigures(ctx, standings)
  if (facts.hasPlans) await applyPaymentToPlans(ctx, borrowerId)
  if (facts.hasPromises) await applyPaymentToPromises(ctx, borrowerId)
  await refreshCase(ctx, borrowerId)
}
