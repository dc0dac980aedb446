import { and, asc, eq, gte, inArray, lt, or, sql } from 'drizzle-orm'
import { planInstalments, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import type { Ctx } from '../context'
import { addDays, daysBetween } from '../dates'
import { formatMoney } from '../money'
import { lockPlan, ofPlan } from './borrower-lock-queries'
import { cureBroken } from './cure-commands'
import { renewOffers } from './offer-commands'
import { moved } from './plan-move'
import { loadProgress } from './progress-queries'
import { breakWhenDue, react, tellOfPlan } from './reaction-commands'
import type { PlanRow } from './stored-plan'
import { eachPlan } from './walk-queries'

const OPEN = ['offer', 'countered', 'accepted'] as const

/**
 * Reminds of coming instalments on the policy's days before the date; each day-step is said once per instalment, and after an
 * outage only the step that is due now. Covered instalments are left in peace.
 */
export async function remindPlanInstalments(ctx: Ctx): Promise<{ reminded: number }> {
  authorize(ctx, 'job:run')
  const steps = ctx.lender.policy.remindBeforeDays.toSorted((a, b) => a - b)
  const furthest = steps.at(-1)
  if (!furthest) return { reminded: 0 }
  let reminded = 0
  const wanted = and(
    inArray(plans.status, ['active', 'grace']),
    sql`exists (select from ${planInstalments} i where i.borrower_id = ${plans.borrowerId} and i.plan_id = ${plans.id} and i.version = ${plans.scheduleVersion}
      and i.due_on > ${ctx.today}::date and i.due_on <= ${addDays(ctx.today, furthest)}::date)`,
  )
  await eachPlan(ctx, wanted, async (ctx, key) => {
    const plan = await lockPlan(ctx, key.borrowerId, key.id)
    if (plan.status !== 'active' && plan.status !== 'grace') return
    const { dates } = await loadProgress(ctx, plan)
    const next = dates.find(date => date.dueOn > ctx.today && date.paidCents < date.totalCents)
    const step = next && steps.find(days => daysBetween(ctx.today, next.dueOn) <= days)
    if (!next || step === undefined) return
    const amount = formatMoney(next.totalCents - next.paidCents, ctx.lender.currency, ctx.lender.locale)
    const said = await tellOfPlan(ctx, plan, 'plan_reminder', { amount, date: next.dueOn }, `${next.dueOn}:${step}`)
    if (said !== 'queued') return
    await ctx.db
      .update(planInstalments)
      .set({ remindedAt: ctx.now })
      .where(
        and(
          eq(planInstalments.borrowerId, plan.borrowerId),
          eq(planInstalments.planId, plan.id),
          eq(planInstalments.version, plan.scheduleVersion),
          eq(planInstalments.dueOn, next.dueOn),
        ),
      )
    await record(ctx, {
      type: 'plan.reminded',
      borrowerId: plan.borrowerId,
      caseId: plan.caseId,
      data: { planId: plan.id, dueOn: next.dueOn, step },
    })
    reminded += 1
  })
  return { reminded }
}

export type PlanCheck = { missed: number; broken: number; completed: number; caughtUp: number; cured: number }

/** Missed → grace → broken, caught up, completed, and a broken plan that was paid up in time, for every running plan of the lender. Safe to run twice and after an outage. */
export async function checkPlans(ctx: Ctx): Promise<PlanCheck> {
  authorize(ctx, 'job:run')
  const counts: PlanCheck = { missed: 0, broken: 0, completed: 0, caughtUp: 0, cured: 0 }
  const wanted = or(
    eq(plans.status, 'grace'),
    curable(ctx),
    and(
      eq(plans.status, 'active'),
      sql`exists (select from ${planInstalments} i where i.borrower_id = ${plans.borrowerId} and i.plan_id = ${plans.id}
        and i.version = ${plans.scheduleVersion} and i.due_on < ${ctx.today}::date)`,
    ),
  )
  await eachPlan(ctx, wanted, async (ctx, key) => {
    const plan = await lockPlan(ctx, key.borrowerId, key.id)
    const change = await check(ctx, plan)
    if (!change) return
    counts[change] += 1
    await refreshCase(ctx, plan.borrowerId)
  })
  return counts
}

async function check(ctx: Ctx, plan: PlanRow): Promise<keyof PlanCheck | null> {
  if (plan.status === 'broken') return (await cureBroken(ctx, plan)) ? 'cured' : null
  if (plan.status !== 'active' && plan.status !== 'grace') return null
  const progress = await loadProgress(ctx, plan)
  return (await react(ctx, plan, progress)) ?? breakWhenDue(ctx, plan, progress)
}

const brokenByMiss = and(eq(plans.status, 'broken'), eq(plans.endReason, 'missed'))

/** Broken so lately that paying up may still bring it back. */
const curable = (ctx: Ctx) =>
  and(
    brokenByMiss,
    or(gte(plans.endedOn, addDays(ctx.today, -ctx.lender.policy.guardian.cureDays)), gte(plans.cureUntil, ctx.today)),
  )

/**
 * A payment or its reversal reaches the borrower's plans at once: grace → active, broken → active, completed, and back. Part of the payment's
 * transaction, after its parts are written; breaking is left to the sweep. The caller refreshes the case.
 */
export async function applyPaymentToPlans(ctx: Ctx, borrowerId: string): Promise<void> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'job:run')
  const found = await ctx.db
    .select()
    .from(plans)
    .where(
      and(
        eq(plans.lenderId, ctx.actor.lenderId),
        eq(plans.borrowerId, borrowerId),
        or(inArray(plans.status, ['active', 'grace', 'completed']), brokenByMiss),
      ),
    )
    .orderBy(asc(plans.createdAt), asc(plans.id))
    .for('update')
  for (const plan of found) if (plan.status === 'broken') await cureBroken(ctx, plan)
  for (const plan of decidedAgain(found)) await react(ctx, plan, await loadProgress(ctx, plan))
  await renewOffers(ctx, borrowerId)
}

/** Plans that run, and the last completed one of each case without such a plan, unless its loans have had another since. */
function decidedAgain(oldestFirst: readonly PlanRow[]): PlanRow[] {
  const live = oldestFirst.filter(plan => plan.status === 'active' || plan.status === 'grace')
  const hasLater = (plan: PlanRow) =>
    oldestFirst.slice(oldestFirst.indexOf(plan) + 1).some(other => other.loanIds.some(loanId => plan.loanIds.includes(loanId)))
  const ended = oldestFirst.filter(plan => plan.status === 'completed' && !hasLater(plan))
  return [...Map.groupBy([...ended, ...live], plan => plan.caseId).values()].flatMap(ofCase => ofCase.slice(-1))
}

/** Offers that nobody answered in time. The hold has ended by itself with the offer. */
export async function expireOffers(ctx: Ctx): Promise<{ expired: number }> {
  authorize(ctx, 'job:run')
  let expired = 0
  await eachPlan(ctx, and(inArray(plans.status, OPEN), lt(plans.offerEndsOn, ctx.today)), async (ctx, key) => {
    const plan = await lockPlan(ctx, key.borrowerId, key.id)
    if (!OPEN.some(status => status === plan.status)) return
    await ctx.db
      .update(plans)
      .set({ status: moved(plan.status, 'expire'), endedOn: ctx.today, endReason: 'expired' })
      .where(ofPlan(ctx, plan))
    await record(ctx, { type: 'plan.expired', borrowerId: plan.borrowerId, caseId: plan.caseId, data: { planId: plan.id } })
    expired += 1
  })
  return { expired }
}
