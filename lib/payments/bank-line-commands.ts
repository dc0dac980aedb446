import { and, eq, isNull } from 'drizzle-orm'
import { bankLineParts, bankLines } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import { add, cents, type Cents } from '../money'
import { transaction } from '../transaction'
import { recordPayment, reversePayment } from './commands'
import { findTarget } from '../borrowers/find-queries'
import type { PaymentChannel } from './input'
import { settleLinkOf } from './link-settle-commands'
import type { Target } from '../borrowers/target'

export type LinePart = { target: Target; amountCents: Cents }
type LineRow = typeof bankLines.$inferSelect

/**
 * Posts a waiting line as payments of one or several borrowers, all or none. What staff say whose it is waits for another person above
 * the lender's limit, with nothing posted, however it is split; another word takes its place. Throws `line_sum_differs` unless the parts
 * sum to the line, `line_moved_on` when somebody was quicker, and what `recordPayment` throws.
 */
export async function assignLine(ctx: Ctx, input: { lineId: string; parts: readonly LinePart[] }): Promise<{ paymentIds: string[]; isProposed?: true }> {
  authorize(ctx, 'payment:record')
  return transaction(ctx, async ctx => {
    const line = await lockLine(ctx, input.lineId)
    if (line.state !== 'waiting') throw conflict('line_moved_on')
    if (add(...input.parts.map(part => part.amountCents)) !== line.amountCents) throw invalid('line_sum_differs', { amount1: 'line_sum_differs' })
    if (ctx.actor.kind === 'staff' && line.amountCents > ctx.lender.policy.paymentApprovalCents) return proposeLine(ctx, line, input.parts)
    const paymentIds = await postLine(ctx, line, input.parts)
    await record(ctx, { type: 'bank_line.posted', data: { lineId: line.id, attempt: line.attempt, paymentIds, amountCents: line.amountCents } })
    return { paymentIds }
  })
}

async function proposeLine(ctx: Ctx, line: LineRow, parts: readonly LinePart[]): Promise<{ paymentIds: string[]; isProposed: true }> {
  for (const { target } of parts) await findTarget(ctx, target)
  const proposed = parts.map(({ target, amountCents }) => ({ number: target.number, amountCents }))
  await setLine(ctx, line.id, { proposed, proposedBy: requireStaff(ctx).id, proposedAt: ctx.now })
  await record(ctx, { type: 'bank_line.proposed', data: { lineId: line.id, amountCents: line.amountCents, parts: parts.map(part => part.amountCents) } })
  return { paymentIds: [], isProposed: true }
}

/** Posts what another person said of a line. Throws `own_approval_forbidden`, and `line_moved_on` when that has changed meanwhile. */
export async function confirmLine(ctx: Ctx, input: { lineId: string; proposedAt: string }): Promise<{ paymentIds: string[] }> {
  authorize(ctx, 'payment:confirm')
  const { id } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const line = await lockLine(ctx, input.lineId)
    if (line.state !== 'waiting' || !line.proposed || line.proposedAt?.toISOString() !== input.proposedAt) throw conflict('line_moved_on')
    if (line.proposedBy === id) throw new DomainError('forbidden', 'own_approval_forbidden')
    const parts = line.proposed.map(({ number, amountCents }) => ({ target: { kind: 'any' as const, number }, amountCents: cents(amountCents) }))
    const paymentIds = await postLine(ctx, line, parts)
    await record(ctx, { type: 'bank_line.posted', data: { lineId: line.id, attempt: line.attempt, paymentIds, amountCents: line.amountCents, proposedBy: line.proposedBy } })
    return { paymentIds }
  })
}

/** Payments of one line, in the caller's transaction, which holds the line; everybody's debts are held before the first is posted. */
async function postLine(ctx: Ctx, line: LineRow, parts: readonly LinePart[]): Promise<string[]> {
  const targets = []
  for (const part of parts) targets.push(await findTarget(ctx, part.target))
  await lockDebts(ctx, [...new Set(targets.map(target => target.borrowerId))])
  const posted: (typeof bankLineParts.$inferInsert & { loanId: string | null })[] = []
  for (const [i, { target, amountCents }] of parts.entries()) {
    const externalId = `${line.id}.${line.attempt}.${i + 1}`
    const { borrowerId, paymentId } = await recordPayment(ctx, {
      target,
      amountCents,
      currency: ctx.lender.currency,
      effectiveOn: line.bookedOn,
      channel: line.channel as PaymentChannel,
      source: line.source,
      externalId,
      idempotencyKey: `line:${externalId}`,
    })
    posted.push({ borrowerId, id: newId(), lenderId: line.lenderId, lineId: line.id, attempt: line.attempt, paymentId, amountCents, loanId: targets[i]?.loanId ?? null })
  }
  await ctx.db.insert(bankLineParts).values(posted)
  await settleLinkOf(ctx, line, posted)
  await setLine(ctx, line.id, { state: 'posted', problem: null, decidedAt: ctx.now, decidedBy: ctx.actor.id })
  return posted.map(part => part.paymentId)
}

/** Puts a waiting line aside as money that is not for this lender's loans. Throws `line_moved_on`. */
export async function setLineAside(ctx: Ctx, input: { lineId: string; reason: string }): Promise<void> {
  authorize(ctx, 'payment:record')
  const reason = input.reason.trim()
  if (reason === '') throw invalid('payment_reason_needed', { reason: 'payment_reason_needed' })
  await transaction(ctx, async ctx => {
    const line = await lockLine(ctx, input.lineId)
    if (line.state !== 'waiting') throw conflict('line_moved_on')
    await setLine(ctx, line.id, { ...noWord, state: 'not_ours', notOursReason: reason, decidedAt: ctx.now, decidedBy: ctx.actor.id })
    await record(ctx, { type: 'bank_line.not_ours', data: { lineId: line.id, amountCents: line.amountCents } })
  })
}

/** Puts a line back into the inbox and takes back what it posted, all or none. Throws `line_moved_on`, `payment_before_plan`. */
export async function undoLine(ctx: Ctx, lineId: string): Promise<void> {
  authorize(ctx, 'payment:reverse')
  await transaction(ctx, async ctx => {
    const line = await lockLine(ctx, lineId)
    if (line.state !== 'posted' && line.state !== 'not_ours') throw conflict('line_moved_on')
    const running = and(eq(bankLineParts.lenderId, ctx.actor.lenderId), eq(bankLineParts.lineId, line.id), isNull(bankLineParts.undoneAt))
    const parts = await ctx.db.select().from(bankLineParts).where(running).orderBy(bankLineParts.id)
    if (parts.length > 0) await lockDebts(ctx, [...new Set(parts.map(part => part.borrowerId))])
    for (const { borrowerId, paymentId } of parts) await reversePayment(ctx, { borrowerId, paymentId, reason: `bank line ${line.id}` })
    await ctx.db.update(bankLineParts).set({ undoneAt: ctx.now }).where(running)
    await setLine(ctx, line.id, { ...noWord, state: 'waiting', outcome: 'suggested', notOursReason: null, attempt: line.attempt + 1, decidedAt: null, decidedBy: null })
    await record(ctx, { type: 'bank_line.undone', data: { lineId: line.id, was: line.state, paymentIds: parts.map(part => part.paymentId) } })
  })
}

const noWord = { proposed: null, proposedBy: null, proposedAt: null }
const ofLine = (ctx: Ctx, lineId: string) => and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.id, lineId))

async function lockLine(ctx: Ctx, lineId: string): Promise<LineRow> {
  const [found] = await ctx.db.select().from(bankLines).where(ofLine(ctx, lineId)).for('update')
  if (!found) throw notFound()
  return found
}

const setLine = (ctx: Ctx, lineId: string, columns: Partial<typeof bankLines.$inferInsert>) => ctx.db.update(bankLines).set(columns).where(ofLine(ctx, lineId))
