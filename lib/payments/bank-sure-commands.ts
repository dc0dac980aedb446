import { and, eq, sql } from 'drizzle-orm'
import { bankLineParts, bankLines } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { recordMany } from '../audit/record'
import { findTargets } from '../borrowers/find-queries'
import { idList, insertAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { DomainError } from '../errors'
import { transaction } from '../transaction'
import { recordPayments } from './commands'
import type { PaymentChannel } from './input'
import type { PaymentReceipt, RecordPayment } from './payment'

export type SureLine = typeof bankLines.$inferSelect
type Matched = SureLine & { match: NonNullable<SureLine['match']> }

const DAYS_APART = 3

/** Posts waiting lines as they were matched, in one transaction; what cannot be posted waits with the reason. Gives how many were posted. */
export async function postTogether(ctx: Ctx, lines: readonly SureLine[]): Promise<number> {
  authorize(ctx, 'payment:record')
  return transaction(ctx, async ctx => {
    const waiting = await lockWaiting(ctx, lines.map(line => line.id))
    const elsewhere = await findElsewhere(ctx, waiting)
    const fresh = waiting.filter(line => !elsewhere.has(line.id))
    const recorded = await recordPayments(ctx, fresh.map(line => paymentOf(ctx, line)))
    const posted: { line: Matched; receipt: PaymentReceipt }[] = []
    const refused = waiting.filter(line => elsewhere.has(line.id)).map(({ id }) => ({ id, problem: 'line_maybe_recorded' }))
    for (const [i, line] of fresh.entries()) {
      const { receipt, error } = recorded[i] ?? {}
      if (receipt) posted.push({ line, receipt })
      else if (error instanceof DomainError) refused.push({ id: line.id, problem: error.message })
      else throw error
    }
    await writePosted(ctx, posted)
    await writeRefused(ctx, refused)
    return posted.length
  })
}

async function lockWaiting(ctx: Ctx, ids: readonly string[]): Promise<Matched[]> {
  const rows = await ctx.db
    .select()
    .from(bankLines)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), sql`${bankLines.id} = any (${idList(ids)})`, eq(bankLines.state, 'waiting')))
    .orderBy(bankLines.rowNumber)
    .for('update')
  return rows.filter((line): line is Matched => line.match !== null)
}

function paymentOf(ctx: Ctx, { id, attempt, match, amountCents, bookedOn, channel, source }: Matched): RecordPayment {
  const externalId = `${id}.${attempt}.1`
  const target = { kind: match.kind, number: match.number }
  return { target, amountCents, currency: ctx.lender.currency, effectiveOn: bookedOn, channel: channel as PaymentChannel, source, externalId, idempotencyKey: `line:${externalId}` }
}

/** Lines whose amount the same person paid, days apart at most, by the word of somebody else: two ways of hearing of one payment. */
async function findElsewhere(ctx: Ctx, lines: readonly Matched[]): Promise<Set<string>> {
  const targets = await findTargets(ctx, lines.map(line => line.match))
  const known = lines.flatMap((line, i) => (targets[i] ? [{ lineId: line.id, borrowerId: targets[i].borrowerId }] : []))
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select l.id from unnest(${idList(known.map(one => one.lineId))}, ${idList(known.map(one => one.borrowerId))}) x(line_id, borrower_id)
    join bank_lines l on l.lender_id = ${ctx.actor.lenderId}::uuid and l.id = x.line_id
    where exists (select from payments p where p.lender_id = l.lender_id and p.borrower_id = x.borrower_id and p.amount_cents = l.amount_cents
      and p.status = 'posted' and p.is_synthetic = 'no' and p.source <> l.source and p.effective_on between l.booked_on - ${DAYS_APART}::int and l.booked_on + ${DAYS_APART}::int)`)
  return new Set(rows.map(row => row.id))
}

async function writePosted(ctx: Ctx, posted: readonly { line: Matched; receipt: PaymentReceipt }[]): Promise<void> {
  if (posted.length === 0) return
  const parts = posted.map(({ line: { id: lineId, lenderId, attempt, amountCents }, receipt: { borrowerId, paymentId } }) => ({ borrowerId, id: newId(), lenderId, lineId, attempt, paymentId, amountCents }))
  await insertAll(ctx, bankLineParts, parts)
  await setLines(ctx, posted.map(({ line }) => line.id), { state: 'posted', problem: null, decidedAt: ctx.now, decidedBy: ctx.actor.id })
  await recordMany(
    ctx,
    posted.map(({ line, receipt }) => ({ type: 'bank_line.posted' as const, data: { lineId: line.id, attempt: line.attempt, paymentIds: [receipt.paymentId], amountCents: line.amountCents } })),
  )
}

async function writeRefused(ctx: Ctx, refused: readonly { id: string; problem: string }[]): Promise<void> {
  for (const [problem, lines] of Map.groupBy(refused, one => one.problem)) await setLines(ctx, lines.map(line => line.id), { outcome: 'suggested', problem })
}

/** Writes the same of lines that the caller holds. */
export async function setLines(ctx: Ctx, ids: readonly string[], columns: Partial<typeof bankLines.$inferInsert>): Promise<void> {
  if (ids.length === 0) return
  authorize(ctx, 'payment:record')
  await ctx.db
    .update(bankLines)
    .set(columns)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), sql`${bankLines.id} = any (${idList(ids)})`))
}
