import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMonths } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { loadLoanState } from '../loans/queries'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { endPlan } from './end-commands'
import { listPlans } from './queries'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, rowOf, caseOf, messagesOf, sign, active, pay } = planScenes(() => world)

describe('ending a running plan', () => {
  it('brings the contract back, says why, and lets money be taken back that the plan counted on', async () => {
    const at = await scene()
    const { paymentId } = await pay(at, at.system, 50_000)
    const { planId } = await propose(at)
    await sign(at, planId)
    const supervisor = later(at.supervisor, 2)
    const reversal = { borrowerId: at.person.id, paymentId, reason: 'bounced' }
    expect(await refusal(reversePayment(supervisor, reversal))).toBe('payment_before_plan')
    await endPlan(supervisor, { borrowerId: at.person.id, planId, reason: '6月15日的还款被退回' })
    expect(await rowOf(planId)).toMatchObject({ status: 'cancelled', endedOn: supervisor.today, endReason: 'ended' })
    expect((await messagesOf(at, 'plan_ended'))[0]?.body).toContain('您的还款计划已终止')
    expect((await caseOf(at))?.queue).toBe('work')
    expect(await listPlans(at.borrower, at.person.id)).toMatchObject([{ status: 'cancelled', endNote: '6月15日的还款被退回' }])
    expect(await refusal(reversePayment(supervisor, reversal))).toBe('accepted')
    expect((await loadLoanState(supervisor, at.person.id, at.loanId)).oldestUnpaidDueOn).toBe('2026-03-01')
    expect(await checkBorrower(later(at.system, 2), at.person.id)).toEqual([])
    expect(await refusal(endPlan(supervisor, { borrowerId: at.person.id, planId, reason: 'again' }))).toBe('plan_not_running')
  })

  it('is a supervisor’s of that lender, with a reason, once', async () => {
    const { at, planId } = await active(600_000, monthly(6, addMonths(TODAY, 1)))
    const other = await scene()
    const input = { borrowerId: at.person.id, planId, reason: 'asked' }
    expect(await refusal(endPlan(at.reviewer, input))).toBe('forbidden')
    expect(await refusal(endPlan(at.borrower, input))).toBe('forbidden')
    expect(await refusal(endPlan(other.supervisor, input))).toBe('not_found')
    expect(await refusal(endPlan(at.supervisor, { ...input, reason: ' ' }))).toBe('reason_needed')
    const answers = await Promise.all([refusal(endPlan(at.supervisor, input)), refusal(endPlan(at.supervisor, input))])
    expect(answers.toSorted()).toEqual(['accepted', 'plan_not_running'])
    expect(await messagesOf(at, 'plan_ended')).toHaveLength(1)
  })
})
