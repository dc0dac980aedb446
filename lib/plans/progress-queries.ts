import { and, asc, eq, inArray } from 'drizzle-orm'
import { planInstalments } from '@/db/schema'
import type { Ctx } from '../context'
import { paidTowards } from '../ledger/instalments'
import { loadLoans } from '../loans/queries'
import { ZERO } from '../money'
import { read } from '../transaction'
import { sumParts } from './parts'
import type { PlanRow } from './stored-plan'
import { wholeProgress, type ProgressRow, type WholeProgress } from './whole-progress'

/** Instalments of plans, oldest first. */
export async function loadPlanRows(
  ctx: Ctx,
  borrowerId: string,
  planIds: readonly string[],
): Promise<(ProgressRow & { planId: string })[]> {
  if (planIds.length === 0) return []
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select()
      .from(planInstalments)
      .where(
        and(
          eq(planInstalments.lenderId, ctx.actor.lenderId),
          eq(planInstalments.borrowerId, borrowerId),
          inArray(planInstalments.planId, [...planIds]),
        ),
      )
      .orderBy(asc(planInstalments.dueOn), asc(planInstalments.number), asc(planInstalments.id))
    return rows.map(row => ({
      planId: row.planId,
      loanId: row.loanId,
      number: row.number,
      dueOn: row.dueOn,
      totalCents: sumParts(row),
    }))
  })
}

/** How a signed plan stands today: its instalments against what its own schedule versions have received. */
export async function loadProgress(
  ctx: Ctx,
  plan: Pick<PlanRow, 'borrowerId' | 'id' | 'loanIds' | 'graceDays'>,
  rows?: readonly ProgressRow[],
): Promise<WholeProgress> {
  const instalments = rows ?? (await loadPlanRows(ctx, plan.borrowerId, [plan.id]))
  const found = await loadLoans(ctx, plan.borrowerId, plan.loanIds)
  const paid = new Map(
    found.map(({ record, state }) => {
      const version = record.schedules.findLast(schedule => schedule.planId === plan.id)?.version
      return [record.loan.id, version === undefined ? ZERO : paidTowards(state, version)]
    }),
  )
  return wholeProgress(instalments, paid, ctx.today, plan.graceDays)
}
