import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, escalations, plans } from '@/db/schema'
import { explainDebt } from '../ledger/explain'
import { replayInputOf } from '../ledger/loan-record'
import { loadLoan } from '../loans/queries'
import { bookOf } from '../loans/record-queries'
import { addDays, addMonths } from '../dates'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { adjustPlan } from './adjust-commands'
import { listAdjustments } from './adjust-queries'
import { answerCheckIn, askCheckIns } from './check-in-commands'
import { listCheckIns } from './check-in-queries'
import { getForecast } from './forecast-queries'
import { checkPlans, remindPlanInstalments } from './monitor-commands'
import type { PlanTerms } from './plan'
import { getPlan } from './queries'
import { reviewEndingRelief } from './relief-review-commands'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { rowOf, messagesOf, active, pay } = planScenes(() => world)
const FIRST = addMonths(TODAY, 1)
const concessions = ({ freezePenalty, freezeInterest, waivePenaltyCents, waiveInterestCents, waiveFeeCents, isConditional }: PlanTerms) => ({ freezePenalty, freezeInterest, waivePenaltyCents, waiveInterestCents, waiveFeeCents, isConditional })
const eventsOf = async (at: PlanScene, type: string) =>
  (await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.borrowerId, at.person.id), eq(auditEvents.type, type)))).length
const reviewsOf = async (planId: string) =>
  world.owner.db.select().from(escalations).where(and(eq(escalations.subjectId, planId), eq(escalations.kind, 'plan_review')))

describe('the question before a date', () => {
  it('is asked once, on the day, the day after and after days away; the reminder comes in its own time', async () => {
    const { at } = await active()
    expect(await askCheckIns(later(at.system, 22))).toEqual({ asked: 0 })
    expect(await askCheckIns(later(at.system, 23))).toEqual({ asked: 1 })
    expect(await askCheckIns(later(at.system, 23))).toEqual({ asked: 0 })
    expect(await askCheckIns(later(at.system, 28))).toEqual({ asked: 0 })
    expect(await remindPlanInstalments(later(at.system, 28))).toEqual({ reminded: 1 })
    expect([await messagesOf(at, 'plan_check_in'), await messagesOf(at, 'plan_reminder')].map(list => list.length)).toEqual([1, 1])
    expect((await messagesOf(at, 'plan_check_in'))[0]?.purpose).toBe('plan_reminder')
  })

  it('stands on the page but leaves the word to the reminder when the days have run down', async () => {
    const { at } = await active()
    expect(await askCheckIns(later(at.system, 28))).toEqual({ asked: 1 })
    expect(await messagesOf(at, 'plan_check_in')).toHaveLength(0)
    expect(await listCheckIns(at.borrower, at.person.id)).toMatchObject([{ dueOn: FIRST, answer: null }])
  })

  it('is not asked of who has paid, and is asked again of the next date', async () => {
    const { at, planId } = await active()
    const { dates } = (await getPlan(at.system, at.person.id, planId)).progress
    await pay(at, later(at.system, 10), Number(dates[0]?.totalCents))
    expect(await askCheckIns(later(at.system, 24))).toEqual({ asked: 0 })
    expect(await askCheckIns(later(at.system, 55))).toEqual({ asked: 1 })
  })

  it('is answered by its borrower only, the last answer counts, and a change goes to a supervisor once', async () => {
    const { at, planId } = await active()
    const other = await active()
    await askCheckIns(later(at.system, 24))
    const input = { planId, dueOn: FIRST }
    expect(await refusal(answerCheckIn(other.at.borrower, { ...input, answer: 'yes' }))).toBe('not_found')
    expect(await refusal(answerCheckIn(at.reviewer, { ...input, answer: 'yes' }))).toBe('forbidden')
    expect(await refusal(answerCheckIn(at.borrower, { planId, dueOn: addDays(FIRST, 1), answer: 'yes' }))).toBe('not_found')
    await answerCheckIn(at.borrower, { ...input, answer: 'yes' })
    expect(await reviewsOf(planId)).toHaveLength(0)
    await Promise.all([1, 2, 3].map(() => answerCheckIn(later(at.borrower, 25), { ...input, answer: 'changed' })))
    expect(await reviewsOf(planId)).toMatchObject([{ status: 'open', facts: { saysChanged: true, dueOn: FIRST } }])
    expect(await eventsOf(at, 'plan.check_in_answered')).toBe(2)
    expect(await listCheckIns(at.reviewer, at.person.id, planId)).toMatchObject([{ answer: 'changed' }])
    expect(await refusal(listCheckIns(other.at.borrower, at.person.id))).toBe('not_found')
  })
})

describe('the end of an eased part', () => {
  const holiday: PlanTerms = { ...concessions(monthly(4)), kind: 'holiday', periods: 2, count: 4, frequency: 'monthly', firstDueOn: FIRST }
  const endsAfter = 92

  it('is looked at beforehand, once, on the day, again, and after days away', async () => {
    const { at, planId } = await active(600_000, holiday)
    expect(addDays(TODAY, endsAfter)).toBe(addMonths(TODAY, 3))
    expect(await reviewEndingRelief(later(at.system, endsAfter - 15))).toEqual({ asked: 0 })
    expect(await reviewEndingRelief(later(at.system, endsAfter - 14))).toEqual({ asked: 1 })
    expect(await reviewEndingRelief(later(at.system, endsAfter - 14))).toEqual({ asked: 0 })
    expect(await reviewEndingRelief(later(at.system, endsAfter - 9))).toEqual({ asked: 0 })
    expect(await messagesOf(at, 'plan_relief_ends')).toHaveLength(1)
    expect(await reviewsOf(planId)).toMatchObject([{ status: 'open', facts: { reliefEndsOn: addMonths(TODAY, 3) } }])
  })

  it('is not lost in an outage, and nobody is told of an end that lies behind', async () => {
    const { at, planId } = await active(600_000, holiday)
    expect(await reviewEndingRelief(later(at.system, endsAfter + 3))).toEqual({ asked: 1 })
    expect(await reviewEndingRelief(later(at.system, endsAfter + 4))).toEqual({ asked: 0 })
    expect(await messagesOf(at, 'plan_relief_ends')).toHaveLength(0)
    expect(await reviewsOf(planId)).toHaveLength(1)
  })
})

describe('a walk over plans', () => {
  it('goes on past one that fails, and says that it failed', async () => {
    const holiday: PlanTerms = { ...concessions(monthly(4)), kind: 'holiday', periods: 2, count: 4, frequency: 'monthly', firstDueOn: FIRST }
    const bad = await active(600_000, holiday)
    await world.owner.db.update(plans).set({ terms: {} }).where(eq(plans.id, bad.planId))
    const good = await active(600_000, holiday, bad.at)
    await expect(reviewEndingRelief(later(bad.at.system, 80))).rejects.toThrow('1 plans could not be worked on')
    expect(await reviewsOf(good.planId)).toHaveLength(1)
    expect(await reviewsOf(bad.planId)).toHaveLength(0)
  })
})

describe('a plan as a whole', () => {
  it('warns by what has happened', async () => {
    const { at, planId } = await active()
    const forecast = async (days: number) => {
      const ctx = later(at.reviewer, days)
      const [changes, checkIns, plan] = await Promise.all([listAdjustments(ctx, at.person.id), listCheckIns(ctx, at.person.id, planId), getPlan(ctx, at.person.id, planId)])
      const found = await getForecast(ctx, plan, { changes: changes.get(planId) ?? [], checkIns })
      return { level: found?.level, codes: found?.signals.map(signal => signal.code) }
    }
    expect(await forecast(1)).toEqual({ level: 'low', codes: [] })
    await askCheckIns(later(at.system, 23))
    expect(await forecast(25)).toEqual({ level: 'low', codes: ['check_in_unanswered'] })
    await checkPlans(later(at.system, 31))
    expect((await forecast(31)).codes).toEqual(['late_now', 'check_in_unanswered'])
    const { dates } = (await getPlan(at.system, at.person.id, planId)).progress
    await pay(at, later(at.system, 33), Number(dates[0]?.totalCents))
    expect(await forecast(34)).toEqual({ level: 'watch', codes: ['last_late', 'last_grace_day'] })
    await adjustPlan(later(at.borrower, 50), { borrowerId: at.person.id, planId, change: { kind: 'move', toOn: addDays(addMonths(TODAY, 2), 3) }, version: 1 })
    expect((await forecast(50)).codes).toEqual(['last_late', 'last_grace_day', 'changed_once'])
  })

  it('goes through an outage without a doubled message or a lost step, and its debt is explained to the cent', async () => {
    const { at, planId } = await active()
    const night = async (days: number) => {
      const ctx = later(at.system, days)
      await checkPlans(ctx)
      await askCheckIns(ctx)
      await reviewEndingRelief(ctx)
      await remindPlanInstalments(ctx)
    }
    for (const day of [23, 23, 28, 28, 33, 33, 38, 38]) await night(day)
    expect((await rowOf(planId)).status).toBe('broken')
    const { dates } = (await getPlan(at.system, at.person.id, planId)).progress
    await pay(at, later(at.system, 40), Number(dates[0]?.totalCents))
    await adjustPlan(later(at.borrower, 41), { borrowerId: at.person.id, planId, change: { kind: 'move', toOn: addDays(addMonths(TODAY, 2), 3) }, version: 1 })
    for (const day of [41, 46, 46]) await night(day)
    const sent = await Promise.all((['plan_check_in', 'plan_reminder', 'plan_missed', 'plan_broken', 'plan_cured', 'plan_changed'] as const).map(code => messagesOf(at, code)))
    expect(sent.map(list => list.length)).toEqual([1, 1, 1, 1, 1, 1])
    expect((await rowOf(planId)).status).toBe('active')
    const ctx = later(at.system, 46)
    const { record, state } = await loadLoan(ctx, at.person.id, at.loanId)
    const account = explainDebt(replayInputOf(record, bookOf(ctx)), state)
    expect(account.sections.reduce((sum, section) => sum + section.sumCents, 0)).toBe(state.outstandingCents)
    expect(account.sections.map(section => section.isCurrent)).toEqual([false, false, false, false, true])
  })
})
