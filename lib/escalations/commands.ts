import { and, eq, gte } from 'drizzle-orm'
import { escalations, hardshipApplications, plans, threadMessages } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockOpenCase } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { lockLoans } from '../loans/figures-commands'
import { lockPlan, ofPlan } from '../plans/borrower-lock-queries'
import { insertPlan, makeOffer } from '../plans/offer-commands'
import type { PlanTerms } from '../plans/plan'
import { moved } from '../plans/plan-move'
import type { PlanRow } from '../plans/stored-plan'
import { transaction } from '../transaction'
import { needsAnswer } from './dispute'
import { escalationMachine, type EscalationState } from './escalation-state'

type Escalation = typeof escalations.$inferSelect
export type Decision =
  | { decision: 'approve'; note?: string | null }
  | { decision: 'change'; terms: PlanTerms; note: string }
  | { decision: 'return'; note: string }
  | { decision: 'resolve'; note: string }
export type DecideEscalation = { borrowerId: string; escalationId: string } & Decision

/**
 * A supervisor's answer. Approving or changing makes the offer in the same act, on today's figures; returning cancels the waiting
 * plan and gives the reason back. Nobody decides what they asked for themselves. The second of two supervisors gets
 * `conflict` escalation_already_decided. A dispute of what was reported is settled by a written answer (`answerDispute`).
 */
export async function decideEscalation(
  ctx: Ctx,
  input: DecideEscalation,
): Promise<{ status: EscalationState; planId: string | null }> {
  authorize(ctx, 'escalation:decide')
  const actor = requireStaff(ctx)
  if (input.decision !== 'approve' && !input.note.trim()) throw invalid('reason_needed', { note: 'reason_needed' })
  return transaction(ctx, async ctx => {
    await lockOpenCase(ctx, input.borrowerId)
    await lockLoans(ctx, input.borrowerId)
    const found = await lockEscalation(ctx, input.borrowerId, input.escalationId)
    if (found.status !== 'open') throw conflict('escalation_already_decided')
    const plan = found.kind === 'plan_approval' && found.subjectId ? await lockPlan(ctx, input.borrowerId, found.subjectId) : null
    if (found.raisedBy === actor.id || plan?.proposedBy === actor.id) throw new DomainError('forbidden', 'own_approval_forbidden')
    if ((plan === null) !== (input.decision === 'resolve')) throw conflict('move_not_permitted')
    const step = escalationMachine.next(found.status as EscalationState, input.decision)
    if (!step.ok) throw conflict(step.refusal.reason, step.refusal.values)
    const planId = plan && (await carryOut(ctx, plan, input, actor.id))
    if (needsAnswer(found) && !(await isAnswered(ctx, found))) throw conflict('dispute_needs_answer')
    await ctx.db
      .update(escalations)
      .set({ status: step.state, decidedBy: actor.id, decidedAt: ctx.now, decisionNote: input.note ?? null })
      .where(ofEscalation(ctx, found))
    await record(ctx, {
      type: `escalation.${step.state}`,
      borrowerId: found.borrowerId,
      caseId: found.caseId,
      data: { escalationId: found.id, kind: found.kind, subjectId: found.subjectId, planId },
    })
    return { status: step.state, planId }
  })
}

async function carryOut(ctx: Ctx, plan: PlanRow, input: Decision, supervisorId: string): Promise<string> {
  if (plan.status !== 'awaiting_approval') throw conflict('plan_no_longer_waiting')
  if (input.decision === 'approve') {
    await makeOffer(ctx, plan, supervisorId)
    await approveApplication(ctx, plan)
    return plan.id
  }
  const isChange = input.decision === 'change'
  await ctx.db
    .update(plans)
    .set({
      status: moved(plan.status, isChange ? 'supersede' : 'cancel'),
      endedOn: ctx.today,
      endReason: isChange ? 'changed' : 'returned',
    })
    .where(ofPlan(ctx, plan))
  await record(ctx, {
    type: isChange ? 'plan.superseded' : 'plan.returned',
    borrowerId: plan.borrowerId,
    caseId: plan.caseId,
    data: { planId: plan.id },
  })
  if (input.decision !== 'change') return plan.id
  const { planId } = await insertPlan(ctx, { ...plan, terms: input.terms })
  await makeOffer(ctx, { borrowerId: plan.borrowerId, id: planId }, supervisorId)
  await approveApplication(ctx, plan)
  return planId
}

async function approveApplication(ctx: Ctx, plan: PlanRow): Promise<void> {
  if (!plan.applicationId) return
  const approved = await ctx.db
    .update(hardshipApplications)
    .set({ status: 'approved', decidedAt: ctx.now, decidedBy: ctx.actor.id, changedAt: ctx.now })
    .where(
      and(
        eq(hardshipApplications.lenderId, ctx.actor.lenderId),
        eq(hardshipApplications.borrowerId, plan.borrowerId),
        eq(hardshipApplications.id, plan.applicationId),
        eq(hardshipApplications.status, 'in_review'),
      ),
    )
    .returning({ id: hardshipApplications.id })
  if (approved.length === 0) return
  await record(ctx, {
    type: 'hardship.approved',
    borrowerId: plan.borrowerId,
    caseId: plan.caseId,
    data: { applicationId: plan.applicationId },
  })
}

/** Whether staff have written to the borrower since it was raised. */
async function isAnswered(ctx: Ctx, { borrowerId, raisedAt }: Escalation): Promise<boolean> {
  const m = threadMessages
  const [answer] = await ctx.db
    .select({ id: m.id })
    .from(m)
    .where(and(eq(m.lenderId, ctx.actor.lenderId), eq(m.borrowerId, borrowerId), eq(m.authorKind, 'staff'), gte(m.createdAt, raisedAt)))
    .limit(1)
  return answer !== undefined
}

async function lockEscalation(ctx: Ctx, borrowerId: string, id: string): Promise<Escalation> {
  const [found] = await ctx.db.select().from(escalations).where(ofEscalation(ctx, { borrowerId, id })).for('update')
  if (!found) throw notFound()
  return found
}

const ofEscalation = (ctx: Ctx, { borrowerId, id }: { borrowerId: string; id: string }) =>
  and(eq(escalations.lenderId, ctx.actor.lenderId), eq(escalations.borrowerId, borrowerId), eq(escalations.id, id))
