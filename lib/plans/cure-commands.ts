import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { withdrawBroken } from '../escalations/withdraw-commands'
import { applyPaymentToPromises, replacePromises } from '../promises/commands'
import { loadCureStanding } from './cure-queries'
import { moved } from './plan-move'
import { loadProgress } from './progress-queries'
import { changePlan, react, tellOfPlan } from './reaction-commands'
import { goOn, watch } from './relief-commands'
import type { PlanRow } from './stored-plan'

/**
 * A plan that broke and was paid up inside the cure window, or in time after all, goes on as it was signed: its dates, its waivers, what was paid since.
 * Part of a command that holds case, loans and plan; the caller refreshes the case. False when it stays broken.
 */
export async function cureBroken(ctx: Ctx, plan: PlanRow): Promise<boolean> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'job:run')
  const standing = await loadCureStanding(ctx, plan)
  if (!standing || (standing.progress.state === 'broken' && !standing.isInTime)) return false
  await changePlan(ctx, plan, { status: moved(plan.status, 'reinstate'), endedOn: null, endReason: null }, 'plan.cured', { brokenOn: plan.endedOn })
  await goOn(ctx, plan, standing.rows)
  await applyPaymentToPromises(ctx, plan.borrowerId)
  await replacePromises(ctx, plan)
  const again = { ...plan, status: 'active', endedOn: null, endReason: null }
  await watch(ctx, again, plan.lastDueOn)
  await withdrawBroken(ctx, plan.borrowerId, plan.id)
  const progress = await loadProgress(ctx, again)
  if (progress.state !== 'completed') await tellOfPlan(ctx, again, 'plan_cured', { reference: plan.number, date: progress.next?.dueOn ?? '' }, ctx.today)
  await react(ctx, again, progress)
  return true
}
