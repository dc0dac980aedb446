import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMonths } from '../dates'
import { loadLoanState } from '../loans/queries'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { applyPaymentToPlans, checkPlans, remindPlanInstalments } from './monitor-commands'
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
    expect(await messagesOf(at, 'plan_missed')).toHaveLength(1)
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
})
