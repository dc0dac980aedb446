import { and, eq } from 'drizzle-orm'
import { messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import type { Receipt } from './receipt-input'

const CLOCKS_APART_MINUTES = 5

/**
 * Keeps a gateway's receipt on a message that went out, once: the first one stands, the same again is a replay. A demand that reached the
 * borrower begins limitation anew (SPC limitation rules art. 8), so nothing else may say so. Throws `not_found`, `conflict` on a message
 * that never went out or a receipt that says otherwise, `invalid` on a moment before the sending or ahead.
 */
export async function keepReceipt(ctx: Ctx, messageId: string, { delivery, at }: Receipt): Promise<{ isReplay: boolean }> {
  authorize(ctx, 'message:receipt')
  return transaction(ctx, async ctx => {
    const mine = and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.id, messageId))
    const [found] = await ctx.db.select().from(messages).where(mine).for('update')
    if (!found) throw notFound()
    if (found.delivery !== null) {
      if (found.delivery === delivery && found.deliveryAt?.getTime() === at.getTime()) return { isReplay: true }
      throw conflict('receipt_differs')
    }
    if (found.status !== 'handed' || !found.handedAt) throw conflict('message_not_sent')
    if (at < addMinutes(found.handedAt, -CLOCKS_APART_MINUTES) || at > addMinutes(ctx.now, CLOCKS_APART_MINUTES)) throw invalid('check_fields', { at: 'date_invalid' })
    await ctx.db.update(messages).set({ delivery, deliveryAt: at }).where(and(mine, eq(messages.borrowerId, found.borrowerId)))
    await record(ctx, { type: `message.${delivery}`, borrowerId: found.borrowerId, caseId: found.caseId ?? undefined, data: { messageId, at } })
    return { isReplay: false }
  })
}
