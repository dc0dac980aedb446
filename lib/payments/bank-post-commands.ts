import { and, eq, sql } from 'drizzle-orm'
import { bankLineParts, bankLines } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { recordMany } from '../audit/record'
import { findTargets } from '../borrowers/find-queries'
import type { Target } from '../borrowers/target'
import { idList, insertAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { Cents } from '../money'
import { recordPayments, type ToRecord } from './commands'
import type { PaymentChannel } from './input'
import { settleLinkOf } from './link-settle-commands'
import type { PaymentReceipt } from './payment'

export type LineRow = typeof bankLines.$inferSelect
export type LinePart = { target: Target; amountCents: Cents }
type ToPost = { line: LineRow; parts: readonly LinePart[] }
type PostedLine = ToPost & { receipts: PaymentReceipt[] }
/** The payments of a line, or why it was not posted. */
export type LinePosted = { paymentIds: string[]; error?: undefined } | { paymentIds?: undefined; error: unknown }

/**
 * Posts lines that the caller holds, in the caller's transaction, each answered in its place. A line is posted whole: one of several parts
 * that cannot be recorded is thrown, and takes the others back.
 */
export async function postLines(ctx: Ctx, lines: readonly ToPost[]): Promise<LinePosted[]> {
  authorize(ctx, 'payment:record', 'payment:confirm')
  const recorded = await recordPayments(ctx, lines.flatMap(one => paymentsOf(ctx, one)))
  const posted: PostedLine[] = []
  let at = 0
  const answers = lines.map(({ line, parts }): LinePosted => {
    const own = recorded.slice(at, (at += parts.length))
    const refused = own.find(one => !one.receipt)
    if (refused && parts.length > 1) throw refused.error
    if (refused) return { error: refused.error }
    const receipts = own.flatMap(one => one.receipt ?? [])
    posted.push({ line, parts, receipts })
    return { paymentIds: receipts.map(receipt => receipt.paymentId) }
  })
  await writePosted(ctx, posted)
  return answers
}

const paymentsOf = (ctx: Ctx, { line: { id, attempt, bookedOn, channel, source }, parts }: ToPost): ToRecord[] =>
  parts.map(({ target, amountCents }, i) => {
    const externalId = `${id}.${attempt}.${i + 1}`
    const said = { target, amountCents, currency: ctx.lender.currency, effectiveOn: bookedOn, channel: channel as PaymentChannel }
    return { ...said, source, externalId, idempotencyKey: `line:${externalId}` }
  })

async function writePosted(ctx: Ctx, posted: readonly PostedLine[]): Promise<void> {
  if (posted.length === 0) return
  const rows = posted.flatMap(({ line: { id: lineId, lenderId, attempt }, receipts }) =>
    receipts.map(({ borrowerId, paymentId, amountCents }) => ({ borrowerId, id: newId(), lenderId, lineId, attempt, paymentId, amountCents })),
  )
  await insertAll(ctx, bankLineParts, rows)
  for (const one of posted) if (one.line.linkId) await settleLink(ctx, one)
  await setLines(ctx, posted.map(({ line }) => line.id), { state: 'posted', problem: null, decidedAt: ctx.now, decidedBy: ctx.actor.id })
  await recordMany(ctx, posted.map(traceOf))
}

const traceOf = ({ line: { id: lineId, attempt, amountCents, proposedBy }, receipts }: PostedLine) => {
  const data = { lineId, attempt, paymentIds: receipts.map(receipt => receipt.paymentId), amountCents, ...(proposedBy ? { proposedBy } : {}) }
  return { type: 'bank_line.posted' as const, data }
}

async function settleLink(ctx: Ctx, { line, parts, receipts }: PostedLine): Promise<void> {
  const targets = await findTargets(ctx, parts.map(part => part.target))
  await settleLinkOf(ctx, line, receipts.map(({ borrowerId, paymentId }, i) => ({ borrowerId, paymentId, loanId: targets[i]?.loanId ?? null })))
}

/** Writes the same of lines that the caller holds. */
export async function setLines(ctx: Ctx, ids: readonly string[], columns: Partial<typeof bankLines.$inferInsert>): Promise<void> {
  if (ids.length === 0) return
  authorize(ctx, 'payment:record', 'payment:confirm')
  await ctx.db
    .update(bankLines)
    .set(columns)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), sql`${bankLines.id} = any (${idList(ids)})`))
}
