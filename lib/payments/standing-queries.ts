import { and, desc, eq } from 'drizzle-orm'
import { cases, plans, promises } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { replayRecord } from '../ledger/loan-record'
import { bookOf, loadLoanRecords } from '../loans/record-queries'
import { read } from '../transaction'
import type { MoneyStanding } from './difference'

const LAST = 50

/** How a borrower's money stands today: loans replayed, promises, plans and case as they are. */
export async function loadMoneyStanding(ctx: Ctx, borrowerId: string): Promise<MoneyStanding> {
  authorize(ctx, 'payment:record', 'payment:reverse')
  return read(ctx, async ctx => {
    const records = await loadLoanRecords(ctx, borrowerId)
    const promised = await ctx.db
      .select({ id: promises.id, name: promises.dueOn, status: promises.status })
      .from(promises)
      .where(and(eq(promises.lenderId, ctx.actor.lenderId), eq(promises.borrowerId, borrowerId)))
      .orderBy(desc(promises.createdAt), desc(promises.id))
      .limit(LAST)
    const planned = await ctx.db
      .select({ id: plans.id, name: plans.number, status: plans.status })
      .from(plans)
      .where(and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId)))
      .orderBy(desc(plans.createdAt), desc(plans.id))
      .limit(LAST)
    const open = await ctx.db
      .select({ id: cases.id })
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
      .limit(1)
    const loans = records.map(record => ({ number: record.loan.number, state: replayRecord(record, bookOf(ctx)) }))
    return { loans, promises: promised, plans: planned, caseStatus: open.length > 0 ? 'open' : 'closed' }
  })
}
