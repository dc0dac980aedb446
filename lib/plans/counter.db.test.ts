import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { holds, loans } from '@/db/schema'
import { addDays, addMonths } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { acceptPlan, declinePlan } from './answer-commands'
import { counterPlan, withdrawOffer } from './counter-commands'
import type { Counter } from './counter-input'
import { expireOffers } from './monitor-commands'
import { getPlan, listPlans } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, rowOf, escalationOf, sign, pay } = planScenes(() => world)
const counter: Counter = { amountCents: cents(40_000), frequency: 'monthly', firstDueOn: addMonths(TODAY, 1), note: '发薪日以后' }

async function countered() {
  const at = await scene()
  const { planId } = await propose(at)
  await counterPlan(at.borrower, planId, counter)
  return { at, planId }
}

describe('asking for something else', () => {
  it('is kept with the offer, shown to both sides, and asks a person to look', async () => {
    const { at, planId } = await countered()
    expect(await rowOf(planId)).toMatchObject({ status: 'countered', counter })
    expect((await getPlan(at.reviewer, at.person.id, planId)).counter).toEqual(counter)
    expect((await listPlans(at.borrower, at.person.id)).map(plan => plan.counter)).toEqual([counter])
    expect(await escalationOf(planId)).toMatchObject({ kind: 'plan_counter', status: 'open' })
    await counterPlan(at.borrower, planId, { ...counter, amountCents: cents(50_000) })
    expect(await rowOf(planId)).toMatchObject({ status: 'countered', counter: { amountCents: 50_000 } })
  })

  it('is answered by a new offer, which takes the place of the old one', async () => {
    const { at, planId } = await countered()
    const answer = await propose(at, monthly(15))
    expect(await rowOf(planId)).toMatchObject({ status: 'superseded', endReason: 'answered' })
    expect(await escalationOf(planId)).toMatchObject({ status: 'withdrawn' })
    await sign(at, answer.planId)
    expect((await rowOf(answer.planId)).status).toBe('active')
    expect(await checkBorrower(at.system, at.person.id)).toEqual([])
  })

  it('leaves the offer open: it can be chosen, signed, refused, and it ends by itself', async () => {
    const { at, planId } = await countered()
    await acceptPlan(at.borrower, planId)
    expect((await rowOf(planId)).status).toBe('accepted')
    const second = await countered()
    await sign(second.at, second.planId)
    expect((await rowOf(second.planId)).status).toBe('active')
    expect(await escalationOf(second.planId)).toMatchObject({ status: 'withdrawn' })
    const third = await countered()
    await declinePlan(third.at.borrower, third.planId)
    expect((await rowOf(third.planId)).status).toBe('declined')
    const fourth = await countered()
    expect(await expireOffers(later(fourth.at.system, 15))).toEqual({ expired: 1 })
    expect(await refusal(counterPlan(later(fourth.at.borrower, 15), fourth.planId, counter))).toBe('plan_offer_expired')
  })

  it('waits on when a payment moves the figures and the offer is made anew', async () => {
    const { at, planId } = await countered()
    await pay(at, at.supervisor, 20_000)
    expect((await rowOf(planId)).status).toBe('superseded')
    const open = (await listPlans(at.borrower, at.person.id)).filter(plan => plan.status === 'countered')
    expect(open.map(plan => plan.counter)).toEqual([counter])
  })

  it('says every refusal at once, and is not found for a stranger', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const error = await counterPlan(at.borrower, planId, { ...counter, amountCents: cents(99_999_999), firstDueOn: TODAY }).catch((e: unknown) => e)
    expect(error).toMatchObject({ message: 'counter_not_possible', details: { refusals: [{ reason: 'counter_above_owed' }, { reason: 'plan_first_date_not_ahead' }] } })
    const far = await refusal(counterPlan(at.borrower, planId, { ...counter, firstDueOn: addDays(TODAY, 63) }))
    expect(far).toBe('counter_not_possible')
    const other = await scene()
    expect(await refusal(counterPlan(other.borrower, planId, counter))).toBe('not_found')
    expect(await refusal(counterPlan(at.reviewer, planId, counter))).toBe('forbidden')
    await sign(at, planId)
    expect(await refusal(counterPlan(at.borrower, planId, counter))).toBe('move_not_permitted')
  })

  it('asked twice at once is one question', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const answers = await Promise.all([refusal(counterPlan(at.borrower, planId, counter)), refusal(counterPlan(at.borrower, planId, counter))])
    expect(answers).toEqual(['accepted', 'accepted'])
    expect(await escalationOf(planId)).toMatchObject({ status: 'open' })
  })
})

describe('taking an offer back', () => {
  it('needs a reason, a person who may, and an offer that is open', async () => {
    const { at, planId } = await countered()
    const key = { borrowerId: at.person.id, planId }
    expect(await refusal(withdrawOffer(at.reviewer, { ...key, reason: '  ' }))).toBe('reason_needed')
    expect(await refusal(withdrawOffer(at.borrower, { ...key, reason: 'x' }))).toBe('forbidden')
    const collector = await world.ctx(await world.staff(at.lender.id, 'collector'))
    expect(await refusal(withdrawOffer(collector, { ...key, reason: 'x' }))).toBe('forbidden')
    const other = await scene()
    expect(await refusal(withdrawOffer(other.reviewer, { ...key, reason: 'x' }))).toBe('not_found')
    const answers = await Promise.all([1, 2].map(() => refusal(withdrawOffer(at.reviewer, { ...key, reason: '金额有误' }))))
    expect(answers.toSorted()).toEqual(['accepted', 'move_not_permitted'])
    expect(await rowOf(planId)).toMatchObject({ status: 'cancelled', endReason: 'withdrawn' })
    expect(await refusal(acceptPlan(at.borrower, planId))).toBe('move_not_permitted')
    const running = await world.owner.db.select().from(holds).where(eq(holds.sourceId, planId))
    expect(running.map(hold => hold.endedAt)).toEqual([null])
  })

  it('does not reach a signed plan', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    await sign(at, planId)
    expect(await refusal(withdrawOffer(at.reviewer, { borrowerId: at.person.id, planId, reason: 'x' }))).toBe('plan_already_signed')
  })
})

describe('the watch', () => {
  it('runs a year from the last date of a signed plan, and from the day it was completed', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    await sign(at, planId)
    const watchOf = async () => (await world.owner.db.select().from(loans).where(eq(loans.id, at.loanId)))[0]?.watchUntil
    expect(await watchOf()).toBe(addMonths((await rowOf(planId)).lastDueOn, 12))
    await pay(at, later(at.supervisor, 1), (await rowOf(planId)).totalCents)
    expect(await watchOf()).toBe(addMonths(addDays(TODAY, 1), 12))
  })
})
