import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holds, planSignatures, promises } from '@/db/schema'
import { addDays } from '../dates'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { decideDuePromises } from '../promises/commands'
import { takePromise } from '../promises/taking-commands'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { acceptPlan, declinePlan, signPlan } from './answer-commands'
import { proposePlans } from './commands'
import { expireOffers } from './monitor-commands'
import type { PlanTerms } from './plan'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, rowOf, caseOf, messagesOf, codeFor, sign } = planScenes(() => world)

describe('signing', () => {
  it('starts the schedule, ends the hold and moves the case to its plan, in one act', async () => {
    const at = await scene()
    const [first, second] = await proposePlans(at.reviewer, {
      borrowerId: at.person.id,
      caseId: at.caseId,
      terms: [monthly(6), monthly(12)],
    })
    await acceptPlan(at.borrower, second?.planId ?? '')
    await sign(at, second?.planId ?? '')
    expect(await rowOf(second?.planId ?? '')).toMatchObject({ status: 'active', activeFrom: TODAY })
    expect((await rowOf(first?.planId ?? '')).status).toBe('superseded')
    expect((await caseOf(at))?.queue).toBe('plan')
    const state = await loadLoanState(at.system, at.person.id, at.loanId)
    expect(state).toMatchObject({ version: 2, dpd: 0 })
    expect(state.outstandingCents).toBe((await rowOf(second?.planId ?? '')).totalCents)
    expect(await messagesOf(at, 'plan_active')).toHaveLength(1)
  })

  it('names the first instalment, not the dearest', async () => {
    const at = await scene()
    const steps = [{ count: 3, amountCents: cents(10_000) }]
    const { planId } = await propose(at, { ...monthly(6), kind: 'step_up', steps } as PlanTerms)
    await sign(at, planId)
    expect((await messagesOf(at, 'plan_active'))[0]?.body).toContain('首期¥100.00，2026年7月15日到期')
  })

  it('takes the place of an open promise: nobody is said to have broken it', async () => {
    const at = await scene()
    const collector = await world.ctx(await world.staff(at.lender.id, 'collector'))
    const taken = { borrowerId: at.person.id, caseId: at.caseId, amountCents: cents(10_000), dueOn: addDays(TODAY, 5), contactId: null, toldOfLimitation: false }
    const { promiseId } = await takePromise(collector, taken)
    const { planId } = await propose(at)
    await sign(at, planId)
    const statusOf = async () => (await world.owner.db.select().from(promises).where(eq(promises.id, promiseId)))[0]?.status
    expect(await statusOf()).toBe('cancelled')
    const running = (await world.owner.db.select().from(holds).where(eq(holds.borrowerId, at.person.id))).filter(hold => !hold.endedAt)
    expect(running).toEqual([])
    expect(await decideDuePromises(later(at.system, 20))).toEqual({ decided: 0 })
  })

  it('takes one signature from two tabs', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const code = await codeFor(at, at.borrower, planId)
    const answers = await Promise.all([
      refusal(sign(at, planId, at.borrower, { code })),
      refusal(sign(at, planId, at.borrower, { code })),
    ])
    expect(answers).toContain('accepted')
    expect(await world.owner.db.select().from(planSignatures).where(eq(planSignatures.planId, planId))).toHaveLength(1)
    expect((await loadLoanState(at.system, at.person.id, at.loanId)).version).toBe(2)
    expect(await refusal(sign(at, planId, at.borrower, { code }))).toBe('accepted')
  })

  it('refuses another text, another name and a wrong code, and keeps the code for a better try', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const code = await codeFor(at, at.borrower, planId)
    expect(await refusal(sign(at, planId, at.borrower, { code, agreementSha256: 'f'.repeat(64) }))).toBe('agreement_changed')
    expect(await refusal(sign(at, planId, at.borrower, { code, signedName: '王大明' }))).toBe('signed_name_differs')
    const wrong = code === '111111' ? '222222' : '111111'
    expect(await refusal(sign(at, planId, at.borrower, { code: wrong }))).toBe('signing_code_wrong')
    expect((await rowOf(planId)).status).toBe('offer')
    expect(await refusal(sign(at, planId, at.borrower, { code }))).toBe('accepted')
  })

  it('is not found for another borrower', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const stranger = await world.borrower(at.lender.id)
    const ctx = await world.borrowerCtx(at.lender.id, stranger.id)
    const { agreementSha256 } = await rowOf(planId)
    const input = {
      planId,
      signedName: '王小明',
      agreementSha256: agreementSha256 ?? '',
      code: '123456',
      locale: 'zh-CN' as const,
      knowsLimitation: true,
    }
    expect(await refusal(signPlan(ctx, input))).toBe('not_found')
    expect(await refusal(acceptPlan(ctx, planId))).toBe('not_found')
    expect(await refusal(declinePlan(ctx, planId))).toBe('not_found')
  })

  it('ends with the offer', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    expect(await expireOffers(later(at.system, 14))).toEqual({ expired: 0 })
    expect(await refusal(sign(at, planId, later(at.borrower, 15), { code: '123456' }))).toBe('plan_offer_expired')
    expect(await expireOffers(later(at.system, 15))).toEqual({ expired: 1 })
    expect(await expireOffers(later(at.system, 15))).toEqual({ expired: 0 })
    expect((await rowOf(planId)).status).toBe('expired')
  })
})
