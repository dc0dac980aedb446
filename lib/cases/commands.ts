import { lockLoans, writeLoanFigures } from '../loans/figures-commands'
import { bookOf, loadLoanRecords } from '../loans/record-queries'
import type { Ctx } from '../context'
import { replayRecord } from '../ledger/loan-record'
import { transaction } from '../transaction'
import { writeCaseFigures, type CaseOutcome } from './figures-commands'
import { lockOpenCase } from './figures-queries'

/**
 * Replays the borrower's loans as of `ctx.today` and brings loan rows and case up to date: figures, rank, stage, queue, opening
 * and closing. `forHelp` opens a case for somebody who asks before anything is overdue. Call it after anything that changes money, holds, promises or plans, in the same transaction. Safe to repeat.
 */
export async function refreshCase(ctx: Ctx, borrowerId: string, { forHelp = false } = {}): Promise<CaseOutcome> {
  return transaction(ctx, async ctx => {
    await lockLoans(ctx, borrowerId)
    const [open, records] = await Promise.all([lockOpenCase(ctx, borrowerId), loadLoanRecords(ctx, borrowerId)])
    const standings = records.map(record => ({ record, state: replayRecord(record, bookOf(ctx)) }))
    await writeLoanFigures(ctx, borrowerId, standings)
    return writeCaseFigures(ctx, borrowerId, open, standings, forHelp)
  })
}
