import { authorize, requireStaff } from '../accounts/authorize'
import { refreshCase } from '../cases/commands'
import type { Ctx } from '../context'
import { conflict, invalid } from '../errors'
import { transaction } from '../transaction'
import { lockPlan } from './borrower-lock-queries'
import { moved } from './plan-move'
import { changePlan, tellOfPlan } from './reaction-commands'
import { endRelief } from './relief-commands'
import { isPlanInForce, type PlanState } from './plan-state'

/**
 * Ends a running plan that nobody broke: the borrower asked for it, or money it counted on was taken back. The contract applies again,
 * less what was given for good, and the borrower is told why. Throws `plan_not_running`, `reason_needed`, `not_found`.
 */
export async function endPlan(ctx: Ctx, input: { borrowerId: string; planId: string; reason: string }): Promise<void> {
  authorize(ctx, 'escalation:decide')
  requireStaff(ctx)
  const reason = input.reason.trim()
  if (!reason) throw invalid('reason_needed', { reason: 'reason_needed' })
  await transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, input.borrowerId, input.planId)
    if (!isPlanInForce(plan.status as PlanState)) throw conflict('plan_not_running')
    const ended = { status: moved(plan.status, 'cancel'), endedOn: ctx.today, endReason: 'ended', endNote: reason }
    await changePlan(ctx, plan, ended, 'plan.cancelled', { reason })
    await endRelief(ctx, plan)
    await refreshCase(ctx, plan.borrowerId)
    await tellOfPlan(ctx, plan, 'plan_ended', { reference: plan.number, reason }, '')
  })
}
