import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plans } from '@/db/schema'
import { addDays, addMonths } from '../dates'
import { loadLoanState } from '../loans/queries'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { applyPaymentToPlans, checkPlans, remindPlanInstalments } from './monitor-commands'
import type { PlanTerms } from './plan'
import { getPlan, listPlans } from './queries'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, rowOf, caseOf, escalationOf, messagesOf, sign, active, pay } = planScenes(() => world)

describe('monitoring', () => {
  it('reminds once per step, and once after an outage', async () => {
    const { at } = await active()
    expect(await remindPlanInstalments(later(at.system, 26))).toEqual({ reminded: 0 })
    expect(await remindPlanInstalments(later(at.system, 28))).toEqual({ reminded: 1 })
    expect(await remindPlanInstalments(later(at.system, 28))).toEqual({ reminded: 0 })
    expect(await remindPlanInstalments(later(at.system, 29))).toEqual({ reminded: 1 })
    expect(await messagesOf(at, 'plan_reminder')).toHaveLength(2)
  })

  it('goes missed, grace, broken; returns the case with its reason and asks a supervisor, once', async () => {
    const { at, planId } = await active()
    expect(await checkPlans(later(at.system, 30))).toMatchObject({ missed: 0, broken: 0 })
    expect(await checkPlans(later(at.system, 31))).toMatchObject({ missed: 1, broken: 0 })
    expect(await checkPlans(later(at.system, 31))).toMatchObject({ missed: 0, broken: 0 })
    expect((await rowOf(planId)).status).toBe('grace')
    expect(await messagesOf(at, 'plan_missed')).toHaveLength(1)
    expect(await checkPlans(later(at.system, 33))).toMatchObject({ broken: 0 })
    expect(await checkPlans(later(at.system, 34))).toMatchObject({ broken: 1 })
    expect(await checkPlans(later(at.system, 34))).toMatchObject({ broken: 0 })
    const found = await caseOf(at)
    expect(found?.queue).toBe('work')
    expect(found?.rankReasons.map(reason => reason.code)).toContain('plan_broken')
    expect(await escalationOf(planId)).toMatchObject({ kind: 'plan_broken', status: 'open' })
    expect((await loadLoanState(later(at.system, 34), at.person.id, at.loanId)).dpd).toBeGreaterThan(90)
  })

  it('breaks no plan before its person was told, however long the sweep was away', async () => {
    const { at, planId } = await active()
    expect(await checkPlans(later(at.system, 50))).toMatchObject({ missed: 1, broken: 0 })
    expect(await checkPlans(later(at.system, 50))).toMatchObject({ missed: 0, broken: 0 })
    expect((await rowOf(planId)).status).toBe('grace')
    expect(await checkPlans(later(at.system, 53))).toMatchObject({ broken: 1 })
  })

  it('changes nothing by a reaction without a payment', async () => {
    const { at, planId } = await active()
    await transaction(at.system, ctx => applyPaymentToPlans(ctx, at.person.id))
    expect((await rowOf(planId)).status).toBe('active')
  })

  it('catches up at once when the missing payment lands, and is late again when it is taken back', async () => {
    const { at, planId } = await active()
    await checkPlans(later(at.system, 31))
    const { firstDueOn } = await rowOf(planId)
    const progress = (await getPlan(at.system, at.person.id, planId)).progress
    const paid = await pay(at, later(at.system, 32), progress.dates[0]?.totalCents ?? 0)
    expect((await rowOf(planId)).status).toBe('active')
    expect((await getPlan(later(at.system, 32), at.person.id, planId)).progress.coveredCount).toBe(1)
    await reversePayment(later(at.system, 32), { borrowerId: at.person.id, paymentId: paid.paymentId, reason: 'bounced' })
    expect((await rowOf(planId)).status).toBe('grace')
    expect(firstDueOn).toBe(addMonths(TODAY, 1))
    expect(await messagesOf(at, 'plan_missed')).toHaveLength(2)
  })

  it('says a date that is late behind another by itself, and breaks no plan on the word of an earlier lateness', async () => {
    const { at, planId } = await active(600_000, { ...monthly(20, addDays(TODAY, 7)), frequency: 'weekly' } as PlanTerms)
    const { dates } = (await getPlan(at.system, at.person.id, planId)).progress
    const told = async () => (await messagesOf(at, 'plan_missed')).toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(message => message.body)
    expect(await checkPlans(later(at.system, 19))).toMatchObject({ missed: 1 })
    expect((await told())[0]).toMatch(/2026年6月22日到期.*在2026年7月6日前补足/)
    const first = await pay(at, later(at.system, 20), Number(dates[0]?.totalCents))
    expect((await told())[1]).toMatch(/2026年6月29日到期.*在2026年7月7日前补足/)
    expect(await checkPlans(later(at.system, 22))).toMatchObject({ missed: 0, broken: 0 })
    await pay(at, later(at.system, 22), Number(dates[1]?.totalCents) + Number(dates[2]?.totalCents))
    expect((await rowOf(planId)).status).toBe('active')
    await reversePayment(later(at.system, 26), { borrowerId: at.person.id, paymentId: first.paymentId, reason: 'bounced' })
    expect(await told()).toHaveLength(3)
    expect(await checkPlans(later(at.system, 26))).toMatchObject({ missed: 0, broken: 0 })
    expect(await checkPlans(later(at.system, 28))).toMatchObject({ broken: 0 })
    expect(await checkPlans(later(at.system, 29))).toMatchObject({ broken: 1 })
  })

  it('gives the day of the notice where a plan has no days of grace', async () => {
    const { at, planId } = await active()
    await world.owner.db.update(plans).set({ graceDays: 0 }).where(eq(plans.id, planId))
    expect(await checkPlans(later(at.system, 31))).toMatchObject({ missed: 1, broken: 0 })
    expect((await messagesOf(at, 'plan_missed'))[0]?.body).toContain('在2026年7月16日前补足')
    expect(await checkPlans(later(at.system, 31))).toMatchObject({ missed: 0, broken: 0 })
    expect(await checkPlans(later(at.system, 32))).toMatchObject({ broken: 1 })
  })

  it('completes with the last cent, closes the case, and reopens when that cent is taken back', async () => {
    const { at, planId } = await active()
    const { totalCents } = await rowOf(planId)
    const paid = await pay(at, later(at.system, 5), totalCents)
    expect((await rowOf(planId)).status).toBe('completed')
    expect((await caseOf(at))?.status).toBe('closed')
    expect(await messagesOf(at, 'plan_completed')).toHaveLength(1)
    await reversePayment(later(at.system, 6), { borrowerId: at.person.id, paymentId: paid.paymentId, reason: 'bounced' })
    expect((await rowOf(planId)).status).toBe('active')
    expect(await checkPlans(later(at.system, 6))).toMatchObject({ missed: 0, completed: 0 })
  })

  it('makes an offer anew when a payment moves its figures; the old text can no longer be signed', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    await pay(at, at.system, 50_000)
    await transaction(at.system, ctx => applyPaymentToPlans(ctx, at.person.id))
    expect((await rowOf(planId)).status).toBe('superseded')
    const offers = (await listPlans(at.borrower, at.person.id)).filter(plan => plan.status === 'offer')
    expect(offers).toHaveLength(1)
    expect(offers[0]?.totalCents).toBe((await rowOf(planId)).totalCents - 50_000)
    expect(await refusal(sign(at, planId, at.borrower, { code: '123456' }))).toBe('move_not_permitted')
    expect(await refusal(sign(at, offers[0]?.id ?? ''))).toBe('accepted')
  })

  it('makes an offer anew when money moves on a later day than the offer: what was paid is owed no more', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const paid = await pay(at, later(at.system, 1), 50_000)
    expect((await rowOf(planId)).status).toBe('superseded')
    const offered = async () => (await listPlans(later(at.borrower, 2), at.person.id)).find(plan => plan.status === 'offer')
    const anew = await offered()
    expect(anew?.totals.owedCents).toBeLessThan((await rowOf(planId)).totalCents - 49_000)
    await reversePayment(later(at.system, 2), { borrowerId: at.person.id, paymentId: paid.paymentId, reason: 'bounced' })
    const again = await offered()
    expect(again?.totals.owedCents).toBeGreaterThan((await rowOf(planId)).totalCents)
    await sign(at, again?.id ?? '', later(at.borrower, 2))
    expect((await loadLoanState(later(at.system, 2), at.person.id, at.loanId)).outstandingCents).toBe(again?.totalCents)
  })
})
