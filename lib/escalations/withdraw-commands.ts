import { and, eq, inArray } from 'drizzle-orm'
import { escalations } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import type { EscalationKind } from './raise-commands'

/** Takes back what is no longer asked, e.g. when the plan was superseded. Part of another command. */
export async function withdrawEscalations(ctx: Ctx, borrowerId: string, subjectIds: readonly string[]): Promise<void> {
  authorize(ctx, 'plan:propose', 'plan:answer', 'payment:record', 'payment:reverse', 'charge:record', 'escalation:decide')
  await withdraw(ctx, borrowerId, ['plan_approval', 'plan_counter'], subjectIds)
}

/** What broke is whole again: nobody has to decide on it any more. Part of another command. */
export async function withdrawBroken(ctx: Ctx, borrowerId: string, planId: string): Promise<void> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'job:run')
  await withdraw(ctx, borrowerId, ['plan_broken'], [planId])
}

async function withdraw(ctx: Ctx, borrowerId: string, kinds: readonly EscalationKind[], subjectIds: readonly string[]): Promise<void> {
  if (subjectIds.length === 0) return
  const withdrawn = await ctx.db
    .update(escalations)
    .set({ status: 'withdrawn', decidedAt: ctx.now })
    .where(
      and(
        eq(escalations.lenderId, ctx.actor.lenderId),
        eq(escalations.borrowerId, borrowerId),
        inArray(escalations.kind, [...kinds]),
        eq(escalations.status, 'open'),
        inArray(escalations.subjectId, [...subjectIds]),
      ),
    )
    .returning({ id: escalations.id, caseId: escalations.caseId })
  for (const { id, caseId } of withdrawn)
    await record(ctx, { type: 'escalation.withdrawn', borrowerId, caseId, data: { escalationId: id } })
}
