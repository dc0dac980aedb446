import { and, eq, sql } from 'drizzle-orm'
import { planCheckIns, planInstalments, plans } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, daysBetween, type LocalDate } from '../dates'
import { conflict, notFound } from '../errors'
import { raiseEscalation } from '../escalations/raise-commands'
import { formatMoney } from '../money'
import { transaction } from '../transaction'
import { lockPlan } from './borrower-lock-queries'
import type { CheckInAnswer } from './check-in'
import { loadProgress } from './progress-queries'
import { tellOfPlan } from './reaction-commands'
import { eachPlan } from './walk-queries'

/**
 * Asks once before each instalment whether it will work. Where the days have run down to those of the reminder, the question stands on
 * the borrower's page and the reminder speaks alone: nobody gets two messages on one day.
 */
export async function askCheckIns(ctx: Ctx): Promise<{ asked: number }> {
  authorize(ctx, 'job:run')
  const { guardian, remindBeforeDays } = ctx.lender.policy
  const reminds = Math.max(0, ...remindBeforeDays)
  let asked = 0
  const wanted = and(
    eq(plans.status, 'active'),
    sql`exists (select from ${planInstalments} i where i.borrower_id = ${plans.borrowerId} and i.plan_id = ${plans.id} and i.version = ${plans.scheduleVersion}
      and i.due_on > ${ctx.today}::date and i.due_on <= ${addDays(ctx.today, guardian.checkInDays)}::date)`,
  )
  await eachPlan(ctx, wanted, async (ctx, key) => {
    const plan = await lockPlan(ctx, key.borrowerId, key.id)
    if (plan.status !== 'active') return
    const { next } = await loadProgress(ctx, plan)
    const days = next ? daysBetween(ctx.today, next.dueOn) : 0
    if (!next || days < 1 || days > guardian.checkInDays) return
    const inserted = await ctx.db
      .insert(planCheckIns)
      .values({ borrowerId: plan.borrowerId, id: newId(), lenderId: plan.lenderId, planId: plan.id, dueOn: next.dueOn, askedAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: planCheckIns.id })
    if (inserted.length === 0) return
    const amount = formatMoney(next.amountCents, ctx.lender.currency, ctx.lender.locale)
    if (days > reminds) await tellOfPlan(ctx, plan, 'plan_check_in', { amount, date: next.dueOn }, next.dueOn)
    await record(ctx, { type: 'plan.check_in_asked', borrowerId: plan.borrowerId, caseId: plan.caseId, data: { planId: plan.id, dueOn: next.dueOn } })
    asked += 1
  })
  return { asked }
}

/**
 * The borrower's answer; a later one takes its place. Who says that something has changed is put before a supervisor, once.
 * Throws `not_found` where nothing was asked, `conflict` plan_not_running.
 */
export async function answerCheckIn(ctx: Ctx, input: { planId: string; dueOn: LocalDate; answer: CheckInAnswer }): Promise<void> {
  authorize(ctx, 'plan:answer')
  const { id: borrowerId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, borrowerId, input.planId)
    if (plan.status !== 'active' && plan.status !== 'grace') throw conflict('plan_not_running')
    const asked = and(
      eq(planCheckIns.lenderId, ctx.actor.lenderId),
      eq(planCheckIns.borrowerId, borrowerId),
      eq(planCheckIns.planId, plan.id),
      eq(planCheckIns.dueOn, input.dueOn),
    )
    const [found] = await ctx.db.select({ answer: planCheckIns.answer }).from(planCheckIns).where(asked)
    if (!found) throw notFound()
    if (found.answer === input.answer) return
    await ctx.db.update(planCheckIns).set({ answer: input.answer, answeredAt: ctx.now }).where(asked)
    const { answer, dueOn } = input
    await record(ctx, { type: 'plan.check_in_answered', borrowerId, caseId: plan.caseId, data: { planId: plan.id, dueOn, answer, before: found.answer } })
    if (answer !== 'changed') return
    const facts = { planNumber: plan.number, dueOn, saysChanged: true }
    await raiseEscalation(ctx, { borrowerId, caseId: plan.caseId, kind: 'plan_review', subjectId: plan.id, facts })
  })
}
