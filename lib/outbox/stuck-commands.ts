import { and, asc, eq, gt, lt } from 'drizzle-orm'
import { messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import { enqueueMany } from '../jobs/enqueue'
import { transaction } from '../transaction'

const CHUNK = 500
const PATIENCE_MINUTES = 15

/** Enqueues again what should have gone out a quarter of an hour ago: its job was lost or gave up. Sending is once all the same. */
export async function requeueStuckMessages(ctx: Ctx): Promise<{ requeued: number }> {
  authorize(ctx, 'job:run')
  let requeued = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const stuck = await transaction(ctx, async ctx => {
      const rows = await ctx.db
        .select({ borrowerId: messages.borrowerId, messageId: messages.id })
        .from(messages)
        .where(
          and(
            eq(messages.lenderId, ctx.actor.lenderId),
            eq(messages.status, 'queued'),
            lt(messages.sendAfter, addMinutes(ctx.now, -PATIENCE_MINUTES)),
            gt(messages.id, after),
          ),
        )
        .orderBy(asc(messages.id))
        .limit(CHUNK)
      await enqueueMany(ctx, 'message.send', rows.map(data => ({ data })))
      if (rows.length > 0) await record(ctx, { type: 'message.requeued', data: { count: rows.length } })
      return rows
    })
    requeued += stuck.length
    after = stuck.at(-1)?.messageId ?? after
    if (stuck.length < CHUNK) return { requeued }
  }
}
