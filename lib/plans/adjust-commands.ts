import { and, eq } from 'drizzle-orm'
import { planAdjustments, planInstalments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, notFound, ruleViolation } from '../errors'
import { continueSchedule } from '../loans/schedule-commands'
import { formatMoney } from '../money'
import { transaction } from '../transaction'
import { assessAdjustment, type Adjustment, type AdjustmentChange } from './adjust'
import { loadAdjustmentStanding } from './adjust-queries'
import { lockPlan } from './borrower-lock-queries'
import { loadProgress } from './progress-queries'
import { changePlan, react, tellOfPlan } from './reaction-commands'
import { watch } from './relief-commands'
import type { PlanRow } from './stored-plan'

export type AdjustPlan = {
  borrowerId: string
  planId: string
  change: AdjustmentChange
  /** The version of the dates that was looked at; a second press answers as the first. */
  version: number
}

/**
 * Moves or splits the next date of a running plan inside the policy: by the borrower alone, or by staff for them. The signed text
 * stays; a new version of the dates takes over with an addendum, the loans' schedules follow, a plan in grace goes on at once.
 * Throws `plan_not_changeable` with every refusal, `conflict` plan_dates_changed, `not_found`.
 */
export async function adjustPlan(ctx: Ctx, input: AdjustPlan): Promise<{ version: number }> {
  authorize(ctx, 'plan:answer', 'plan:propose')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== input.borrowerId) throw notFound()
  return transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, input.borrowerId, input.planId)
    if (plan.scheduleVersion !== input.version) return answerAgain(ctx, plan, input)
    const standing = await loadAdjustmentStanding(ctx, plan)
    const answer = assessAdjustment(standing, input.change, ctx.lender.policy.guardian, ctx.today)
    if (!answer.ok) throw ruleViolation('plan_not_changeable', answer.refusals)
    const { adjustment } = answer
    const version = plan.scheduleVersion + 1
    await insertAddendum(ctx, plan, version, input.change, adjustment)
    await insertVersion(ctx, plan, version, adjustment)
    const lastDueOn = adjustment.rows.map(row => row.dueOn).reduce((last, on) => (on > last ? on : last), plan.firstDueOn)
    const { dueOn, parts, interestCents, penaltyCents } = adjustment
    const said = { kind: input.change.kind, version, dueOn, parts, interestCents, penaltyCents }
    await changePlan(ctx, plan, { scheduleVersion: version, lastDueOn }, 'plan.adjusted', said)
    for (const loanId of new Set(standing.shares.map(share => share.loanId))) {
      const instalments = adjustment.rows.filter(row => row.loanId === loanId)
      await continueSchedule(ctx, { borrowerId: plan.borrowerId, loanId, planId: plan.id, instalments })
    }
    const changed = { ...plan, scheduleVersion: version, lastDueOn }
    await watch(ctx, changed, lastDueOn)
    await react(ctx, changed, await loadProgress(ctx, changed))
    await refreshCase(ctx, plan.borrowerId)
    await tellChanged(ctx, changed, adjustment)
    return { version }
  })
}

/** The dates were changed since: by this very request, or by another. */
async function answerAgain(ctx: Ctx, plan: PlanRow, { version, change }: AdjustPlan): Promise<{ version: number }> {
  const [made] = await ctx.db
    .select({ kind: planAdjustments.kind, parts: planAdjustments.parts, madeBy: planAdjustments.madeBy })
    .from(planAdjustments)
    .where(
      and(
        eq(planAdjustments.lenderId, ctx.actor.lenderId),
        eq(planAdjustments.borrowerId, plan.borrowerId),
        eq(planAdjustments.planId, plan.id),
        eq(planAdjustments.version, version + 1),
      ),
    )
  const isSame =
    made?.madeBy === ctx.actor.id &&
    made.kind === change.kind &&
    made.parts.at(-1)?.dueOn === change.toOn &&
    (change.kind === 'move' || made.parts[0]?.amountCents === change.firstCents)
  if (!isSame) throw conflict('plan_dates_changed')
  return { version: version + 1 }
}

function insertAddendum(ctx: Ctx, plan: PlanRow, version: number, { kind }: AdjustmentChange, adjustment: Adjustment) {
  const { dueOn, parts, interestCents, penaltyCents } = adjustment
  const by = { madeByKind: ctx.actor.kind, madeBy: ctx.actor.id ?? plan.borrowerId, madeAt: ctx.now }
  const owned = { borrowerId: plan.borrowerId, id: newId(), lenderId: plan.lenderId, planId: plan.id }
  return ctx.db.insert(planAdjustments).values({ ...owned, version, kind, dueOn, parts, interestCents, penaltyCents, ...by })
}

const insertVersion = (ctx: Ctx, plan: PlanRow, version: number, { rows }: Adjustment) =>
  ctx.db.insert(planInstalments).values(
    rows.map(({ loanId, number, dueOn, principalCents, interestCents, penaltyCents, feeCents }) => ({
      borrowerId: plan.borrowerId,
      id: newId(),
      lenderId: plan.lenderId,
      planId: plan.id,
      version,
      loanId,
      number,
      dueOn,
      principalCents,
      interestCents,
      penaltyCents,
      feeCents,
    })),
  )

/** The new dates in writing: a change of what was signed can be called up like the text itself. */
function tellChanged(ctx: Ctx, plan: PlanRow, { parts }: Adjustment) {
  const [first, second] = parts
  const amount = (cents: number | undefined) => (cents === undefined ? '' : formatMoney(cents, ctx.lender.currency, ctx.lender.locale))
  const later: Record<string, string> = second ? { until: second.dueOn, number: amount(second.amountCents) } : {}
  return tellOfPlan(ctx, plan, 'plan_changed', { amount: amount(first?.amountCents), date: first?.dueOn ?? '', ...later }, String(plan.scheduleVersion))
}
