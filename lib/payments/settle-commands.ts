import { authorize } from '../accounts/authorize'
import type { Insertion } from '../bulk-port'
import type { CaseFacts, OpenCase } from '../cases/case-change'
import { refreshCases } from '../cases/commands'
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
/** A debt whose records already say what changed, and the loans it changed. */
export type ChangedDebt = { debt: Debt; touched: ReadonlySet<string> }

/** As `settleDebts` for one borrower. */
export const settleDebt = (ctx: Ctx, debt: Debt, touched: ReadonlySet<string>, alongside: readonly Insertion[] = []): Promise<void> =>
  settleDebts(ctx, [{ debt, touched }], alongside)

/**
 * After money of different borrowers changed: allocations and ledger of the touched loans, kept figures, then promises, plans and
 * the cases, with as many statements as for one where nobody has a plan or a promise. The caller holds cases and loans; `alongside`
 * is written with the allocations.
 */
export async function settleDebts(ctx: Ctx, changed: readonly ChangedDebt[], alongside: readonly Insertion[] = []): Promise<void> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'import:run')
  const settled = changed.map(({ debt, touched }) => ({ debt, touched, standings: debt.records.map(record => ({ record, state: replayRecord(record, bookOf(ctx)) })) }))
  const touched = settled.flatMap(one => one.standings.filter(({ record }) => one.touched.has(record.loan.id)))
  await writeAllocations(ctx, touched, settled.flatMap(one => one.debt.stored), alongside)
  const [agreed, plain] = [settled.filter(one => isAgreed(one.debt)), settled.filter(one => !isAgreed(one.debt))]
  const cases = plain.map(({ debt: { borrowerId, open, facts }, standings }) => ({ borrowerId, open, standings, facts }))
  await Promise.all([writeLoanFigures(ctx, settled.flatMap(one => one.standings)), writeCases(ctx, cases)])
  for (const { debt } of agreed) {
    if (debt.facts.hasPlans) await applyPaymentToPlans(ctx, debt.borrowerId)
    if (debt.facts.hasPromises) await applyPaymentToPromises(ctx, debt.borrowerId)
  }
  if (agreed.length > 0) await refreshCases(ctx, agreed.map(one => one.debt.borrowerId))
}

const isAgreed = ({ facts }: Debt): boolean => facts.hasPlans || facts.hasPromises
