import { and, eq } from 'drizzle-orm'
import { contactPoints, messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { decryptValue } from '../borrowers/private-values'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { transaction } from '../transaction'
import { sendMessages, type Sent } from './batch-commands'
import { gatewayOf } from './gateway-port'

type Row = typeof messages.$inferSelect

/**
 * Sends one queued message, once: takes the guard's decision at this moment and, when allowed, writes the contact and hands the
 * message over in the same transaction. Blocked for now: waits for the moment the guard names. Blocked for good: says by which rule.
 * Waits for whoever has the message or its case in hand. Throws `not_found`.
 */
export async function sendMessage(ctx: Ctx, borrowerId: string, messageId: string): Promise<Sent> {
  authorize(ctx, 'message:send')
  const [sent] = await sendMessages(ctx, [{ borrowerId, messageId }], 'wait')
  if (!sent) throw notFound()
  return sent
}

/**
 * Gives a handed message to the gateway, after its contact is committed: at least once, repeats dropped by the message's id. A
 * refusal marks it `failed`; a gateway that is away throws, and the job tries again.
 */
export async function passToGateway(
  ctx: Ctx,
  borrowerId: string,
  messageId: string,
  gateways = gatewayOf,
): Promise<'accepted' | 'refused' | 'none'> {
  authorize(ctx, 'message:send')
  const message = await transaction(ctx, ctx => lockMessage(ctx, borrowerId, messageId))
  const gateway = gateways(message.kind)
  if (!gateway || message.status !== 'handed' || !message.contactPointId) return 'none'
  const to = await transaction(ctx, ctx => addressOf(ctx, message))
  const answer = await gateway({ to, subject: message.subject, body: message.body, idempotencyKey: message.id })
  if (answer === 'accepted') return answer
  await transaction(ctx, async ctx => {
    await ctx.db.update(messages).set({ status: 'failed', contactId: null, blockedBy: 'gateway_refused' }).where(isMine(ctx, borrowerId, messageId))
    await record(ctx, { type: 'message.failed', borrowerId, caseId: message.caseId ?? undefined, data: { messageId, contactId: message.contactId } })
  })
  return answer
}

const isMine = (ctx: Ctx, borrowerId: string, messageId: string) =>
  and(eq(messages.borrowerId, borrowerId), eq(messages.lenderId, ctx.actor.lenderId), eq(messages.id, messageId))

async function lockMessage(ctx: Ctx, borrowerId: string, messageId: string): Promise<Row> {
  const [row] = await ctx.db.select().from(messages).where(isMine(ctx, borrowerId, messageId)).for('update')
  if (!row) throw notFound()
  return row
}

async function addressOf(ctx: Ctx, message: Row): Promise<string> {
  const [point] = await ctx.db
    .select({ id: contactPoints.id, cipher: contactPoints.valueCipher })
    .from(contactPoints)
    .where(and(eq(contactPoints.borrowerId, message.borrowerId), eq(contactPoints.id, message.contactPointId ?? '')))
  if (!point) throw notFound()
  return decryptValue({ table: 'contact_points', column: 'value', rowId: point.id }, Buffer.from(point.cipher))
}
