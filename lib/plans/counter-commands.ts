import { and, eq, ne } from 'drizzle-orm'
import { plans } from '@/db/schema'
import { authorize, requireBorrower, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import type { Ctx } from '../context'
import { conflict, invalid, ruleViolation } from '../errors'
import { withdrawEscalations } from '../escalations/withdraw-commands'
import { raiseEscalation } from '../escalations/raise-commands'
import { transaction } from '../transaction'
import { lockPlan, ofPlan } from './borrower-lock-queries'
import { refuseCounter, type Counter } from './counter-input'
import { moved } from './plan-move'
import { totalsOf, type PlanRow } from './stored-plan'

/**
 * The borrower asks for another amount or other dates than an offer's. The offer stays open until a new one answers; a person is
 * asked to look. Asking again replaces what was asked before. Throws `counter_not_possible` with every refusal at once.
 */
export async function counterPlan(ctx: Ctx, planId: string, counter: Counter): Promise<void> {
  authorize(ctx, 'plan:answer')
  const { id: borrowerId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, borrowerId, planId)
    if (plan.status === 'expired' || (plan.offerEndsOn && plan.offerEndsOn < ctx.today)) throw conflict('plan_offer_expired')
    const status = moved(plan.status, 'counter')
    const refusals = refuseCounter(counter, totalsOf(plan).owedCents, ctx.today)
    if (refusals.length > 0) throw ruleViolation('counter_not_possible', refusals)
    await ctx.db.update(plans).set({ status, counter, counteredAt: ctx.now }).where(ofPlan(ctx, plan))
    await record(ctx, { type: 'plan.countered', borrowerId, caseId: plan.caseId, data: { planId, counter } })
    await raiseEscalation(ctx, {
      borrowerId,
      caseId: plan.caseId,
      kind: 'plan_counter',
      subjectId: plan.id,
      facts: { planNumber: plan.number, owedCents: totalsOf(plan).owedCents },
    })
  })
}

/** Takes an offer back with a reason; the hold stays until its own end, so that there is time to speak. */
export async function withdrawOffer(ctx: Ctx, input: { borrowerId: string; planId: string; reason: string }): Promise<{ applicationId: string | null }> {
  authorize(ctx, 'plan:propose', 'escalation:decide')
  requireStaff(ctx)
  const reason = input.reason.trim()
  if (!reason) throw invalid('reason_needed', { reason: 'reason_needed' })
  return transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, input.borrowerId, input.planId)
    if (plan.activeFrom) throw conflict('plan_already_signed')
    const status = moved(plan.status, 'cancel')
    await ctx.db.update(plans).set({ status, endedOn: ctx.today, endReason: 'withdrawn' }).where(ofPlan(ctx, plan))
    await withdrawEscalations(ctx, plan.borrowerId, [plan.id])
    await record(ctx, {
      type: 'plan.withdrawn',
      borrowerId: plan.borrowerId,
      caseId: plan.caseId,
      data: { planId: plan.id, before: plan.status, reason },
    })
    await refreshCase(ctx, plan.borrowerId)
    return { applicationId: plan.applicationId }
  })
}

/** A new offer answers what the borrower asked for: the offers that were countered give way to it. Part of making the offer. */
export async function answerCounters(ctx: Ctx, plan: Pick<PlanRow, 'borrowerId' | 'caseId' | 'id'>): Promise<void> {
  authorize(ctx, 'plan:propose', 'escalation:decide', 'payment:record', 'payment:reverse', 'charge:record')
  const answered = await ctx.db
    .update(plans)
    .set({ status: moved('countered', 'supersede'), endedOn: ctx.today, endReason: 'answered' })
    .where(
      and(
        eq(plans.lenderId, ctx.actor.lenderId),
        eq(plans.borrowerId, plan.borrowerId),
        eq(plans.caseId, plan.caseId),
        eq(plans.status, 'countered'),
        ne(plans.id, plan.id),
      ),
    )
    .returning({ id: plans.id })
  const ids = answered.map(({ id }) => id)
  await withdrawEscalations(ctx, plan.borrowerId, ids)
  for (const planId of ids) {
    await record(ctx, { type: 'plan.superseded', borrowerId: plan.borrowerId, caseId: plan.caseId, data: { planId, byPlanId: plan.id } })
  }
}
