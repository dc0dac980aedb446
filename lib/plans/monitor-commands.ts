import { and, asc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { auditEvents, planInstalments, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import type { Ctx } from '../context'
import { addDays, dateIn, daysBetween, type LocalDate } from '../dates'
import { raiseEscalation } from '../escalations/raise-commands'
import { formatMoney } from '../money'
import type { TemplateCode } from '../outbox/template'
import { queueMessage } from '../outbox/commands'
import { read, transaction } from '../transaction'
import { lockPlan, ofPlan } from './borrower-lock-queries'
import { renewOffers } from './offer-commands'
import { moved } from './plan-move'
import { loadProgress } from './progress-queries'
import { endRelief, grantRelief, takeBackRelief } from './relief-commands'
import type { PlanRow } from './stored-plan'
import type { WholeProgress } from './whole-progress'

const CHUNK = 200
const OPEN = ['offer', 'countered', 'accepted'] as const
type PlanKey = { borrowerId: string; id: string }

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
    sql`exists (select from ${planInstalments} i where i.borrower_id = ${plans.borrowerId} and i.plan_id = ${plans.id}
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
    const said = await tell(ctx, plan, 'plan_reminder', { amount, date: next.dueOn }, `${next.dueOn}:${step}`)
    if (said !== 'queued') return
    await ctx.db
      .update(planInstalments)
      .set({ remindedAt: ctx.now })
      .where(
        and(
          eq(planInstalments.borrowerId, plan.borrowerId),
          eq(planInstalments.planId, plan.id),
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

export type PlanCheck = { missed: number; broken: number; completed: number; caughtUp: number }

/** Missed → grace → broken, caught up, completed, for every running plan of the lender. Safe to run twice and after an outage. */
export async function checkPlans(ctx: Ctx): Promise<PlanCheck> {
  authorize(ctx, 'job:run')
  const counts: PlanCheck = { missed: 0, broken: 0, completed: 0, caughtUp: 0 }
  const wanted = or(
    eq(plans.status, 'grace'),
    and(
      eq(plans.status, 'active'),
      sql`exists (select from ${planInstalments} i where i.borrower_id = ${plans.borrowerId} and i.plan_id = ${plans.id} and i.due_on < ${ctx.today}::date)`,
    ),
  )
  await eachPlan(ctx, wanted, async (ctx, key) => {
    const plan = await lockPlan(ctx, key.borrowerId, key.id)
    if (plan.status !== 'active' && plan.status !== 'grace') return
    const progress = await loadProgress(ctx, plan)
    const change = (await react(ctx, plan, progress)) ?? (await breakWhenDue(ctx, plan, progress))
    if (!change) return
    counts[change] += 1
    await refreshCase(ctx, plan.borrowerId)
  })
  return counts
}

/**
 * A payment or its reversal reaches the borrower's plans at once: grace → active, completed, and back. Part of the payment's
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
        inArray(plans.status, ['active', 'grace', 'completed']),
      ),
    )
    .orderBy(asc(plans.createdAt), asc(plans.id))
    .for('update')
  const live = found.filter(plan => plan.status !== 'completed')
  for (const plan of live.length > 0 ? live : found.slice(-1)) await react(ctx, plan, await loadProgress(ctx, plan))
  await renewOffers(ctx, borrowerId)
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

/** What progress asks of a plan short of breaking it; null when it stays as it is. */
async function react(ctx: Ctx, plan: PlanRow, progress: WholeProgress): Promise<'missed' | 'completed' | 'caughtUp' | null> {
  const isKept = progress.state === 'kept' || progress.state === 'due_soon'
  if (progress.state === 'completed') {
    if (plan.status === 'completed') return null
    await change(
      ctx,
      plan,
      { status: moved(plan.status, 'complete'), endedOn: ctx.today, endReason: 'completed' },
      'plan.completed',
    )
    await grantRelief(ctx, plan)
    await tell(ctx, plan, 'plan_completed', { reference: plan.number }, '')
    return 'completed'
  }
  if (plan.status === 'completed') {
    await change(ctx, plan, { status: moved(plan.status, 'reopen'), endedOn: null, endReason: null }, 'plan.reopened')
    await takeBackRelief(ctx, plan)
    return isKept ? 'caughtUp' : react(ctx, { ...plan, status: 'active' }, progress)
  }
  if (plan.status === 'grace' && isKept) {
    await change(ctx, plan, { status: moved(plan.status, 'catch_up') }, 'plan.caught_up')
    return 'caughtUp'
  }
  if (plan.status === 'active' && !isKept && progress.next) {
    const { dueOn, amountCents } = progress.next
    await change(ctx, plan, { status: moved(plan.status, 'miss') }, 'plan.missed', { dueOn })
    const until = lastDayToPay(progress, ctx.today, plan)
    await tell(
      ctx,
      plan,
      'plan_missed',
      { amount: formatMoney(amountCents, ctx.lender.currency, ctx.lender.locale), date: dueOn, until },
      dueOn,
    )
    return 'missed'
  }
  return null
}

/** Grace counts from the notice when the notice was late: nobody's plan breaks before they were told. */
const lastDayToPay = (progress: WholeProgress, toldOn: LocalDate, plan: PlanRow): LocalDate => {
  const byDate = progress.graceEndsOn ?? toldOn
  const byNotice = addDays(toldOn, plan.graceDays - 1)
  return byDate > byNotice ? byDate : byNotice
}

async function breakWhenDue(ctx: Ctx, plan: PlanRow, progress: WholeProgress): Promise<'broken' | null> {
  if (plan.status !== 'grace' || progress.state !== 'broken' || !progress.next) return null
  const toldOn = await findNoticeDay(ctx, plan, progress.next.dueOn)
  if (toldOn && ctx.today <= lastDayToPay(progress, toldOn, plan)) return null
  const { dueOn, amountCents } = progress.next
  await change(ctx, plan, { status: moved(plan.status, 'break'), endedOn: ctx.today, endReason: 'missed' }, 'plan.broken', {
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
  await tell(ctx, plan, 'plan_broken', { reference: plan.number }, '')
  return 'broken'
}

async function findNoticeDay(ctx: Ctx, plan: PlanRow, dueOn: LocalDate): Promise<LocalDate | null> {
  const [row] = await ctx.db
    .select({ at: auditEvents.occurredAt })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.lenderId, ctx.actor.lenderId),
        eq(auditEvents.borrowerId, plan.borrowerId),
        eq(auditEvents.caseId, plan.caseId),
        eq(auditEvents.type, 'plan.missed'),
        sql`${auditEvents.data} @> ${JSON.stringify({ planId: plan.id, dueOn })}::jsonb`,
      ),
    )
    .orderBy(asc(auditEvents.occurredAt))
    .limit(1)
  return row ? dateIn(row.at, ctx.lender.timeZone) : null
}

async function change(
  ctx: Ctx,
  plan: PlanRow,
  values: Partial<PlanRow>,
  type: `plan.${string}`,
  data: Record<string, unknown> = {},
): Promise<void> {
  await ctx.db.update(plans).set(values).where(ofPlan(ctx, plan))
  await record(ctx, {
    type,
    borrowerId: plan.borrowerId,
    caseId: plan.caseId,
    data: { planId: plan.id, before: plan.status, after: values.status, ...data },
  })
}

async function tell(ctx: Ctx, plan: PlanRow, templateCode: TemplateCode, values: Record<string, string>, step: string) {
  const uniqueKey = `${templateCode}:${plan.id}:${step}`
  return (
    await queueMessage(ctx, { borrowerId: plan.borrowerId, caseId: plan.caseId, templateCode, kind: 'sms', values, uniqueKey })
  ).outcome
}

/** Walks plans by key; each in a transaction of its own, so that one bad plan stops nobody else's. */
async function eachPlan(
  ctx: Ctx,
  wanted: ReturnType<typeof and>,
  work: (ctx: Ctx, key: PlanKey) => Promise<void>,
): Promise<void> {
  let last: string | null = null
  for (;;) {
    const after = last
    const page: PlanKey[] = await read(ctx, ctx =>
      ctx.db
        .select({ borrowerId: plans.borrowerId, id: plans.id })
        .from(plans)
        .where(and(eq(plans.lenderId, ctx.actor.lenderId), wanted, after ? gt(plans.id, after) : undefined))
        .orderBy(asc(plans.id))
        .limit(CHUNK),
    )
    for (const key of page) await transaction(ctx, ctx => work(ctx, key))
    last = page.at(-1)?.id ?? null
    if (page.length < CHUNK) return
  }
}
