import { createHash } from 'node:crypto'
import { and, asc, eq, sql } from 'drizzle-orm'
import { bankLines, isCountedLine, payments, webhookEvents } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { parseBody } from '../api/body'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid } from '../errors'
import { transaction } from '../transaction'
import { payerIndexOf, sealPayer } from './bank-sealed'
import { recordPayment } from './commands'
import type { Target } from '../borrowers/target'
import { findLinkTarget, moveLink, type SettledLink } from './link-settle-commands'
import { identityOf, type WebhookResult } from './webhook-answer'
import { takeBack } from './webhook-back-commands'
import { WebhookEvent, WebhookName, type CheckoutEnded, type Succeeded } from './webhook-input'

type Signed = { provider: string; eventId: string; body: string }
type Incoming = Signed & { event: WebhookEvent }
type EventRow = typeof webhookEvents.$inferSelect

const hashOf = (body: string): string => createHash('sha256').update(body).digest('hex')

/**
 * Reads a provider's signed body and takes its event. One that cannot be read is kept for a person, who would else never hear of its
 * money; a kind that is of neither payments nor checkouts is no news.
 */
export async function receiveWebhook(ctx: Ctx, signed: Signed): Promise<WebhookResult> {
  authorize(ctx, 'payment:record')
  let said: unknown
  try {
    said = JSON.parse(signed.body)
    const { type } = WebhookName.catch({}).parse(said)
    if (type !== undefined && !/^(payment|checkout)\./.test(type)) return { result: 'noted' }
    return await takeWebhookEvent(ctx, { ...signed, event: parseBody(WebhookEvent, said) })
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof DomainError && error.message === 'check_fields')) throw error
    const { type, data } = WebhookName.catch({}).parse(said)
    await keepRefused(ctx, { ...signed, type: type ?? 'unknown', reference: data?.paymentId ?? '–' }, hashOf(signed.body), 'webhook_unreadable')
    throw error instanceof SyntaxError ? invalid('body_not_json') : error
  }
}

/**
 * Takes a provider's event, once: the same event again gets the first answer, another body under its id is `webhook_event_changed`. Money
 * without an owner goes to the inbox; what is taken back before it was reported waits for the report; what cannot be taken back whole
 * waits for a person. A refused event is kept for a person too, and tried again when it comes again.
 */
export async function takeWebhookEvent(ctx: Ctx, incoming: Incoming): Promise<WebhookResult> {
  authorize(ctx, 'payment:record')
  const bodyHash = hashOf(incoming.body)
  try {
    return await transaction(ctx, ctx => takeOnce(ctx, incoming, bodyHash))
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'conflict' || error.code === 'invalid') && !ctx.inTransaction)
      await keepRefused(ctx, { ...incoming, type: incoming.event.type, reference: referenceOf(incoming.event), ...amountOf(incoming.event) }, bodyHash, error.message)
    throw error
  }
}

async function takeOnce(ctx: Ctx, { provider, eventId, event }: Incoming, bodyHash: string): Promise<WebhookResult> {
  const reference = referenceOf(event)
  const row = { lenderId: ctx.actor.lenderId, id: newId(), provider, eventId, bodyHash, type: event.type, reference, state: 'done', answer: { result: 'held' }, receivedAt: ctx.now }
  const [fresh] = await ctx.db
    .insert(webhookEvents)
    .values(row)
    .onConflictDoUpdate({ target: [webhookEvents.lenderId, webhookEvents.eventId], set: { state: 'done' }, setWhere: sql`${webhookEvents.state} = 'refused' and ${webhookEvents.bodyHash} = ${bodyHash}` })
    .returning({ id: webhookEvents.id })
  if (!fresh) return earlierAnswer(ctx, eventId, bodyHash)
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`webhook:${ctx.actor.lenderId}:${provider}:${reference}`}, 0))`)
  const answer = await carryOut(ctx, provider, event)
  await settleEvent(ctx, fresh.id, answer)
  await record(ctx, { type: 'webhook.taken', data: { eventId: fresh.id, provider, what: event.type, ...answer } })
  return answer
}

/** As it is kept with a refused event. */
const amountOf = (event: WebhookEvent): { amount?: number } => (event.type === 'payment.succeeded' ? { amount: event.data.amount } : {})
const referenceOf = (event: WebhookEvent): string => (event.type === 'checkout.declined' || event.type === 'checkout.expired' ? event.data.link : event.data.paymentId)

function carryOut(ctx: Ctx, provider: string, event: WebhookEvent): Promise<WebhookResult> {
  switch (event.type) {
    case 'payment.succeeded':
      return takePayment(ctx, provider, event.data)
    case 'checkout.declined':
    case 'checkout.expired':
      return endCheckout(ctx, event)
    default:
      return takeBack(ctx, provider, event)
  }
}

async function endCheckout(ctx: Ctx, { type, data }: CheckoutEnded): Promise<WebhookResult> {
  const link = await findLinkTarget(ctx, data.link)
  if (link) await moveLink(ctx, link, type === 'checkout.declined' ? 'decline' : 'expire')
  return { result: 'noted' }
}

type Told = { provider: string; eventId: string; type: string; reference: string; amount?: number }

/** What was refused leaves no other trace: this one is for the people who look after the money. A changed event stands beside the first. */
async function keepRefused(ctx: Ctx, { provider, eventId, type, reference, amount }: Told, bodyHash: string, reason: string): Promise<void> {
  await transaction(ctx, async ctx => {
    const name = reason === 'webhook_event_changed' ? `${eventId}#${bodyHash.slice(0, 16)}` : eventId
    const row = { lenderId: ctx.actor.lenderId, id: newId(), provider, eventId: name, bodyHash, type, reference }
    const kept = await ctx.db
      .insert(webhookEvents)
      .values({ ...row, state: 'refused', answer: { result: 'refused', reason, ...(amount === undefined ? {} : { amount }) }, receivedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: webhookEvents.id })
    if (kept.length > 0) await record(ctx, { type: 'webhook.refused', data: { eventId: row.id, provider, what: type, reason } })
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
    const { result } = await takeBack(ctx, provider, { type: kind, data: { paymentId: data.paymentId, reason: '' } })
    if (result === 'held') continue
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
  const link = data.link ? await findLinkTarget(ctx, data.link) : null
  const target: Target | null = link?.target ?? (data.number ? { kind: 'any', number: data.number } : null)
  if (await isInInbox(ctx, provider, data)) return { result: 'unmatched' }
  if (!target) return keep(ctx, provider, data, link, data.link ? 'payment_target_unknown' : null)
  try {
    const input = { target, amountCents, currency, effectiveOn, channel, source: provider, externalId, idempotencyKey: `webhook:${provider}:${externalId}` }
    const { paymentId } = await recordPayment(ctx, input)
    if (link) await moveLink(ctx, link, 'pay', paymentId)
    return { result: 'recorded', paymentId }
  } catch (error) {
    const isUnfit = error instanceof DomainError && (error.code === 'not_found' || error.code === 'invalid')
    if (!isUnfit) throw error
    return keep(ctx, provider, data, link, error.message)
  }
}

/** Money whose owner is unknown is money all the same: it waits in the inbox. */
async function keep(ctx: Ctx, provider: string, data: Succeeded, link: SettledLink | null, problem: string | null): Promise<WebhookResult> {
  const recorded = and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.source, provider), eq(payments.externalId, data.paymentId))
  if ((await ctx.db.$count(payments, recorded)) > 0) throw conflict('payment_external_id_reused')
  const id = newId()
  await ctx.db
    .insert(bankLines)
    .values({
      ...{ lenderId: ctx.actor.lenderId, id, source: 'provider', rowNumber: 1, identity: identityOf(provider, data.paymentId) },
      ...{ bookedOn: data.paidOn, amountCents: data.amount, channel: data.channel, reference: data.paymentId, outcome: 'unmatched', state: 'waiting' },
      sealed: sealPayer(id, { payerName: data.payerName, payerAccount: '', remark: data.remark, number: data.number ?? '' }),
      payerIndex: payerIndexOf(ctx.actor.lenderId, data.payerName),
      problem,
      linkBorrowerId: link?.borrowerId ?? null,
      linkId: link?.linkId ?? null,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
  return { result: 'unmatched' }
}

/** The same money told of again under another event, when its owner may be known by now, stays where a person finds it: it is not posted beside its line. */
async function isInInbox(ctx: Ctx, provider: string, data: Succeeded): Promise<boolean> {
  const line = and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.identity, identityOf(provider, data.paymentId)), isCountedLine)
  return (await ctx.db.$count(bankLines, line)) > 0
}

const heldEvents = (ctx: Ctx, provider: string, reference: string): Promise<EventRow[]> =>
  ctx.db
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.lenderId, ctx.actor.lenderId), eq(webhookEvents.provider, provider), eq(webhookEvents.reference, reference), eq(webhookEvents.state, 'held')))
    .orderBy(asc(webhookEvents.id))
