import { authorize } from '../accounts/authorize'
import { planForMany } from '../bulk-port'
import type { Ctx } from '../context'
import { replayRecord } from '../ledger/loan-record'
import { lockDebts, writeLoanFigures } from '../loans/figures-commands'
import { bookOf, loadRecordsOf } from '../loans/record-queries'
import { transaction } from '../transaction'
import { writeCases, type CaseOutcome } from './figures-commands'

/**
 * Replays the borrower's loans as of `ctx.today` and brings loan rows and case up to date: figures, rank, stage, queue, opening
 * and closing. `forHelp` opens a case for somebody who asks before anything is overdue. Call it after anything that changes money, holds, promises or plans, in the same transaction. Safe to repeat.
 */
export async function refreshCase(ctx: Ctx, borrowerId: string, { forHelp = false } = {}): Promise<CaseOutcome> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const [outcome] = await refreshCases(ctx, [borrowerId], { forHelp })
  return outcome ?? { caseId: null, change: 'none' }
}

/** As `refreshCase` for many borrowers in one transaction, with as many statements as for one. */
export async function refreshCases(ctx: Ctx, borrowerIds: readonly string[], { forHelp = false } = {}): Promise<CaseOutcome[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  return transaction(ctx, async ctx => {
    if (borrowerIds.length > 1) await planForMany(ctx)
    const { open } = await lockDebts(ctx, borrowerIds)
    const records = await loadRecordsOf(ctx, borrowerIds)
    const wanted = borrowerIds.map(borrowerId => ({
      borrowerId,
      open: open.get(borrowerId) ?? null,
      standings: (records.get(borrowerId) ?? []).map(record => ({ record, state: replayRecord(record, bookOf(ctx)) })),
      forHelp,
    }))
    await writeLoanFigures(ctx, wanted.flatMap(one => one.standings))
    const changes = await writeCases(ctx, wanted)
    return changes.map(({ caseId, change }) => ({ caseId, change }))
  })
}
