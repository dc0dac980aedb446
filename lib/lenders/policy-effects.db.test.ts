import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loans, policyChanges } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addHours, localDate, type LocalDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { checkPlans } from '../plans/monitor-commands'
import { getPlan } from '../plans/queries'
import { useDatabase } from '../testing/database'
import { planScenes, TODAY } from '../testing/plan-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { decidePolicyChange, proposePolicyChange } from './policy-commands'
import type { ProposePolicy } from './policy-input'
import { getPolicy } from './policy-queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())
const { active, pay, rowOf } = planScenes(() => world)
const days = (count: number) => addHours(NOON, 24 * count)

/** Proposed by one and approved by another, on the day. */
async function change(lenderId: string, section: ProposePolicy['section'], { product = '', ...typed }: Record<string, string>, [proposedOn, approvedOn]: [number, number] = [0, 0]) {
  const maker = await world.ctx(await world.staff(lenderId, 'compliance'), days(proposedOn))
  const checker = await world.ctx(await world.staff(lenderId, 'supervisor'), days(approvedOn))
  const { version } = await getPolicy(maker)
  const { changeId } = await proposePolicyChange(maker, { section, version, requestId: newId(), product, reason: 'people asked for it', typed })
  return decidePolicyChange(checker, { id: changeId, decision: 'approve', note: '' })
}

describe('an approved number', () => {
  it('is what the guardian of a running plan goes by from then on', async () => {
    const { at, planId } = await active()
    const { dates } = (await getPlan(at.system, at.person.id, planId)).progress
    await checkPlans(await world.systemCtx(at.lender.id, days(31)))
    await checkPlans(await world.systemCtx(at.lender.id, days(34)))
    const last = async () => (await getPlan(await world.systemCtx(at.lender.id, days(34)), at.person.id, planId)).cure?.untilOn
    expect(await last()).toBe(addDays(TODAY, 44))
    await change(at.lender.id, 'guardian', { cureDays: '25' }, [34, 34])
    expect(await last()).toBe(addDays(TODAY, 59))
    await pay(at, await world.systemCtx(at.lender.id, days(55)), Number(dates[0]?.totalCents))
    expect((await rowOf(planId)).status).not.toBe('broken')
  })
})

const terms = { waterfall: 'civil_561', multiplier: '130', dayCount: 'act/365', cap: '24', lprMultiple: '', compound: 'no', graceDays: '2' }

async function aLoan(system: Ctx, disbursedOn: LocalDate, product = 'cash') {
  const person = await world.borrower(system.lender.id)
  const contract = { principalCents: cents(600_000), annualRatePpm: 150_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
  const { loanId } = await openLoan(system, { ...contract, borrowerId: person.id, number: `L-${newId().slice(-12)}`, product, disbursedOn, firstDueOn: addDays(disbursedOn, 31) })
  return { borrowerId: person.id, loanId }
}

describe('new terms of money', () => {
  it('leave every loan of before as it was, to the cent, and hold for loans paid out from their day on', async () => {
    const lender = await world.lender()
    const old = await aLoan(await world.systemCtx(lender.id), localDate('2026-02-18'))
    await refreshCase(await world.systemCtx(lender.id), old.borrowerId)
    const stateOf = async ({ borrowerId, loanId }: typeof old, day: number) => loadLoanState(await world.systemCtx(lender.id, days(day)), borrowerId, loanId)
    const before = [await stateOf(old, 0), await stateOf(old, 120)]
    await change(lender.id, 'terms', { ...terms, from: addDays(TODAY, 1) })
    expect([await stateOf(old, 0), await stateOf(old, 120)]).toEqual(before)
    expect(await checkBorrower(await world.systemCtx(lender.id), old.borrowerId)).toEqual([])
    const recent = await aLoan(await world.systemCtx(lender.id, days(1)), addDays(TODAY, 1))
    const twin = await aLoan(await world.systemCtx(lender.id, days(1)), TODAY)
    const [mild, dear] = [await stateOf(recent, 101), await stateOf(twin, 100)]
    const penalty = (state: typeof mild) => state.lines.filter(line => line.component === 'penalty').reduce((sum, line) => sum + line.billedCents, 0)
    expect(penalty(mild)).toBeGreaterThan(0)
    expect(penalty(mild)).toBeLessThan(penalty(dear))
  })

  it('of a product are for that product', async () => {
    const lender = await world.lender()
    await aLoan(await world.systemCtx(lender.id), localDate('2026-02-18'), 'card')
    await change(lender.id, 'terms', { ...terms, product: 'card', from: addDays(TODAY, 1), cap: '', dayCount: '', multiplier: '', compound: '', waterfall: '' })
    const { policy } = await world.systemCtx(lender.id).then(ctx => ctx.lender)
    expect(policy.terms).toEqual({ products: { card: { [addDays(TODAY, 1)]: { penalty: { graceDays: 2 } } } } })
    await expect(change(lender.id, 'terms', { ...terms, product: 'unheard-of', from: addDays(TODAY, 1) })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('begin on no day that has come by the time of approval, nor where a loan is paid out later', async () => {
    const lender = await world.lender()
    await expect(change(lender.id, 'terms', { ...terms, from: addDays(TODAY, 2) }, [0, 2])).rejects.toMatchObject({ message: 'policy_from_not_free' })
    const [waiting] = await world.owner.db.select().from(policyChanges).where(eq(policyChanges.lenderId, lender.id))
    expect(waiting?.outcome).toBeNull()
    const { loanId } = await aLoan(await world.systemCtx(lender.id), localDate('2026-06-01'))
    await world.owner.db.update(loans).set({ disbursedOn: addDays(TODAY, 9) }).where(eq(loans.id, loanId))
    await expect(change(lender.id, 'terms', { ...terms, from: addDays(TODAY, 5) })).rejects.toMatchObject({ details: { fields: { from: 'policy_from_not_free' } } })
    const checker = await world.ctx(await world.staff(lender.id, 'admin'))
    await expect(decidePolicyChange(checker, { id: waiting?.id ?? '', decision: 'approve', note: '' })).rejects.toMatchObject({ message: 'policy_from_not_free' })
    await change(lender.id, 'terms', { ...terms, from: addDays(TODAY, 10) })
  })
})
