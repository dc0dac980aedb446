import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { cases, staffAccounts, staffRoles } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { staffPermissions } from '../accounts/permissions'
import { record } from '../audit/record'
import type { Ctx, Role } from '../context'
import { conflict, invalid } from '../errors'
import { transaction } from '../transaction'
import { lockCase } from './lock-queries'
import type { CaseKey } from './work-commands'

/** Gives a case to somebody who works cases at this lender, or back to the pool. */
export async function assignCase(ctx: Ctx, input: CaseKey & { ownerId: string | null }): Promise<{ before: string | null }> {
  authorize(ctx, 'case:assign')
  const { ownerId, ...key } = input
  return transaction(ctx, async ctx => {
    const found = await lockCase(ctx, key.borrowerId, key.caseId)
    if (found.status !== 'open') throw conflict('case_closed')
    if (ownerId) await requireWorker(ctx, ownerId)
    await ctx.db
      .update(cases)
      .set({ ownerId, claimedBy: null, claimedUntil: null, changedAt: ctx.now })
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, key.borrowerId), eq(cases.id, key.caseId)))
    await record(ctx, { type: 'case.assigned', ...key, data: { before: found.ownerId, after: ownerId } })
    return { before: found.ownerId }
  })
}

/** Moves up to `count` cases that wait in the queue from one person, or the pool, to another; the lowest in rank go first. */
export async function reassignCases(
  ctx: Ctx,
  input: { fromId: string | null; toId: string; count: number },
): Promise<{ moved: number }> {
  authorize(ctx, 'case:assign')
  if (input.fromId === input.toId) throw invalid('check_fields', { toId: 'same_person' })
  return transaction(ctx, async ctx => {
    await requireWorker(ctx, input.toId)
    const chosen = await ctx.db
      .select({ id: cases.id })
      .from(cases)
      .where(
        and(
          eq(cases.lenderId, ctx.actor.lenderId),
          eq(cases.queue, 'work'),
          input.fromId ? eq(cases.ownerId, input.fromId) : isNull(cases.ownerId),
          sql`(${cases.claimedUntil} is null or ${cases.claimedUntil} <= ${ctx.now.toISOString()}::timestamptz)`,
        ),
      )
      .orderBy(cases.rankScore, cases.id)
      .limit(input.count)
      .for('update', { skipLocked: true })
    if (chosen.length === 0) return { moved: 0 }
    const moved = await ctx.db
      .update(cases)
      .set({ ownerId: input.toId, changedAt: ctx.now })
      .where(
        and(
          eq(cases.lenderId, ctx.actor.lenderId),
          inArray(
            cases.id,
            chosen.map(row => row.id),
          ),
        ),
      )
      .returning({ id: cases.id, borrowerId: cases.borrowerId })
    for (const { id, borrowerId } of moved) {
      await record(ctx, {
        type: 'case.assigned',
        borrowerId,
        caseId: id,
        data: { before: input.fromId, after: input.toId, together: moved.length },
      })
    }
    return { moved: moved.length }
  })
}

async function requireWorker(ctx: Ctx, staffId: string): Promise<void> {
  const workers = [...(staffPermissions['case:work'] ?? [])] as Role[]
  const [found] = await ctx.db
    .select({ id: staffAccounts.id })
    .from(staffAccounts)
    .innerJoin(
      staffRoles,
      and(
        eq(staffRoles.lenderId, staffAccounts.lenderId),
        eq(staffRoles.staffId, staffAccounts.id),
        inArray(staffRoles.role, workers),
      ),
    )
    .where(and(eq(staffAccounts.lenderId, ctx.actor.lenderId), eq(staffAccounts.id, staffId), isNull(staffAccounts.disabledAt)))
    .limit(1)
  if (!found) throw invalid('check_fields', { ownerId: 'not_a_worker', toId: 'not_a_worker' })
}
