import { and, eq } from 'drizzle-orm'
import { promises } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockCaseAndLoans } from '../cases/lock-queries'
import type { Ctx } from '../context'
import { conflict, notFound } from '../errors'
import { transaction } from '../transaction'
import type { MissedReason } from './input'

export type TellMissed = { borrowerId: string; promiseId: string; reason: MissedReason; note: string }

/** Why a promise was not kept, asked once. Throws `promise_not_missed`, `promise_reason_told`. */
export async function tellMissedReason(ctx: Ctx, { borrowerId, promiseId, reason, note }: TellMissed): Promise<void> {
  authorize(ctx, 'promise:take')
  await transaction(ctx, async ctx => {
    const mine = and(eq(promises.lenderId, ctx.actor.lenderId), eq(promises.borrowerId, borrowerId), eq(promises.id, promiseId))
    const [found] = await ctx.db.select({ caseId: promises.caseId }).from(promises).where(mine)
    if (!found) throw notFound()
    await lockCaseAndLoans(ctx, borrowerId, found.caseId)
    const [promise] = await ctx.db.select().from(promises).where(mine)
    if (promise?.status !== 'broken' && promise?.status !== 'partly_kept') throw conflict('promise_not_missed')
    if (promise.missedToldAt) throw conflict('promise_reason_told')
    await ctx.db
      .update(promises)
      .set({ missedReason: reason, missedNote: note.trim() || null, missedToldAt: ctx.now })
      .where(mine)
    await record(ctx, { type: 'promise.reason_told', borrowerId, caseId: promise.caseId, data: { promiseId, reason } })
  })
}
