import { and, eq } from 'drizzle-orm'
import { webhookEvents } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { conflict, notFound } from '../errors'
import { transaction } from '../transaction'

/** Says what was done about an event that waited for a person; nothing is posted by it. Throws `not_found`, `event_moved_on`. */
export async function settleProviderEvent(ctx: Ctx, { eventId, note }: { eventId: string; note: string }): Promise<void> {
  authorize(ctx, 'payment:record')
  const { id: decidedBy } = requireStaff(ctx)
  const mine = and(eq(webhookEvents.lenderId, ctx.actor.lenderId), eq(webhookEvents.id, eventId))
  await transaction(ctx, async ctx => {
    const [found] = await ctx.db.select({ state: webhookEvents.state, type: webhookEvents.type }).from(webhookEvents).where(mine).for('update')
    if (!found) throw notFound()
    if (found.state !== 'held' && found.state !== 'refused') throw conflict('event_moved_on')
    await ctx.db.update(webhookEvents).set({ state: 'settled', decidedBy, decidedAt: ctx.now, decisionNote: note }).where(mine)
    await record(ctx, { type: 'webhook.settled', data: { eventId, what: found.type, was: found.state } })
  })
}
