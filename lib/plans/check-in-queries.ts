import { and, desc, eq } from 'drizzle-orm'
import { planCheckIns } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { checkInAnswers, type CheckIn } from './check-in'

/** What was asked before a plan's dates and answered, the latest date first, at most 50. */
export async function listCheckIns(ctx: Ctx, borrowerId: string, planId?: string): Promise<CheckIn[]> {
  authorize(ctx, 'case:read', 'portal:read')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  const rows = await read(ctx, ctx =>
    ctx.db
      .select({ planId: planCheckIns.planId, dueOn: planCheckIns.dueOn, askedAt: planCheckIns.askedAt, answer: planCheckIns.answer, answeredAt: planCheckIns.answeredAt })
      .from(planCheckIns)
      .where(
        and(
          eq(planCheckIns.lenderId, ctx.actor.lenderId),
          eq(planCheckIns.borrowerId, borrowerId),
          planId ? eq(planCheckIns.planId, planId) : undefined,
        ),
      )
      .orderBy(desc(planCheckIns.dueOn), desc(planCheckIns.id))
      .limit(50),
  )
  return rows.map(row => ({ ...row, answer: checkInAnswers.find(answer => answer === row.answer) ?? null }))
}
