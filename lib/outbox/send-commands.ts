import { and, eq } from 'drizzle-orm'
import { cases, contactPoints, contacts, messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { decryptValue } from '../borrowers/private-values'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { decideContact, type Decision } from '../guard/commands'
import { enqueue } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { fateOf, isOver } from './fate'
import type { Gateway } from './http-gateway-port'
import { mailGateway } from './mail-port'
import type { Channel } from './render'
import { smsGateway } from './sms-port'
import type { MessagePurpose } from './template'

export type Sent =
  | { outcome: 'handed'; contactId: string }
  | { outcome: 'delayed'; until: Date; rule: string | null }
  | { outcome: 'blocked'; rule: string }
  | { outcome: 'cancelled' | 'not_queued' }

type Row = typeof messages.$inferSelect

/**
 * Sends one queued message, once: takes the guard's decision at this moment and, when allowed, writes the contact and hands the
 * message over in the same transaction. Blocked for now: waits for the moment the guard names. Blocked for good: says by which rule.
 */
export async function sendMessage(ctx: Ctx, borrowerId: string, messageId: string): Promise<Sent> {
  authorize(ctx, 'message:send')
  return transaction(ctx, async ctx => {
    const message = await lockMessage(ctx, borrowerId, messageId)
    if (message.status !== 'queued') return { outcome: 'not_queued' }
    if (message.sendAfter > ctx.now) return postpone(ctx, message, message.sendAfter, message.blockedBy)
    if (isOver(message.purpose, await lockCase(ctx, message))) {
      await settle(ctx, message, { status: 'cancelled' })
      await record(ctx, { type: 'message.cancelled', ...subjectOf(message), data: { messageId, because: 'case_closed' } })
      return { outcome: 'cancelled' }
    }
    const decision = await decideContact(ctx, {
      borrowerId,
      caseId: message.caseId,
      kind: message.kind as Channel,
      purpose: message.purpose as MessagePurpose,
      contactPointId: message.contactPointId,
      requestKey: `message:${message.id}:${message.sendAfter.getTime()}`,
    })
    return decision.decision === 'allowed' ? handOver(ctx, message, decision) : holdBack(ctx, message, decision)
  })
}

async function handOver(ctx: Ctx, message: Row, decision: Decision): Promise<Sent> {
  const contactId = newId()
  await ctx.db.insert(contacts).values({
    borrowerId: message.borrowerId,
    id: contactId,
    lenderId: message.lenderId,
    caseId: message.caseId,
    direction: 'out',
    kind: message.kind,
    purpose: message.purpose,
    contactPointId: message.contactPointId,
    guardDecisionId: decision.decisionId,
    occurredAt: ctx.now,
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
  })
  await settle(ctx, message, { status: 'handed', contactId, handedAt: ctx.now, blockedBy: null })
  if (message.caseId) {
    await ctx.db
      .update(cases)
      .set({ lastContactAt: ctx.now })
      .where(and(eq(cases.borrowerId, message.borrowerId), eq(cases.id, message.caseId)))
  }
  await record(ctx, {
    type: 'message.handed',
    ...subjectOf(message),
    data: { messageId: message.id, contactId, decisionId: decision.decisionId },
  })
  if (gatewayOf(message.kind)) await enqueue(ctx, 'message.hand_over', { borrowerId: message.borrowerId, messageId: message.id })
  return { outcome: 'handed', contactId }
}

async function holdBack(ctx: Ctx, message: Row, decision: Decision): Promise<Sent> {
  const fate = fateOf(decision, message.purpose, ctx.now)
  const data = { messageId: message.id, decisionId: decision.decisionId, rules: decision.reasons.map(reason => reason.rule) }
  if (fate.outcome === 'delayed') {
    await record(ctx, { type: 'message.delayed', ...subjectOf(message), data: { ...data, until: fate.until.toISOString() } })
    return postpone(ctx, message, fate.until, fate.rule)
  }
  if (fate.outcome === 'handed') throw new Error('an allowed message is handed over')
  await settle(ctx, message, { status: 'blocked', blockedBy: fate.rule })
  await record(ctx, { type: 'message.blocked', ...subjectOf(message), data })
  return fate
}

async function postpone(ctx: Ctx, message: Row, until: Date, rule: string | null): Promise<Sent> {
  await settle(ctx, message, { sendAfter: until, blockedBy: rule })
  await enqueue(ctx, 'message.send', { borrowerId: message.borrowerId, messageId: message.id }, until)
  return { outcome: 'delayed', until, rule }
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
    await settle(ctx, message, { status: 'failed', contactId: null, blockedBy: 'gateway_refused' })
    await record(ctx, { type: 'message.failed', ...subjectOf(message), data: { messageId, contactId: message.contactId } })
  })
  return answer
}

export const gatewayOf = (kind: string): Gateway | null => (kind === 'sms' ? smsGateway() : kind === 'email' ? mailGateway() : null)

async function lockMessage(ctx: Ctx, borrowerId: string, messageId: string): Promise<Row> {
  const [row] = await ctx.db
    .select()
    .from(messages)
    .where(and(eq(messages.borrowerId, borrowerId), eq(messages.lenderId, ctx.actor.lenderId), eq(messages.id, messageId)))
    .for('update')
  if (!row) throw notFound()
  return row
}

/** Before the person, as everybody does who works on a case: two who lock crosswise would wait for each other. */
async function lockCase(ctx: Ctx, message: Row): Promise<string | undefined> {
  if (!message.caseId) return undefined
  const [found] = await ctx.db
    .select({ status: cases.status })
    .from(cases)
    .where(and(eq(cases.borrowerId, message.borrowerId), eq(cases.id, message.caseId)))
    .for('no key update')
  return found?.status
}

async function addressOf(ctx: Ctx, message: Row): Promise<string> {
  const [point] = await ctx.db
    .select({ id: contactPoints.id, cipher: contactPoints.valueCipher })
    .from(contactPoints)
    .where(and(eq(contactPoints.borrowerId, message.borrowerId), eq(contactPoints.id, message.contactPointId ?? '')))
  if (!point) throw notFound()
  return decryptValue({ table: 'contact_points', column: 'value', rowId: point.id }, Buffer.from(point.cipher))
}

const settle = (
  ctx: Ctx,
  message: Row,
  change: Partial<Pick<Row, 'status' | 'contactId' | 'handedAt' | 'blockedBy' | 'sendAfter'>>,
) =>
  ctx.db
    .update(messages)
    .set(change)
    .where(and(eq(messages.borrowerId, message.borrowerId), eq(messages.id, message.id)))

const subjectOf = (message: Row) => ({ borrowerId: message.borrowerId, caseId: message.caseId ?? undefined })
