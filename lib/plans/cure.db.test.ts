import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { escalations } from '@/db/schema'
import { addCharge } from '../loans/charge-commands'
import { newId } from '../clock'
import { addDays, addMonths, localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents, formatMoney } from '../money'
import { checkBorrower } from '../ledger/check-queries'
import { loadLoanState } from '../loans/queries'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, TODAY, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { checkPlans } from './monitor-commands'
import { getPlan } from './queries'
import type { PlanTerms } from './plan'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { rowOf, propose, messagesOf, active, pay, caseOf } = planScenes(() => world)
const concessions = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: cents(0), waiveInterestCents: cents(0), waiveFeeCents: cents(0), isConditional: true }
const weekly: PlanTerms = { kind: 'instalments', count: 20, frequency: 'weekly', firstDueOn: addDays(TODAY, 14), ...concessions }
const booksOf = (at: PlanScene, days: number) => checkBorrower(later(at.system, days), at.person.id)
const waives: PlanTerms = { ...monthly(6), waivePenaltyCents: cents(500), waiveInterestCents: cents(900), freezeInterest: false }

/** Broken on day 34 after one missed instalment. */
async function broken(terms?: PlanTerms) {
  const { at, planId } = await active(600_000, terms)
  const plan = await getPlan(at.system, at.person.id, planId)
  await checkPlans(later(at.system, 31))
  expect(await checkPlans(later(at.system, 34))).toMatchObject({ broken: 1 })
  return { at, planId, dates: plan.progress.dates, owed: await loadLoanState(later(at.system, 30), at.person.id, at.loanId) }
}

const charge = (at: PlanScene, days: number) => {
  const ctx = later(at.system, days)
  return addCharge(ctx, { borrowerId: at.person.id, loanId: at.loanId, component: 'fee', amountCents: cents(3_000), dueOn: ctx.today, reason: 'stamp' })
}
const anotherLoan = (at: PlanScene, annualRatePpm: number) =>
  openLoan(at.system, {
    ...{ borrowerId: at.person.id, number: `L-${newId().slice(-12)}`, product: 'cash', currency: 'CNY', principalCents: cents(900_000), annualRatePpm, termCount: 12 },
    ...{ method: 'equal_instalment', disbursedOn: localDate('2026-02-01'), firstDueOn: localDate('2026-03-01') },
  })
const brokenWords = async (at: PlanScene) => (await messagesOf(at, 'plan_broken')).map(message => message.body).join()

describe('the message of a broken plan', () => {
  it('names what is missing and the last day, and that brings it back', async () => {
    const { at, planId, dates } = await broken()
    expect(await brokenWords(at)).toContain(formatMoney(dates[0]?.totalCents ?? 0, 'CNY', 'zh-CN'))
    expect(await brokenWords(at)).toContain('2026年7月29日')
    await pay(at, later(at.system, 44), Number(dates[0]?.totalCents))
    expect((await rowOf(planId)).status).toBe('active')
  })

  it('names no day on which the next date would ask for more', async () => {
    const { at, planId } = await active(600_000, weekly)
    const { dates } = (await getPlan(at.system, at.person.id, planId)).progress
    await checkPlans(later(at.system, 15))
    expect(await checkPlans(later(at.system, 18))).toMatchObject({ broken: 1 })
    expect(await brokenWords(at)).toContain('2026年7月9日')
    expect((await getPlan(later(at.system, 18), at.person.id, planId)).cure).toEqual({ missingCents: dates[0]?.totalCents, untilOn: '2026-07-09' })
    await pay(at, later(at.system, 24), Number(dates[0]?.totalCents))
    expect((await rowOf(planId)).status).not.toBe('broken')
  })

  it('says that it has ended, and no sum, after a charge that its dates do not know', async () => {
    const { at, planId } = await active()
    await charge(at, 10)
    await checkPlans(later(at.system, 31))
    expect(await checkPlans(later(at.system, 34))).toMatchObject({ broken: 1 })
    expect(await brokenWords(at)).toMatch(/已终止.*恢复执行原合同。您可以重新申请方案/)
    expect(await brokenWords(at)).not.toContain('补足')
    expect((await getPlan(later(at.system, 34), at.person.id, planId)).cure).toBeNull()
  })

  it('says no sum where the lender lets nobody catch up', async () => {
    const { at } = await active()
    const strict = { ...at.system, lender: { ...at.system.lender, policy: { ...at.system.lender.policy, guardian: { ...at.system.lender.policy.guardian, cureDays: 0 } } } }
    await checkPlans(later(strict, 31))
    expect(await checkPlans(later(strict, 34))).toMatchObject({ broken: 1 })
    expect(await brokenWords(at)).not.toContain('补足')
  })

  it('says no sum that would go to a dearer loan first', async () => {
    const { at, planId } = await active()
    await anotherLoan(at, 230_000)
    await checkPlans(later(at.system, 31))
    await checkPlans(later(at.system, 34))
    expect((await rowOf(planId)).status).toBe('broken')
    expect(await brokenWords(at)).not.toContain('补足')
  })
})

describe('a broken plan', () => {
  it.each([
    ['with a waiver for when it is kept', waives],
    ['with a waiver for good', { ...waives, isConditional: false }],
    ['without interest', monthly(6)],
    ['with interest and penalty running', { ...monthly(6), freezeInterest: false, freezePenalty: false }],
  ])('goes on as signed when it is paid up in time, %s', async (_, terms) => {
    const { at, planId, dates, owed } = await broken(terms)
    expect((await caseOf(at))?.queue).toBe('work')
    await pay(at, later(at.system, 38), Number(dates[0]?.totalCents) - 1_000)
    expect((await rowOf(planId)).status).toBe('broken')
    expect(await booksOf(at, 38)).toEqual([])
    const last = await pay(at, later(at.system, 40), 1_000)
    expect(await rowOf(planId)).toMatchObject({ status: 'active', endedOn: null, endReason: null })
    expect(await booksOf(at, 40)).toEqual([])
    const state = await loadLoanState(later(at.system, 40), at.person.id, at.loanId)
    expect(state.dpd).toBe(0)
    expect(state.outstandingCents).toBe(owed.outstandingCents - Number(dates[0]?.totalCents))
    expect((await getPlan(later(at.system, 40), at.person.id, planId)).progress).toMatchObject({ coveredCount: 1, dates: [{ paidCents: dates[0]?.totalCents }, ...dates.slice(1)] })
    expect((await caseOf(at))?.queue).toBe('plan')
    expect(await messagesOf(at, 'plan_cured')).toHaveLength(1)
    const open = await world.owner.db.select().from(escalations).where(and(eq(escalations.subjectId, planId), eq(escalations.status, 'open')))
    expect(open).toEqual([])
    await reversePayment(later(at.supervisor, 41), { borrowerId: at.person.id, paymentId: last.paymentId, reason: 'bounced' })
    expect((await rowOf(planId)).status).toBe('grace')
    expect(await booksOf(at, 41)).toEqual([])
  })

  it('can be kept to its end after it went on, and its waiver is granted then', async () => {
    const { at, planId, dates } = await broken(waives)
    await pay(at, later(at.system, 40), Number(dates[0]?.totalCents))
    await pay(at, later(at.system, 45), dates.slice(1).reduce((sum, date) => sum + date.totalCents, 0))
    expect((await rowOf(planId)).status).toBe('completed')
    expect((await loadLoanState(later(at.system, 45), at.person.id, at.loanId)).outstandingCents).toBe(0)
    expect(await booksOf(at, 45)).toEqual([])
  })

  it('breaks again like any other', async () => {
    const { at, planId, dates } = await broken()
    await pay(at, later(at.system, 40), Number(dates[0]?.totalCents))
    expect(await checkPlans(later(at.system, 62))).toMatchObject({ missed: 1, cured: 0 })
    expect(await checkPlans(later(at.system, 66))).toMatchObject({ broken: 1 })
    expect((await rowOf(planId)).status).toBe('broken')
    expect(await messagesOf(at, 'plan_broken')).toHaveLength(2)
    expect(await booksOf(at, 66)).toEqual([])
  })

  it('stays broken after the window and after a charge of the contract, and goes on beside an open offer', async () => {
    const late = await broken()
    await pay(late.at, later(late.at.system, 45), Number(late.dates[0]?.totalCents))
    expect((await rowOf(late.planId)).status).toBe('broken')
    const offered = await broken()
    await propose({ ...offered.at, reviewer: later(offered.at.reviewer, 35) }, monthly(6, addMonths(TODAY, 2)))
    await pay(offered.at, later(offered.at.system, 36), Number(offered.dates[0]?.totalCents))
    expect((await rowOf(offered.planId)).status).toBe('active')
    const charged = await broken()
    await charge(charged.at, 35)
    await pay(charged.at, later(charged.at.system, 36), Number(charged.dates[0]?.totalCents))
    expect((await rowOf(charged.planId)).status).toBe('broken')
    expect(await checkPlans(later(charged.at.system, 37))).toMatchObject({ cured: 0 })
    for (const at of [late.at, offered.at, charged.at]) expect(await booksOf(at, 45)).toEqual([])
  })

  it('goes on whenever money of its days of grace is found, and each later date has its own notice', async () => {
    const { at, planId, dates } = await broken()
    const found = later(at.system, 70)
    await pay(at, found, Number(dates[0]?.totalCents) - 1, addDays(TODAY, 33))
    await pay(at, found, 1, addDays(TODAY, 34))
    expect((await rowOf(planId)).status).toBe('broken')
    await pay(at, found, 1, addDays(TODAY, 33))
    expect(await rowOf(planId)).toMatchObject({ status: 'grace', missedDueOn: dates[1]?.dueOn, graceUntil: addDays(TODAY, 72) })
    expect(await booksOf(at, 70)).toEqual([])
    expect(await checkPlans(later(at.system, 72))).toMatchObject({ broken: 0, missed: 0 })
    expect(await checkPlans(later(at.system, 73))).toMatchObject({ broken: 1 })
  })

  it('can be caught up until the day that was told, whatever the policy has become', async () => {
    const { at, planId, dates } = await broken()
    const { lender } = at.system
    const strict = { ...at.system, lender: { ...lender, policy: { ...lender.policy, guardian: { ...lender.policy.guardian, cureDays: 2 } } } }
    await pay(at, later(strict, 44), Number(dates[0]?.totalCents))
    expect((await rowOf(planId)).status).toBe('active')
  })

  it('is found by the sweep when the payment alone did not tell, once', async () => {
    const { at, planId, dates } = await broken()
    await pay(at, later(at.system, 40), Number(dates[0]?.totalCents))
    expect((await rowOf(planId)).status).toBe('active')
    expect(await checkPlans(later(at.system, 40))).toMatchObject({ cured: 0, missed: 0, broken: 0 })
    expect(await messagesOf(at, 'plan_cured')).toHaveLength(1)
  })
})
