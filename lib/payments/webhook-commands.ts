import { createHash } from 'node:crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import { bankLines, payments, webhookEvents } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid } from '../errors'
import { transaction } from '../transaction'
import { setLineAside, undoLine } from './bank-line-commands'
import { payerIndexOf, sealPayer } from './bank-sealed'
import { recordPayment, reversePayment } from './commands'
import type { Target } from '../borrowers/target'
import type { Succeeded, TakenBack, WebhookEvent } from './webhook-input'

export type WebhookResult = { result: 'recorded' | 'unmatched' | 'taken_back' | 'held'; paymentId?: string; amount?: number }
type Incoming = { provider: string; eventId: string; body: string; event: WebhookEvent }
type EventRow = typeof webhookEvents.$inferSelect

/**
 * Takes a provider's event, once: the same event again gets the first answer, another body under its id is `webhook_event_changed`. Money
 * without an owner goes to the inbox; what is taken back before it was reported waits for the report.
 */
export async function takeWebhookEvent(ctx: Ctx, incoming: Incoming): Promise<WebhookResult> {
  authorize(ctx, 'payment:record')
  const { provider, eventId, event } = incoming
  const reference = event.data.paymentId
  return transaction(ctx, async ctx => {
    const bodyHash = createHash('sha256').update(incoming.body).digest('hex')
    const row = { lenderId: ctx.actor.lenderId, id: newId(), provider, eventId, bodyHash, type: event.type, reference, state: 'done', answer: { result: 'held' }, receivedAt: ctx.now }
    const fresh = await ctx.db.insert(webhookEvents).values(row).onConflictDoNothing().returning({ id: webhookEvents.id })
    if (fresh.length === 0) return earlierAnswer(ctx, eventId, bodyHash)
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`webhook:${ctx.actor.lenderId}:${provider}:${reference}`}, 0))`)
    const answer = event.type === 'payment.succeeded' ? await takePayment(ctx, provider, event.data) : await takeBack(ctx, provider, event)
    await settleEvent(ctx, row.id, answer)
    await record(ctx, { type: 'webhook.taken', data: { eventId: row.id, provider, what: event.type, ...answer } })
    return answer
  })
}

async function earlierAnswer(ctx: Ctx, eventId: string, bodyHash: string): Promise<WebhookResult> {
  const [earlier] = await ctx.db
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.lenderId, ctx.actor.lenderId), eq(webhookEvents.eventId, eventId)))
  if (!earlier || earlier.bodyHash !== bodyHash) throw conflict('webhook_event_changed')
  return earlier.answer as WebhookResult
}

const settleEvent = (ctx: Ctx, id: string, answer: WebhookResult) =>
  ctx.db
    .update(webhookEvents)
    .set({ answer, state: answer.result === 'held' ? 'held' : 'done' })
    .where(and(eq(webhookEvents.lenderId, ctx.actor.lenderId), eq(webhookEvents.id, id)))

async function takePayment(ctx: Ctx, provider: string, data: Succeeded): Promise<WebhookResult> {
  if (data.currency !== ctx.lender.currency) throw invalid('payment_currency_wrong', { currency: 'payment_currency_wrong' }, { currency: ctx.lender.currency })
  const answer = await postOrKeep(ctx, provider, data)
  for (const held of await heldEvents(ctx, provider, data.paymentId)) {
    const { amount } = held.answer as WebhookResult
    // A part of the money is no reason to take all of it back: it stays for a person.
    if (amount !== undefined && amount !== data.amount) continue
    const kind = held.type === 'payment.chargeback' ? 'payment.chargeback' : 'payment.refunded'
    await takeBack(ctx, provider, { type: kind, data: { paymentId: data.paymentId, reason: '' } })
    // The provider was told that it waits, and is told so again if it asks again.
    await ctx.db
      .update(webhookEvents)
      .set({ state: 'done' })
      .where(and(eq(webhookEvents.lenderId, ctx.actor.lenderId), eq(webhookEvents.id, held.id)))
  }
  return answer
}

async function postOrKeep(ctx: Ctx, provider: string, data: Succeeded): Promise<WebhookResult> {
  const { paymentId: externalId, amount: amountCents, currency, paidOn: effectiveOn, channel } = data
  const target: Target | null = data.number ? { kind: 'any', number: data.number } : null
  if (!target) return keep(ctx, provider, data, null)
  try {
    const input = { target, amountCents, currency, effectiveOn, channel, source: provider, externalId, idempotencyKey: `webhook:${provider}:${externalId}` }
    return { result: 'recorded', paymentId: (await recordPayment(ctx, input)).paymentId }
  } catch (error) {
    const isUnfit = error instanceof DomainError && (error.code === 'not_found' || error.code === 'invalid')
    if (!isUnfit) throw error
    return keep(ctx, provider, data, error.message)
  }
}

const identityOf = (provider: string, reference: string) => createHash('sha256').update(JSON.stringify(['provider', provider, reference])).digest('hex')

/** Money whose owner is unknown is money all the same: it waits in the inbox. */
async function keep(ctx: Ctx, provider: string, data: Succeeded, problem: string | null): Promise<WebhookResult> {
  const id = newId()
  await ctx.db
    .insert(bankLines)
    .values({
      ...{ lenderId: ctx.actor.lenderId, id, source: 'provider', rowNumber: 1, identity: identityOf(provider, data.paymentId) },
      ...{ bookedOn: data.paidOn, amountCents: data.amount, channel: data.channel, reference: data.paymentId, outcome: 'unmatched', state: 'waiting' },
      sealed: sealPayer(id, { payerName: data.payerName, payerAccount: '', remark: data.remark, number: data.number ?? '' }),
      payerIndex: payerIndexOf(ctx.actor.lenderId, data.payerName),
      problem,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
  return { result: 'unmatched' }
}

async function takeBack(ctx: Ctx, provider: string, { type, data }: TakenBack): Promise<WebhookResult> {
  const kind = type === 'payment.chargeback' ? 'chargeback' : 'refund'
  const [payment] = await ctx.db
    .select({ id: payments.id, borrowerId: payments.borrowerId, amountCents: payments.amountCents })
    .from(payments)
    .where(and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.source, provider), eq(payments.externalId, data.paymentId)))
  if (payment) {
    refusePart(data.amount, payment.amountCents)
    await reversePayment(ctx, { borrowerId: payment.borrowerId, paymentId: payment.id, reason: data.reason || type, kind })
    return { result: 'taken_back', paymentId: payment.id }
  }
  const [line] = await ctx.db
    .select()
    .from(bankLines)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.identity, identityOf(provider, data.paymentId))))
    .for('update')
  if (!line) return { result: 'held', ...(data.amount === undefined ? {} : { amount: data.amount }) }
  refusePart(data.amount, line.amountCents)
  if (line.state === 'posted') await undoLine(ctx, line.id)
  if (line.state !== 'not_ours') await setLineAside(ctx, { lineId: line.id, reason: data.reason || type })
  return { result: 'taken_back' }
}

function refusePart(asked: number | undefined, whole: number): void {
  if (asked !== undefined && asked !== whole) throw invalid('webhook_partial_refund', { amount: 'webhook_partial_refund' })
}

const heldEvents = (ctx: Ctx, provider: string, reference: string): Promise<EventRow[]> =>
  ctx.db
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.lenderId, ctx.actor.lenderId), eq(webhookEvents.provider, provider), eq(webhookEvents.reference, reference), eq(webhookEvents.state, 'held')))
    .orderBy(asc(webhookEvents.id))
