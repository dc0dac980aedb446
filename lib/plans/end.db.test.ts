import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { addMonths, localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { proposePlan } from './commands'
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

describe('a completed plan beside a later one of another loan', () => {
  it('is open again when its payment is taken back', async () => {
    const { at, planId } = await active(600_000, monthly(6, addMonths(TODAY, 1)))
    const { paymentId } = await pay(at, later(at.system, 1), (await rowOf(planId)).totalCents)
    expect((await rowOf(planId)).status).toBe('completed')
    const terms = { principalCents: cents(300_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
    const second = await openLoan(later(at.system, 2), { ...terms, borrowerId: at.person.id, number: `L-${newId().slice(-12)}`, product: 'cash', disbursedOn: localDate('2026-02-01'), firstDueOn: localDate('2026-03-01') })
    const { caseId } = await refreshCase(later(at.system, 2), at.person.id)
    const other = await proposePlan(later(at.reviewer, 2), { borrowerId: at.person.id, caseId, loanIds: [second.loanId], terms: monthly(6, addMonths(TODAY, 1)) })
    await sign(at, other.planId, later(at.borrower, 2))
    await reversePayment(later(at.supervisor, 3), { borrowerId: at.person.id, paymentId, reason: 'bounced' })
    expect([(await rowOf(planId)).status, (await rowOf(other.planId)).status]).toEqual(['active', 'active'])
    expect(await checkBorrower(later(at.system, 3), at.person.id)).toEqual([])
  })
})
