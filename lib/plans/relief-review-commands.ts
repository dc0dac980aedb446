import { and, inArray } from 'drizzle-orm'
import { plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { raiseEscalation } from '../escalations/raise-commands'
import { lockPlan } from './borrower-lock-queries'
import { findPlanEvent } from './event-queries'
import { tellOfPlan } from './reaction-commands'
import { reliefEndsOn } from './relief-end'
import { termsOf } from './stored-plan'
import { eachPlan } from './walk-queries'

/**
 * Before the eased part of a plan ends, a supervisor is asked to look at it and the borrower what their situation is; once, and after
 * an outage as long as it still helps. When that part is over already, only the supervisor is asked.
 */
export async function reviewEndingRelief(ctx: Ctx): Promise<{ asked: number }> {
  authorize(ctx, 'job:run')
  const days = ctx.lender.policy.guardian.reviewBeforeDays
  let asked = 0
  const wanted = and(inArray(plans.status, ['active', 'grace']), inArray(plans.kind, ['holiday', 'step_up', 'token']))
  await eachPlan(ctx, wanted, async (ctx, key) => {
    const plan = await lockPlan(ctx, key.borrowerId, key.id)
    const endsOn = reliefEndsOn(termsOf(plan))
    if (!endsOn || (plan.status !== 'active' && plan.status !== 'grace')) return
    if (ctx.today < addDays(endsOn, -days) || ctx.today > addDays(endsOn, days)) return
    const data = { planId: plan.id, reliefEndsOn: endsOn }
    if (await findPlanEvent(ctx, plan, 'plan.relief_ending', data)) return
    const facts = { planNumber: plan.number, reliefEndsOn: endsOn }
    await raiseEscalation(ctx, { borrowerId: plan.borrowerId, caseId: plan.caseId, kind: 'plan_review', subjectId: plan.id, facts })
    if (ctx.today < endsOn) await tellOfPlan(ctx, plan, 'plan_relief_ends', { reference: plan.number, date: endsOn }, endsOn)
    await record(ctx, { type: 'plan.relief_ending', borrowerId: plan.borrowerId, caseId: plan.caseId, data })
    asked += 1
  })
  return { asked }
}
