import { plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { addDays, type LocalDate } from '../dates'
import { raiseEscalation } from '../escalations/raise-commands'
import { formatMoney } from '../money'
import { queueMessage } from '../outbox/commands'
import type { TemplateCode } from '../outbox/template'
import { ofPlan } from './borrower-lock-queries'
import { loadCureStanding } from './cure-queries'
import { moved } from './plan-move'
import { loadProgress } from './progress-queries'
import { endRelief, grantRelief, takeBackRelief } from './relief-commands'
import { isTold, type PlanRow } from './stored-plan'
import { findWayBack } from './way-back-queries'
import type { WholeProgress } from './whole-progress'

const permissions = ['payment:record', 'payment:reverse', 'plan:answer', 'plan:propose', 'job:run'] as const

/** What progress asks of a plan short of breaking it; null when it stays as it is. */
export async function react(ctx: Ctx, plan: PlanRow, progress: WholeProgress): Promise<'missed' | 'completed' | 'caughtUp' | null> {
  authorize(ctx, ...permissions)
  const isKept = progress.state === 'kept' || progress.state === 'due_soon'
  if (progress.state === 'completed') {
    if (plan.status === 'completed') return null
    await changePlan(
      ctx,
      plan,
      { status: moved(plan.status, 'complete'), endedOn: ctx.today, endReason: 'completed' },
      'plan.completed',
    )
    const rest = await grantRelief(ctx, plan)
    const left: Record<string, string> = rest && rest.restCents > 0 ? { amount: formatMoney(rest.restCents, ctx.lender.currency, ctx.lender.locale), date: rest.dueOn } : {}
    await tellOfPlan(ctx, plan, 'plan_completed', { reference: plan.number, ...left }, ctx.today)
    return 'completed'
  }
  if (plan.status === 'completed') {
    await changePlan(ctx, plan, { status: moved(plan.status, 'reopen'), endedOn: null, endReason: null }, 'plan.reopened')
    await takeBackRelief(ctx, plan)
    const reopened = { ...plan, status: 'active', endedOn: null, endReason: null }
    return (await react(ctx, reopened, await loadProgress(ctx, reopened))) ?? 'caughtUp'
  }
  if (plan.status === 'grace' && isKept) {
    await changePlan(ctx, plan, { status: moved(plan.status, 'catch_up') }, 'plan.caught_up')
    return 'caughtUp'
  }
  if (isKept || !progress.next) return null
  if (isTold(plan, progress.next)) return null
  return tellMissed(ctx, plan, progress, progress.next)
}

/** Each date that is missed has a notice of its own: one that was late behind another too, and one that is late again. */
async function tellMissed(ctx: Ctx, plan: PlanRow, progress: WholeProgress, { dueOn, amountCents }: NonNullable<WholeProgress['next']>): Promise<'missed'> {
  const status = plan.status === 'grace' ? plan.status : moved(plan.status, 'miss')
  const until = lastDayToPay(progress, ctx.today, plan)
  await changePlan(ctx, plan, { status, missedDueOn: dueOn, graceUntil: until }, 'plan.missed', { dueOn })
  const amount = formatMoney(amountCents, ctx.lender.currency, ctx.lender.locale)
  await tellOfPlan(ctx, plan, 'plan_missed', { amount, date: dueOn, until }, `${dueOn}:${ctx.today}`)
  return 'missed'
}

/** Grace counts from the notice when the notice was late: nobody's plan breaks before they were told. */
const lastDayToPay = (progress: WholeProgress, toldOn: LocalDate, plan: PlanRow): LocalDate => {
  const byDate = progress.graceEndsOn ?? toldOn
  const byNotice = addDays(toldOn, Math.max(0, plan.graceDays - 1))
  return byDate > byNotice ? byDate : byNotice
}

/** Ends a plan whose grace, counted from the day of its notice, is over. */
export async function breakWhenDue(ctx: Ctx, plan: PlanRow, progress: WholeProgress): Promise<'broken' | null> {
  authorize(ctx, 'job:run')
  if (progress.state !== 'broken' || !progress.next || !isTold(plan, progress.next)) return null
  if (!plan.graceUntil || ctx.today <= plan.graceUntil) return null
  const { dueOn, amountCents } = progress.next
  await changePlan(ctx, plan, { status: moved(plan.status, 'break'), endedOn: ctx.today, endReason: 'missed' }, 'plan.broken', {
    dueOn,
  })
  await endRelief(ctx, plan)
  const facts = {
    planNumber: plan.number,
    dueOn,
    missingCents: amountCents,
    paidCents: progress.paidCents,
    totalCents: progress.totalCents,
  }
  await raiseEscalation(ctx, { borrowerId: plan.borrowerId, caseId: plan.caseId, kind: 'plan_broken', subjectId: plan.id, facts })
  await tellBroken(ctx, plan)
  return 'broken'
}

/** The way back that is named holds, whatever the policy becomes. */
async function tellBroken(ctx: Ctx, plan: PlanRow): Promise<void> {
  const broken = { ...plan, status: 'broken', endedOn: ctx.today, endReason: 'missed' }
  const standing = await loadCureStanding(ctx, broken)
  const found = standing && (await findWayBack(ctx, broken, standing))
  const wayBack = found && found.untilOn > ctx.today ? found : null
  const said: Record<string, string> = wayBack ? { amount: formatMoney(wayBack.missingCents, ctx.lender.currency, ctx.lender.locale), until: wayBack.untilOn } : {}
  await ctx.db.update(plans).set({ cureUntil: wayBack?.untilOn ?? null }).where(ofPlan(ctx, plan))
  await tellOfPlan(ctx, plan, 'plan_broken', { reference: plan.number, ...said }, ctx.today)
}

/** Writes a plan's change with its event. */
export async function changePlan(
  ctx: Ctx,
  plan: PlanRow,
  values: Partial<PlanRow>,
  type: `plan.${string}`,
  data: Record<string, unknown> = {},
): Promise<void> {
  authorize(ctx, ...permissions)
  await ctx.db.update(plans).set(values).where(ofPlan(ctx, plan))
  await record(ctx, {
    type,
    borrowerId: plan.borrowerId,
    caseId: plan.caseId,
    data: { planId: plan.id, before: plan.status, after: values.status, ...data },
  })
}

/** One message of a plan to its borrower; the same step is said once. */
export async function tellOfPlan(ctx: Ctx, plan: PlanRow, templateCode: TemplateCode, values: Record<string, string>, step: string) {
  authorize(ctx, ...permissions)
  const uniqueKey = `${templateCode}:${plan.id}:${step}`
  return (
    await queueMessage(ctx, { borrowerId: plan.borrowerId, caseId: plan.caseId, templateCode, kind: 'sms', values, uniqueKey })
  ).outcome
}
