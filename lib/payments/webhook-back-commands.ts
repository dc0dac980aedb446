import { and, eq } from 'drizzle-orm'
import { bankLines, isCountedLine, payments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { DomainError } from '../errors'
import { setLineAside, undoLine } from './bank-line-commands'
import { reversePayment } from './commands'
import { identityOf, type WebhookResult } from './webhook-answer'
import type { TakenBack } from './webhook-input'

/** Takes back what a provider reported, in the caller's transaction: the payment, or the line that waits for its owner. A part of either waits for a person. */
export async function takeBack(ctx: Ctx, provider: string, { type, data }: TakenBack): Promise<WebhookResult> {
  authorize(ctx, 'payment:reverse')
  const kind = type === 'payment.chargeback' ? 'chargeback' : 'refund'
  const amount = data.amount === undefined ? {} : { amount: data.amount }
  const [payment] = await ctx.db
    .select({ id: payments.id, borrowerId: payments.borrowerId, amountCents: payments.amountCents })
    .from(payments)
    .where(and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.source, provider), eq(payments.externalId, data.paymentId)))
  if (payment) {
    if (isPart(data.amount, payment.amountCents)) return { result: 'held', ...amount, reason: 'webhook_partial_refund' }
    return orHeld(ctx, amount, async ctx => {
      await reversePayment(ctx, { borrowerId: payment.borrowerId, paymentId: payment.id, reason: data.reason || type, kind })
      return { result: 'taken_back', paymentId: payment.id }
    })
  }
  const [line] = await ctx.db
    .select()
    .from(bankLines)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.identity, identityOf(provider, data.paymentId)), isCountedLine))
    .for('update')
  if (!line) return { result: 'held', ...amount }
  if (isPart(data.amount, line.amountCents)) return { result: 'held', ...amount, reason: 'webhook_partial_refund' }
  return orHeld(ctx, amount, async ctx => {
    if (line.state === 'posted') await undoLine(ctx, line.id, { reason: data.reason || type, kind })
    if (line.state !== 'not_ours') await setLineAside(ctx, { lineId: line.id, reason: data.reason || type })
    return { result: 'taken_back' }
  })
}

/** What people have to put right before money can be taken back. */
const FOR_PEOPLE = ['payment_before_plan', 'refund_uncovered']

/** Money that a running plan counted on, or whose surplus was paid back already, is taken back by a person; in a transaction of its own until it is sure. */
async function orHeld(ctx: Ctx, amount: { amount?: number }, work: (ctx: Ctx) => Promise<WebhookResult>): Promise<WebhookResult> {
  try {
    return await ctx.db.transaction(db => work({ ...ctx, db }))
  } catch (error) {
    if (error instanceof DomainError && FOR_PEOPLE.includes(error.message)) return { result: 'held', ...amount, reason: error.message }
    throw error
  }
}

const isPart = (asked: number | undefined, whole: number): boolean => asked !== undefined && asked !== whole
