import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm'
import { planInstalments, plans } from '@/db/schema'
import type { Ctx } from '../context'
import { paidTowards } from '../ledger/instalments'
import { loadLoans } from '../loans/queries'
import { ZERO } from '../money'
import { read } from '../transaction'
import { sumParts, type PlanParts } from './parts'
import type { PlanRow } from './stored-plan'
import { wholeProgress, type ProgressRow, type WholeProgress } from './whole-progress'

export type PlanInstalmentRow = ProgressRow & PlanParts & { planId: string }

/** Instalments of plans as they are in force, oldest first. */
export async function loadPlanRows(ctx: Ctx, borrowerId: string, planIds: readonly string[]): Promise<PlanInstalmentRow[]> {
  if (planIds.length === 0) return []
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select(getTableColumns(planInstalments))
      .from(planInstalments)
      .innerJoin(plans, inForce)
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
      principalCents: row.principalCents,
      interestCents: row.interestCents,
      penaltyCents: row.penaltyCents,
      feeCents: row.feeCents,
      totalCents: sumParts(row),
    }))
  })
}

/** The instalments of a plan that count: earlier versions stay for the record. */
export const inForce = and(eq(plans.borrowerId, planInstalments.borrowerId), eq(plans.id, planInstalments.planId), eq(plans.scheduleVersion, planInstalments.version))

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
