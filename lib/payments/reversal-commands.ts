import { and, desc, eq } from 'drizzle-orm'
import { cases, payments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { OpenCase } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { dateIn } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import type { LoanRecord } from '../ledger/loan-record'
import { bookOf } from '../loans/record-queries'
import { formatMoney, type Currency } from '../money'
import { queueMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { lockDebt } from './debt-commands'
import { changedBy } from './difference'
import { findLineOf } from './find-queries'
import { settleDebt } from './settle-commands'

/** Taken back by the lender's own hand unless `kind` says who did. */
export type ReversePayment = {
  borrowerId: string
  paymentId: string
  reason: string
  kind?: 'correction' | 'refund' | 'chargeback'
  /** The line that is undone with it. */
  lineId?: string
}

/**
 * Takes a payment back as if it had never been: history stays, entries reverse, balances, days past due, promise, plan and case
 * become what they would have been. Again changes nothing. Throws `not_found`, `payment_before_plan`, and `payment_of_line` for one that
 * was posted from a line: that is undone as a whole, or its money would be nobody's and wait nowhere.
 */
export async function reversePayment(ctx: Ctx, input: ReversePayment): Promise<{ paymentId: string; isReplay: boolean }> {
  authorize(ctx, 'payment:reverse')
  const { kind = 'correction' } = input
  const reason = input.reason.trim()
  if (reason === '') throw invalid('payment_reason_needed', { reason: 'payment_reason_needed' })
  return transaction(ctx, async ctx => {
    const found = await lockDebt(ctx, input.borrowerId)
    const payment = await findPayment(ctx, input)
    const { id: paymentId, borrowerId, amountCents, effectiveOn } = payment
    if (payment.status === 'reversed') return { paymentId, isReplay: true }
    if ((input.lineId ?? null) !== (await findLineOf(ctx, borrowerId, paymentId))) throw conflict('payment_of_line')
    const touched = found.records.filter(({ payments }) => payments.some(one => one.id === paymentId))
    if (touched.some(loan => isAgreedIn(loan, payment))) throw conflict('payment_before_plan')
    await ctx.db.update(payments).set({ status: 'reversed', reversedAt: ctx.now, reversalReason: reason, reversalKind: kind }).where(ofPayment(ctx, input))
    const debt = { ...found, open: found.open ?? (await reopenCase(ctx, payment)) }
    const records = debt.records.map(loan => ({ ...loan, payments: loan.payments.map(one => (one.id === paymentId ? { ...one, reversed: true } : one)) }))
    await settleDebt(ctx, { ...debt, records }, new Set(touched.map(({ loan }) => loan.id)))
    const changed = changedBy(bookOf(ctx), found.records, records, paymentId)
    await record(ctx, { type: 'payment.reversed', borrowerId, caseId: debt.open?.id, data: { paymentId, amountCents, effectiveOn, kind, changed } })
    const amount = formatMoney(amountCents, payment.currency as Currency, ctx.lender.locale)
    const message = { templateCode: 'payment_reversed' as const, kind: 'sms' as const, values: { amount, date: effectiveOn } }
    if (payment.isSynthetic === 'no') {
      await queueMessage(ctx, { ...message, borrowerId, caseId: debt.open?.id ?? null, uniqueKey: `payment_reversed:${paymentId}` })
    }
    return { paymentId, isReplay: false }
  })
}

const ofPayment = (ctx: Ctx, input: ReversePayment) =>
  and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.borrowerId, input.borrowerId), eq(payments.id, input.paymentId))

type Payment = typeof payments.$inferSelect

async function findPayment(ctx: Ctx, input: ReversePayment): Promise<Payment> {
  const [found] = await ctx.db.select().from(payments).where(ofPayment(ctx, input))
  if (!found) throw notFound()
  return found
}

/** What a running plan agreed on counted this payment as received. */
function isAgreedIn({ loan, schedules }: LoanRecord, payment: Payment): boolean {
  const current = schedules.find(schedule => schedule.version === loan.scheduleVersion)
  if (!current?.planId || loan.planId !== current.planId) return false
  const signed = schedules.find(schedule => schedule.planId === current.planId)
  return signed !== undefined && payment.receivedAt <= signed.createdAt
}

/** The case that this payment had closed goes on as if it had not been; a case that ended otherwise stays closed. */
async function reopenCase(ctx: Ctx, payment: Payment): Promise<OpenCase | null> {
  const mine = and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, payment.borrowerId))
  const [last] = await ctx.db.select().from(cases).where(mine).orderBy(desc(cases.openedOn), desc(cases.id)).limit(1)
  const closedOn = last?.closedOn
  if (!last || !closedOn || last.id !== payment.caseId || closedOn < dateIn(payment.receivedAt, ctx.lender.timeZone)) return null
  const [open] = await ctx.db
    .update(cases)
    .set({ status: 'open', queue: 'work', closedOn: null, changedAt: ctx.now })
    .where(and(mine, eq(cases.id, last.id)))
    .returning()
  await record(ctx, { type: 'case.reopened', borrowerId: payment.borrowerId, caseId: last.id, data: { paymentId: payment.id } })
  return open ?? null
}
