import { and, desc, eq, isNull } from 'drizzle-orm'
import { messages } from '@/db/schema'
import { addMinutes } from '@/lib/dates'
import { keepReceipt } from '@/lib/outbox/receipt-commands'
import { read } from '@/lib/transaction'
import type { Stage } from './stage'

const MOST = 150
/** Every so many texts one did not arrive. */
const LOST = 12

/** The gateway's receipts for the newest texts of the demo: most arrived within the minute. */
export async function seedReceipts(stage: Stage): Promise<void> {
  const ctx = stage.system(stage.at(stage.today, 0))
  const sent = await read(ctx, ctx =>
    ctx.db
      .select({ id: messages.id, handedAt: messages.handedAt })
      .from(messages)
      .where(and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.status, 'handed'), eq(messages.kind, 'sms'), eq(messages.purpose, 'collection'), isNull(messages.delivery)))
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(MOST),
  )
  for (const [index, { id, handedAt }] of sent.entries())
    if (handedAt) await keepReceipt(stage.system(addMinutes(handedAt, 2)), id, { delivery: index % LOST === LOST - 1 ? 'undelivered' : 'delivered', at: addMinutes(handedAt, 1) })
}
