import { and, eq, isNull, lte } from 'drizzle-orm'
import { circumstances, documents } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockCase } from '../cases/lock-queries'
import type { Ctx } from '../context'
import { addDays, atHour } from '../dates'
import { forbidden, invalid, notFound } from '../errors'
import { holdsCardNumber } from '../hardship/free-text'
import { transaction } from '../transaction'
import { settledKinds } from './circumstance'
import { detailOf } from './detail'
import { mayEnd } from './end'
import type { RecordCircumstance } from './input'

type CaseKey = { borrowerId: string; caseId: string }

/**
 * Writes down what was learnt about the person; the guard knows it from the next decision on. The same id is the same record. One of a
 * kind runs at a time (`conflict` circumstance_already_recorded), but for agreed times; one whose time is over gives way.
 */
export async function recordCircumstance(ctx: Ctx, input: CaseKey & RecordCircumstance): Promise<void> {
  const { borrowerId, caseId, circumstanceId, kind, sinceOn, untilOn, basis, documentId } = input
  authorize(ctx, settledKinds.includes(kind) ? 'circumstance:settle' : 'circumstance:record')
  const staff = requireStaff(ctx)
  if (holdsCardNumber([basis, input.name, input.contact].join(' '))) throw invalid('check_fields', { basis: 'card_number_refused' })
  if (sinceOn > ctx.today) throw invalid('check_fields', { sinceOn: 'date_in_future' })
  if (untilOn && untilOn < ctx.today) throw invalid('check_fields', { untilOn: 'date_not_ahead' })
  const detail = detailOf(input, ctx.lender.timeZone)
  const morning = (day: typeof sinceOn) => atHour(day, 0, ctx.lender.timeZone)
  await transaction(ctx, async ctx => {
    await lockCase(ctx, borrowerId, caseId)
    if (documentId) await requireDocument(ctx, borrowerId, documentId)
    await endPassed(ctx, borrowerId, kind, staff.id)
    const written = await ctx.db
      .insert(circumstances)
      .values({
        borrowerId,
        id: circumstanceId,
        lenderId: ctx.actor.lenderId,
        kind,
        since: morning(sinceOn),
        until: untilOn && morning(addDays(untilOn, 1)),
        detail,
        basis,
        documentId,
        recordedBy: staff.id,
        recordedAt: ctx.now,
      })
      .onConflictDoNothing({ target: [circumstances.borrowerId, circumstances.id] })
      .returning({ id: circumstances.id })
    if (written.length === 0) return
    await record(ctx, { type: 'circumstance.recorded', borrowerId, caseId, data: { circumstanceId, kind, sinceOn, untilOn } })
  })
}

/** Says that a circumstance is over, or was recorded by mistake. Ending what has ended changes nothing. */
export async function endCircumstance(ctx: Ctx, input: CaseKey & { circumstanceId: string; reason: string }): Promise<void> {
  authorize(ctx, 'circumstance:record', 'circumstance:settle')
  const staff = requireStaff(ctx)
  const { borrowerId, caseId, circumstanceId, reason } = input
  if (holdsCardNumber(reason)) throw invalid('check_fields', { reason: 'card_number_refused' })
  await transaction(ctx, async ctx => {
    await lockCase(ctx, borrowerId, caseId)
    const mine = and(eq(circumstances.lenderId, ctx.actor.lenderId), eq(circumstances.borrowerId, borrowerId), eq(circumstances.id, circumstanceId))
    const [found] = await ctx.db.select().from(circumstances).where(mine).for('update')
    if (!found) throw notFound()
    if (found.endedAt) return
    if (!mayEnd(ctx, found)) throw forbidden()
    await ctx.db.update(circumstances).set({ endedAt: ctx.now, endedBy: staff.id, endedReason: reason }).where(mine)
    await record(ctx, { type: 'circumstance.ended', borrowerId, caseId, data: { circumstanceId, kind: found.kind } })
  })
}

const endPassed = (ctx: Ctx, borrowerId: string, kind: string, staffId: string) =>
  ctx.db
    .update(circumstances)
    .set({ endedAt: ctx.now, endedBy: staffId, endedReason: 'time_over' })
    .where(
      and(eq(circumstances.lenderId, ctx.actor.lenderId), eq(circumstances.borrowerId, borrowerId), eq(circumstances.kind, kind), isNull(circumstances.endedAt), lte(circumstances.until, ctx.now)),
    )

async function requireDocument(ctx: Ctx, borrowerId: string, documentId: string): Promise<void> {
  const [found] = await ctx.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(eq(documents.lenderId, ctx.actor.lenderId), eq(documents.borrowerId, borrowerId), eq(documents.id, documentId), isNull(documents.removedAt)))
  if (!found) throw notFound()
}
