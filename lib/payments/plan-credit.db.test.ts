import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../clock'
import { addDays, addMinutes, addMonths } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { checkBorrower } from '../ledger/check-queries'
import { sumAccount } from '../ledger/posting-queries'
import { getStatement } from '../ledger/statement-queries'
import { addCharge, cancelCharge } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents, ZERO } from '../money'
import type { PlanTerms } from '../plans/plan'
import { useDatabase } from '../testing/database'
import { planScenes, TODAY, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { read, transaction } from '../transaction'
import { recordPayment, reversePayment } from './commands'
import { postRefund } from './refund-commands'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, escalationOf, sign } = planScenes(() => world)
const settlement: PlanTerms = { kind: 'settlement', settleCents: cents(400_000), count: 2, frequency: 'monthly', firstDueOn: addMonths(TODAY, 1), freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }

async function settled(before: (at: PlanScene) => Promise<unknown> = () => Promise.resolve()): Promise<PlanScene> {
  const at = await scene()
  await before(at)
  const { planId } = await propose(at, settlement)
  const asked = await escalationOf(planId)
  await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })
  await sign(at, planId)
  return at
}

/** Learnt of after the plan began, counting from before it. */
const payLate = (at: PlanScene, amountCents: number) =>
  recordPayment({ ...at.system, now: addMinutes(at.system.now, 1) }, {
    target: { kind: 'borrower', number: `B-${at.person.id.slice(-12)}` },
    amountCents: cents(amountCents),
    currency: 'CNY',
    effectiveOn: addDays(TODAY, -5),
    channel: 'bank_transfer',
    source: 'test',
    externalId: newId(),
    idempotencyKey: newId(),
  })
/** By 450,000 five days before the plan, with the penalty of those days that it saved. */
const CREDIT = 50_627
const stateOf = (at: PlanScene) => loadLoanState(at.system, at.person.id, at.loanId)
const creditOf = async (at: PlanScene) => (await read(at.system, ctx => sumAccount(ctx, at.person.id, at.loanId, 'credit'))).reduce((sum, one) => sum - one.amountCents, 0)
const clean = async (at: PlanScene) => expect(await checkBorrower(at.system, at.person.id)).toEqual([])
const refund = (at: PlanScene, amountCents: number) =>
  transaction({ ...at.supervisor, now: addMinutes(at.supervisor.now, 2) }, ctx => postRefund(ctx, { borrowerId: at.person.id, loanId: at.loanId, amountCents: cents(amountCents) }))

describe('money from before a plan that is more than the plan asks for', () => {
  it('is credit in the books, and can be paid back', async () => {
    const at = await settled()
    const { paymentId } = await payLate(at, 450_000)
    expect(await stateOf(at)).toMatchObject({ outstandingCents: 0, overpaidCents: CREDIT })
    expect(await creditOf(at)).toBe(CREDIT)
    await clean(at)
    await refund(at, CREDIT)
    expect((await stateOf(at)).overpaidCents).toBe(0)
    expect(await creditOf(at)).toBe(0)
    await clean(at)
    await expect(reversePayment(at.supervisor, { borrowerId: at.person.id, paymentId, reason: 'twice' })).rejects.toMatchObject({ message: 'refund_uncovered' })
  })

  it('pays what is billed later', async () => {
    const at = await settled()
    await payLate(at, 450_000)
    await addCharge({ ...at.system, now: addMinutes(at.system.now, 2) }, { borrowerId: at.person.id, loanId: at.loanId, component: 'cost', amountCents: cents(20_000), dueOn: TODAY, reason: 'court fee' })
    expect(await stateOf(at)).toMatchObject({ outstandingCents: 0, overpaidCents: CREDIT - 20_000 })
    await clean(at)
    const { loans } = await getStatement(at.reviewer, at.person.id)
    expect(loans[0]?.detail.account).toMatchObject({ outstandingCents: 0, creditCents: CREDIT - 20_000 })
    expect(loans[0]?.detail.account.sections.reduce((sum, section) => sum + section.sumCents, 0)).toBe(0)
  })

  it('is no credit where nobody has paid it', async () => {
    let chargeId = ''
    const at = await settled(async at => {
      const charge = { borrowerId: at.person.id, loanId: at.loanId, component: 'fee' as const, amountCents: cents(500_000), dueOn: TODAY, reason: 'a fee' }
      chargeId = (await addCharge(at.system, charge)).chargeId
    })
    await cancelCharge(at.supervisor, { borrowerId: at.person.id, chargeId })
    expect(await stateOf(at)).toMatchObject({ outstandingCents: 0, overpaidCents: 0 })
    await clean(at)
  })
})
