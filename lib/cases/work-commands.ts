import { and, desc, eq, isNull, lte, or, type SQL } from 'drizzle-orm'
import { caseNotes, cases } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addMinutes, atHour, dateIn, type LocalDate } from '../dates'
import { conflict, invalid } from '../errors'
import { holdsCardNumber } from '../hardship/free-text'
import { transaction } from '../transaction'
import { lockCase, type CaseRow } from './lock-queries'
import { SNOOZE_MAX_DAYS, type SNOOZE_REASONS } from './queue'

export type CaseKey = { borrowerId: string; caseId: string }
const leaseMinutes = 15
const startOf = (ctx: Ctx, day: LocalDate): Date => atHour(day, 0, ctx.lender.timeZone)

/**
 * The next case of the person's own list, else of the pool, claimed for 15 minutes; null when nothing is left. Two people asking
 * at the same moment never get the same case: a case being claimed is passed over.
 */
export async function nextCase(ctx: Ctx): Promise<CaseKey | null> {
  authorize(ctx, 'case:work')
  const staff = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const found = (await claimTop(ctx, eq(cases.ownerId, staff.id))) ?? (await claimTop(ctx, isNull(cases.ownerId)))
    if (found) await record(ctx, { type: 'case.claimed', ...found, data: { by: 'next' } })
    return found
  })
}

/** Locks first and writes then: in one statement the planner may run the locking part twice and claim two. */
async function claimTop(ctx: Ctx, whose: SQL): Promise<CaseKey | null> {
  const [top] = await ctx.db
    .select({ borrowerId: cases.borrowerId, caseId: cases.id })
    .from(cases)
    .where(
      and(
        eq(cases.lenderId, ctx.actor.lenderId),
        whose,
        eq(cases.queue, 'work'),
        or(isNull(cases.wakesAt), lte(cases.wakesAt, ctx.now)),
        or(isNull(cases.claimedUntil), lte(cases.claimedUntil, ctx.now)),
      ),
    )
    .orderBy(desc(cases.rankScore), desc(cases.id))
    .limit(1)
    .for('update', { skipLocked: true })
  if (!top) return null
  await change(ctx, top, { claimedBy: ctx.actor.id, claimedUntil: addMinutes(ctx.now, leaseMinutes) })
  return top
}

/** Says that the person has the case open, for 15 minutes; answers whose claim stands. Taking over needs `takeOver`. */
export async function claimCase(ctx: Ctx, key: CaseKey, takeOver = false): Promise<{ claimedBy: string; isMine: boolean }> {
  authorize(ctx, 'case:work')
  const staff = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const found = await lockCase(ctx, key.borrowerId, key.caseId)
    const isTaken = found.claimedBy !== null && found.claimedBy !== staff.id && (found.claimedUntil ?? ctx.now) > ctx.now
    if (isTaken && !takeOver) return { claimedBy: found.claimedBy ?? '', isMine: false }
    await change(ctx, key, { claimedBy: staff.id, claimedUntil: addMinutes(ctx.now, leaseMinutes) })
    if (found.claimedBy !== staff.id)
      await record(ctx, { type: 'case.claimed', ...key, data: { by: takeOver ? 'take_over' : 'open', before: found.claimedBy } })
    return { claimedBy: staff.id, isMine: true }
  })
}

/** Done for today: the claim ends and the case rests until tomorrow; without an owner it becomes the worker's own. */
export async function finishCase(ctx: Ctx, key: CaseKey): Promise<void> {
  authorize(ctx, 'case:work')
  const staff = requireStaff(ctx)
  await transaction(ctx, async ctx => {
    const found = await lockOpen(ctx, key)
    const tomorrow = startOf(ctx, addDays(ctx.today, 1))
    const wakesAt = found.wakesAt && found.wakesAt > tomorrow ? found.wakesAt : tomorrow
    await change(ctx, key, { claimedBy: null, claimedUntil: null, wakesAt, ownerId: found.ownerId ?? staff.id })
    await record(ctx, { type: 'case.done', ...key, data: { wakesAt, ownerId: found.ownerId ?? staff.id } })
  })
}

/**
 * Puts a case away until the start of a day, tomorrow to 30 days ahead, or until a moment of today or of those days, with a reason.
 * Throws `invalid` on what lies outside.
 */
export async function snoozeCase(
  ctx: Ctx,
  input: CaseKey & { until: LocalDate | Date; reason: (typeof SNOOZE_REASONS)[number] },
): Promise<void> {
  authorize(ctx, 'case:work')
  const { until, reason, ...key } = input
  const wakesAt = until instanceof Date ? until : startOf(ctx, until)
  if (wakesAt <= ctx.now) throw invalid('check_fields', { until: 'date_not_ahead' })
  if (dateIn(wakesAt, ctx.lender.timeZone) > addDays(ctx.today, SNOOZE_MAX_DAYS)) throw invalid('check_fields', { until: 'date_too_far' })
  await transaction(ctx, async ctx => {
    await lockOpen(ctx, key)
    await change(ctx, key, { wakesAt, claimedBy: null, claimedUntil: null })
    await record(ctx, { type: 'case.snoozed', ...key, data: { until, reason } })
  })
}

/** Takes a snooze, or "done for today", back. */
export async function wakeCase(ctx: Ctx, key: CaseKey): Promise<void> {
  authorize(ctx, 'case:work')
  await transaction(ctx, async ctx => {
    const found = await lockOpen(ctx, key)
    await change(ctx, key, { wakesAt: null })
    await record(ctx, { type: 'case.woken', ...key, data: { before: found.wakesAt } })
  })
}

/** Keeps a note on the case. Text that holds a card number is refused. */
export async function addNote(ctx: Ctx, input: CaseKey & { body: string }): Promise<{ noteId: string }> {
  authorize(ctx, 'case:work', 'hardship:review')
  const staff = requireStaff(ctx)
  const { body, ...key } = input
  if (holdsCardNumber(body)) throw invalid('check_fields', { body: 'card_number_refused' })
  return transaction(ctx, async ctx => {
    await lockCase(ctx, key.borrowerId, key.caseId)
    const noteId = newId()
    await ctx.db.insert(caseNotes).values({
      borrowerId: key.borrowerId,
      id: noteId,
      lenderId: ctx.actor.lenderId,
      caseId: key.caseId,
      body,
      authorId: staff.id,
      createdAt: ctx.now,
    })
    await record(ctx, { type: 'case.noted', ...key, data: { noteId } })
    return { noteId }
  })
}

async function lockOpen(ctx: Ctx, key: CaseKey): Promise<CaseRow> {
  const found = await lockCase(ctx, key.borrowerId, key.caseId)
  if (found.status !== 'open') throw conflict('case_closed')
  return found
}

const change = (ctx: Ctx, key: CaseKey, to: Partial<CaseRow>) =>
  ctx.db
    .update(cases)
    .set({ ...to, changedAt: ctx.now })
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, key.borrowerId), eq(cases.id, key.caseId)))
