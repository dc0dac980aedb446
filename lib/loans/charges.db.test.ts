import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, loanCharges } from '@/db/schema'
import { newId } from '../clock'
import type { ApiActor, Ctx } from '../context'
import { addDays, addMonths } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { cents, ZERO } from '../money'
import { listPlans } from '../plans/queries'
import type { PlanTerms } from '../plans/plan'
import { useDatabase } from '../testing/database'
import { planScenes, TODAY, type PlanScene } from '../testing/plan-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { listCharges } from './charge-queries'
import { addCharge, billCharge, cancelCharge, type AddCharge } from './charge-commands'
import { loadLoan, loadLoanState } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose } = planScenes(() => world)
const aCharge = (at: PlanScene, own: Partial<AddCharge> = {}): AddCharge => ({
  ...{ borrowerId: at.person.id, loanId: at.loanId, component: 'cost', amountCents: cents(5_000), dueOn: TODAY, reason: 'court fee', requestKey: newId() },
  ...own,
})
const stored = (at: PlanScene) => world.owner.db.select().from(loanCharges).where(eq(loanCharges.borrowerId, at.person.id))
const apiOf = async (at: PlanScene, ...scopes: string[]): Promise<Ctx<ApiActor>> => world.ctx({ kind: 'api', id: newId(), lenderId: at.lender.id, scopes }, NOON)

describe('a fee or a cost', () => {
  it('is owed once for its key, whoever asks again and at once, and gone when it is taken back', async () => {
    const at = await scene()
    const before = await loadLoanState(at.system, at.person.id, at.loanId)
    const asked = aCharge(at)
    const machine = await apiOf(at, 'charge:record')
    const answers = await Promise.all([addCharge(machine, asked), addCharge(machine, asked), addCharge(at.supervisor, asked)])
    expect(new Set(answers.map(one => one.chargeId)).size).toBe(1)
    expect(answers.filter(one => !one.isReplay)).toHaveLength(1)
    const after = await loadLoanState(at.system, at.person.id, at.loanId)
    expect([after.outstandingCents - before.outstandingCents, after.dueCents - before.dueCents, after.outstanding.cost]).toEqual([5_000, 5_000, 5_000])
    expect(await checkBorrower(at.system, at.person.id)).toEqual([])
    expect(await listCharges(at.supervisor, at.person.id)).toMatchObject([{ component: 'cost', amountCents: 5_000, reason: 'court fee' }])
    const chargeId = answers[0].chargeId
    await cancelCharge(at.supervisor, { borrowerId: at.person.id, chargeId })
    await expect(cancelCharge(at.supervisor, { borrowerId: at.person.id, chargeId })).rejects.toMatchObject({ message: 'charge_cancelled_before' })
    expect((await loadLoanState(at.system, at.person.id, at.loanId)).outstandingCents).toBe(before.outstandingCents)
    expect([await listCharges(at.supervisor, at.person.id), await checkBorrower(at.system, at.person.id)]).toEqual([[], []])
    const traces = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, at.lender.id), eq(auditEvents.type, 'loan.charged')))
    expect(traces).toHaveLength(1)
  })

  it('is refused with another body under its key, on impossible days, without an amount, and on another’s loan', async () => {
    const at = await scene()
    const asked = aCharge(at)
    await addCharge(at.supervisor, asked)
    await expect(addCharge(at.supervisor, { ...asked, amountCents: cents(5_001) })).rejects.toMatchObject({ code: 'conflict', message: 'idempotency_key_reused' })
    for (const dueOn of [addDays(TODAY, -4_000), addMonths(TODAY, 13)]) await expect(addCharge(at.supervisor, aCharge(at, { dueOn }))).rejects.toMatchObject({ code: 'invalid', message: 'charge_day_impossible' })
    await expect(addCharge(at.supervisor, aCharge(at, { amountCents: ZERO }))).rejects.toMatchObject({ code: 'invalid' })
    const other = await scene()
    await expect(addCharge(at.supervisor, aCharge(other))).rejects.toMatchObject({ code: 'not_found' })
    await expect(addCharge(at.supervisor, aCharge(at, { loanId: other.loanId }))).rejects.toMatchObject({ code: 'not_found' })
    expect([(await stored(at)).length, (await stored(other)).length]).toEqual([1, 0])
  })

  it('is one for its key also where two people’s are billed at once', async () => {
    const at = await scene()
    const other = await scene(undefined, at)
    const requestKey = newId()
    const both = await Promise.allSettled([addCharge(at.supervisor, aCharge(at, { requestKey })), addCharge(at.supervisor, aCharge(other, { requestKey }))])
    expect(both.map(one => (one.status === 'fulfilled' ? 'billed' : one.reason instanceof Error ? one.reason.message : '')).sort()).toEqual(['billed', 'idempotency_key_reused'])
  })

  it('finds its loan by its number, within one lender and, where one is named, one borrower', async () => {
    const [at, other] = [await scene(), await scene()]
    const { record: { loan: { number: loanNumber } } } = await loadLoan(at.system, at.person.id, at.loanId)
    const asked = { ...aCharge(at), loanNumber }
    const machine = await apiOf(at, 'charge:record')
    const first = await billCharge(machine, asked)
    expect(first).toMatchObject({ borrowerId: at.person.id, isReplay: false })
    expect(await billCharge(machine, asked)).toEqual({ ...first, isReplay: true })
    await expect(billCharge(other.supervisor, asked)).rejects.toMatchObject({ code: 'not_found' })
    await expect(billCharge(at.supervisor, { ...asked, requestKey: newId(), ofBorrower: other.person.id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await stored(at)).toHaveLength(1)
  })

  it('is no matter of other roles, of a key without the scope, or of the borrower', async () => {
    const at = await scene()
    const { chargeId } = await addCharge(at.supervisor, aCharge(at))
    const actors = [at.reviewer, at.borrower, await apiOf(at, 'payment:record', 'payment:reverse'), await world.ctx(await world.staff(at.lender.id, 'admin')), await world.ctx(await world.staff(at.lender.id, 'negotiator'))]
    for (const ctx of actors) {
      await expect(billCharge(ctx, { ...aCharge(at), loanNumber: 'L-1' })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(addCharge(ctx, aCharge(at))).rejects.toMatchObject({ code: 'forbidden' })
      await expect(cancelCharge(ctx, { borrowerId: at.person.id, chargeId })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listCharges(ctx, at.person.id)).rejects.toMatchObject({ code: 'forbidden' })
    }
    const stranger = (await scene()).supervisor
    await expect(cancelCharge(stranger, { borrowerId: at.person.id, chargeId })).rejects.toMatchObject({ code: 'not_found' })
    expect(await listCharges(stranger, at.person.id)).toEqual([])
  })

  it('makes an offer anew that it moves, so that what is signed is what is owed', async () => {
    const at = await scene()
    const level: PlanTerms = { kind: 'instalments', count: 3, frequency: 'monthly', firstDueOn: addMonths(TODAY, 1), freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
    await propose(at, level)
    const offered = async () => (await listPlans(at.borrower, at.person.id)).filter(plan => plan.status === 'offer').map(plan => plan.totals.totalCents)
    const [before] = await offered()
    await addCharge(await apiOf(at, 'charge:record'), aCharge(at))
    expect(await offered()).toEqual([(before ?? 0) + 5_000])
  })
})
