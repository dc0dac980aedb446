import { and, eq, isNull } from 'drizzle-orm'
import { bankLineParts, bankLines } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { findTargets, targetUnknown } from '../borrowers/find-queries'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import { add, cents } from '../money'
import { transaction } from '../transaction'
import { postLines, type LinePart, type LineRow } from './bank-post-commands'
import { reversePayment } from './commands'
import type { ReversePayment } from './reversal-commands'

export type { LinePart } from './bank-post-commands'

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
    return postLine(ctx, { ...line, ...noWord }, input.parts)
  })
}

async function proposeLine(ctx: Ctx, line: LineRow, parts: readonly LinePart[]): Promise<{ paymentIds: string[]; isProposed: true }> {
  const found = await findTargets(ctx, parts.map(part => part.target))
  const proposed = parts.map(({ target, amountCents }, i) => {
    const borrowerId = found[i]?.borrowerId
    if (!borrowerId) throw targetUnknown()
    return { ...target, borrowerId, amountCents }
  })
  await setLine(ctx, line.id, { proposed, proposedBy: requireStaff(ctx).id, proposedAt: ctx.now })
  await record(ctx, { type: 'bank_line.proposed', data: { lineId: line.id, amountCents: line.amountCents, parts: parts.map(part => part.amountCents) } })
  return { paymentIds: [], isProposed: true }
}

/**
 * Posts what another person said of a line. Throws `own_approval_forbidden`, `line_moved_on` when that has changed meanwhile, and
 * `payment_target_changed` when a number by now names somebody else.
 */
export async function confirmLine(ctx: Ctx, input: { lineId: string; proposedAt: string }): Promise<{ paymentIds: string[] }> {
  authorize(ctx, 'payment:confirm')
  const { id } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const line = await lockLine(ctx, input.lineId)
    if (line.state !== 'waiting' || !line.proposed || line.proposedAt?.toISOString() !== input.proposedAt) throw conflict('line_moved_on')
    if (line.proposedBy === id) throw new DomainError('forbidden', 'own_approval_forbidden')
    const parts = line.proposed.map(({ kind, number, amountCents }) => ({ target: { kind, number }, amountCents: cents(amountCents) }))
    const found = await findTargets(ctx, parts.map(part => part.target))
    if (line.proposed.some(({ borrowerId }, i) => found[i]?.borrowerId !== borrowerId)) throw conflict('payment_target_changed')
    return postLine(ctx, line, parts)
  })
}

async function postLine(ctx: Ctx, line: LineRow, parts: readonly LinePart[]): Promise<{ paymentIds: string[] }> {
  const [posted] = await postLines(ctx, [{ line, parts }])
  if (!posted?.paymentIds) throw posted?.error ?? notFound()
  return { paymentIds: posted.paymentIds }
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

/** Puts a line back into the inbox and takes back what it posted, all or none; `because` says who took it back when it was not the lender. Throws `line_moved_on`, and what `reversePayment` throws. */
export async function undoLine(ctx: Ctx, lineId: string, because?: Pick<ReversePayment, 'reason' | 'kind'>): Promise<void> {
  authorize(ctx, 'payment:reverse')
  await transaction(ctx, async ctx => {
    const line = await lockLine(ctx, lineId)
    if (line.state !== 'posted' && line.state !== 'not_ours') throw conflict('line_moved_on')
    const running = and(eq(bankLineParts.lenderId, ctx.actor.lenderId), eq(bankLineParts.lineId, line.id), isNull(bankLineParts.undoneAt))
    const parts = await ctx.db.select().from(bankLineParts).where(running).orderBy(bankLineParts.id)
    if (parts.length > 0) await lockDebts(ctx, [...new Set(parts.map(part => part.borrowerId))])
    for (const { borrowerId, paymentId } of parts) await reversePayment(ctx, { borrowerId, paymentId, reason: `bank line ${line.id}`, ...because, lineId: line.id })
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
