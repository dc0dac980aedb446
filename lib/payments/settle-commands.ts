import { authorize } from '../accounts/authorize'
import { refreshCase } from '../cases/commands'
import { writeCaseFigures } from '../cases/figures-commands'
import type { OpenCase } from '../cases/figures-queries'
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
  listeners: { hasPromises: boolean; hasPlans: boolean }
}

/**
 * After money changed: allocations and ledger of the loans in `touched`, kept figures, then promises, plans and the case. The
 * records already say what changed, and the caller holds case and loans.
 */
export async function settleDebt(ctx: Ctx, debt: Debt, touched: ReadonlySet<string>): Promise<void> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'import:run')
  const standings = debt.records.map(record => ({ record, state: replayRecord(record, bookOf(ctx)) }))
  for (const { record, state } of standings) if (touched.has(record.loan.id)) await writeAllocations(ctx, record, state, debt.stored)
  await writeLoanFigures(ctx, standings)
  const { hasPromises, hasPlans } = debt.listeners
  if (hasPlans) await applyPaymentToPlans(ctx, debt.borrowerId)
  if (hasPromises) await applyPaymentToPromises(ctx, debt.borrowerId)
  if (hasPlans || hasPromises) await refreshCase(ctx, debt.borrowerId)
  else await writeCaseFigures(ctx, debt.borrowerId, debt.open, standings)
}
