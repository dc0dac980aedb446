import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import { cases, holds, type holdReasons } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Permission } from '../accounts/permissions'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { invalid, notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import { transaction } from '../transaction'

export type HoldReason = (typeof holdReasons)[number]
/** `caseId` null: of a borrower without an open case, whose dispute also pauses a case that opens meanwhile. */
export type StartHold = { borrowerId: string; caseId: string | null; reason: HoldReason; sourceId: string | null; endsAt: Date }
export type EndHold = { borrowerId: string; holdId: string; reason: string }

/**
 * Collection pauses until `endsAt`; the case leaves the work queue. A running hold with the same reason and source is kept and,
 * where the new end is later, made longer. Throws `not_found`, `hold_in_past`.
 */
export async function startHold(ctx: Ctx, input: StartHold): Promise<{ holdId: string }> {
  authorize(
    ctx,
    'guard:decide',
    'hold:place',
    'hardship:apply',
    'thread:write',
    'credit_report:correct',
    'promise:take',
    'hardship:open',
    'payment:record',
    'payment:reverse',
    'import:run',
  )
  if (input.endsAt <= ctx.now) throw invalid('hold_in_past')
  return transaction(ctx, async ctx => {
    if (input.caseId) await lockCase(ctx, input.borrowerId, input.caseId)
    const [running] = await ctx.db
      .select()
      .from(holds)
      .where(
        and(
          eq(holds.borrowerId, input.borrowerId),
          eq(holds.lenderId, ctx.actor.lenderId),
          input.caseId ? eq(holds.caseId, input.caseId) : isNull(holds.caseId),
          eq(holds.reason, input.reason),
          input.sourceId ? eq(holds.sourceId, input.sourceId) : isNull(holds.sourceId),
          isNull(holds.endedAt),
        ),
      )
    const holdId = running?.id ?? newId()
    if (!running) await insertHold(ctx, holdId, input)
    else if (running.endsAt < input.endsAt) await lengthen(ctx, input.borrowerId, holdId, input.endsAt)
    else return { holdId }
    await record(ctx, {
      type: running ? 'hold.lengthened' : 'hold.started',
      borrowerId: input.borrowerId,
      caseId: input.caseId,
      data: {
        holdId,
        reason: input.reason,
        sourceId: input.sourceId,
        endsAt: input.endsAt.toISOString(),
        before: running?.endsAt.toISOString(),
      },
    })
    await refreshCase(ctx, input.borrowerId)
    return { holdId }
  })
}

type Permissions = [Permission, ...Permission[]]
/** Who may end a hold beside a supervisor: those whose decision was its reason. */
const enders: Partial<Record<string, Permissions>> = {
  hardship: ['hold:end', 'hardship:review', 'hardship:apply', 'plan:propose', 'plan:answer'],
  promise: ['hold:end', 'promise:take', 'payment:record', 'payment:reverse', 'import:run', 'plan:answer'],
}

/** Ends a running hold now. Ending what has ended changes nothing. Throws `not_found`, and `forbidden` by the hold's reason. */
export async function endHold(ctx: Ctx, input: EndHold): Promise<void> {
  authorize(ctx, 'hold:end', ...Object.values(enders).flatMap(permissions => permissions ?? []))
  await transaction(ctx, async ctx => {
    await lockDebts(ctx, [input.borrowerId])
    const [hold] = await ctx.db
      .select()
      .from(holds)
      .where(and(eq(holds.borrowerId, input.borrowerId), eq(holds.lenderId, ctx.actor.lenderId), eq(holds.id, input.holdId)))
      .for('update')
    if (!hold) throw notFound()
    authorize(ctx, ...(enders[hold.reason] ?? ['hold:end']))
    if (hold.endedAt) return
    await ctx.db
      .update(holds)
      .set({ endedAt: ctx.now, endedReason: input.reason })
      .where(and(eq(holds.borrowerId, input.borrowerId), eq(holds.id, input.holdId)))
    await record(ctx, {
      type: 'hold.ended',
      borrowerId: input.borrowerId,
      caseId: hold.caseId,
      data: { holdId: hold.id, reason: hold.reason, because: input.reason },
    })
    await refreshCase(ctx, input.borrowerId)
  })
}

/** Ends every hold of the lender whose time has come; each in a transaction of its own, so that one that fails stops no other; throws in the end what failed. Safe to run twice. */
export async function endDueHolds(ctx: Ctx): Promise<{ ended: number }> {
  authorize(ctx, 'job:run')
  const failed: unknown[] = []
  let ended = 0
  let after: string | null = null
  for (;;) {
    const due: Due[] = await listDue(ctx, after)
    for (const hold of due) {
      const end = endHold(ctx, { borrowerId: hold.borrowerId, holdId: hold.id, reason: 'time_over' })
      await end.then(() => (ended += 1), (error: unknown) => failed.push(error))
    }
    after = due.at(-1)?.id ?? null
    if (due.length === CHUNK) continue
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} holds could not be ended`, { cause: failed[0] })
    return { ended }
  }
}

const CHUNK = 500
type Due = { borrowerId: string; id: string }

const listDue = (ctx: Ctx, after: string | null): Promise<Due[]> =>
  transaction(ctx, ctx =>
    ctx.db
      .select({ borrowerId: holds.borrowerId, id: holds.id })
      .from(holds)
      .where(and(eq(holds.lenderId, ctx.actor.lenderId), isNull(holds.endedAt), lte(holds.endsAt, ctx.now), after ? gt(holds.id, after) : undefined))
      .orderBy(holds.id)
      .limit(CHUNK),
  )

async function lockCase(ctx: Ctx, borrowerId: string, caseId: string): Promise<void> {
  const [found] = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.borrowerId, borrowerId), eq(cases.lenderId, ctx.actor.lenderId), eq(cases.id, caseId)))
    .for('update')
  if (!found) throw notFound()
}

const insertHold = (ctx: Ctx, holdId: string, input: StartHold) =>
  ctx.db.insert(holds).values({
    borrowerId: input.borrowerId,
    id: holdId,
    lenderId: ctx.actor.lenderId,
    caseId: input.caseId,
    reason: input.reason,
    sourceId: input.sourceId,
    startsAt: ctx.now,
    endsAt: input.endsAt,
  })

const lengthen = (ctx: Ctx, borrowerId: string, holdId: string, endsAt: Date) =>
  ctx.db
    .update(holds)
    .set({ endsAt: sql`greatest(${holds.endsAt}, ${endsAt.toISOString()}::timestamptz)` })
    .where(and(eq(holds.borrowerId, borrowerId), eq(holds.id, holdId)))
