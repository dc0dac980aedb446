import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, addMonths, daysBetween } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { checkBorrower } from '../ledger/check-queries'
import { byComponent } from '../ledger/entries'
import { replayRecord } from '../ledger/loan-record'
import { sumAccount } from '../ledger/posting-queries'
import { loadLoan, loadLoanState } from '../loans/queries'
import { bookOf } from '../loans/record-queries'
import { cents, formatMoney, ZERO } from '../money'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, planScenes, TODAY, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { read } from '../transaction'
import { adjustPlan } from './adjust-commands'
import { checkPlans } from './monitor-commands'
import { sumParts } from './parts'
import type { PlanTerms } from './plan'
import { loadPlannedLoans } from './position-queries'
import { getPlan } from './queries'
import { totalsOf } from './stored-plan'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, rowOf, escalationOf, messagesOf, sign, pay } = planScenes(() => world)

const plain = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
const dates = { frequency: 'monthly' as const, firstDueOn: addMonths(TODAY, 1) }
const runs = { ...plain, freezeInterest: false }
const waives = { ...plain, waivePenaltyCents: cents(900), waiveInterestCents: cents(700) }
const kinds: [string, PlanTerms][] = [
  ['extension', { kind: 'extension', shiftPeriods: 5, ...plain }],
  ['extension, conditional waiver', { kind: 'extension', shiftPeriods: 5, ...waives }],
  ['instalments at the contract rate', { kind: 'instalments', count: 6, ...dates, ...runs }],
  ['instalments, conditional waiver', { kind: 'instalments', count: 6, ...dates, ...waives }],
  ['instalments, waiver for good', { kind: 'instalments', count: 6, ...dates, ...waives, isConditional: false }],
  ['on pay-day', { kind: 'instalments', count: 3, ...dates, payDay: 31, ...plain }],
  ['fortnightly', { kind: 'instalments', count: 8, ...dates, frequency: 'fortnightly', ...runs }],
  ['holiday', { kind: 'holiday', periods: 2, count: 6, ...dates, ...runs }],
  ['step-up', { kind: 'step_up', steps: [{ count: 2, amountCents: cents(30_000) }, { count: 2, amountCents: cents(60_000) }], count: 4, ...dates, ...runs }],
  ['lump sum and instalments', { kind: 'lump_sum_plus', lumpCents: cents(200_000), count: 4, ...dates, ...waives }],
  ['settlement', { kind: 'settlement', settleCents: cents(400_000), count: 2, ...dates, ...plain }],
]
const token: PlanTerms = { kind: 'token', amountCents: cents(10_000), count: 3, ...dates, ...runs }

async function signed(terms: PlanTerms): Promise<{ at: PlanScene; planId: string; owedCents: number }> {
  const at = await scene()
  const owedCents = await owedOf(at)
  const { planId, status } = await propose(at, terms)
  if (status === 'awaiting_approval') {
    const asked = await escalationOf(planId)
    await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })
  }
  await sign(at, planId)
  return { at, planId, owedCents }
}
/** What a plan for the loan would start from. */
async function owedOf(at: PlanScene, days = 0): Promise<number> {
  const { loans } = await loadPlannedLoans(later(at.reviewer, days), at.person.id, [at.loanId])
  return loans.reduce((sum, { position }) => sum + position.owedCents, 0)
}
const sums = (at: PlanScene, account: 'waived' | 'written_off' | 'deferred') =>
  read(at.system, async ctx => {
    const parts = byComponent(await sumAccount(ctx, at.person.id, at.loanId, account))
    return Object.values(parts).reduce((sum, part) => sum + part, 0)
  })
const stateOf = (at: PlanScene, days = 0) => loadLoanState(later(at.system, days), at.person.id, at.loanId)
/** The contract alone, with every payment; penalty-free days stay what they were. */
async function contractOf(at: PlanScene, days: number) {
  const ctx = later(at.system, days)
  const { record } = await loadLoan(ctx, at.person.id, at.loanId)
  return replayRecord({ ...record, schedules: record.schedules.filter(schedule => schedule.version === 1) }, bookOf(ctx))
}
const clean = async (at: PlanScene, days = 0) => expect(await checkBorrower(later(at.system, days), at.person.id)).toEqual([])
const relief = { extension: 'waived', settlement: 'written_off' } as Record<string, 'waived' | 'written_off'>

describe.each(kinds)('%s', (_, terms) => {
  it('asks for its sum when signed, grants what it forgives when it is kept, and takes that back with the last payment', async () => {
    const { at, planId, owedCents } = await signed(terms)
    const { totalCents, totals } = await rowOf(planId)
    const { waivedCents } = totalsOf({ totals })
    expect((await owedOf(at)) + waivedCents).toBe(owedCents)
    const into = relief[terms.kind] ?? 'waived'
    const isForGood = !terms.isConditional
    expect((await stateOf(at)).outstandingCents).toBe(totalCents)
    expect([await sums(at, 'deferred'), await sums(at, into)]).toEqual(isForGood ? [0, waivedCents] : [waivedCents, 0])
    await clean(at)
    const { paymentId } = await pay(at, later(at.supervisor, 1), totalCents)
    expect((await rowOf(planId)).status).toBe('completed')
    expect(await stateOf(at, 1)).toMatchObject({ outstandingCents: 0, overpaidCents: 0 })
    expect([await sums(at, 'deferred'), await sums(at, into)]).toEqual([0, waivedCents])
    await clean(at, 1)
    await reversePayment(later(at.supervisor, 1), { borrowerId: at.person.id, paymentId, reason: 'returned' })
    expect((await rowOf(planId)).status).toBe('active')
    expect([await sums(at, 'deferred'), await sums(at, into)]).toEqual(isForGood ? [0, waivedCents] : [waivedCents, 0])
    await clean(at, 1)
  })

  it('gives way to the contract when it breaks, as if what was conditional had never been', async () => {
    const { at, planId } = await signed(terms)
    const { firstDueOn, totals } = await rowOf(planId)
    const missed = daysBetween(TODAY, firstDueOn) + 1
    expect(await checkPlans(later(at.system, missed))).toMatchObject({ missed: 1 })
    expect(await checkPlans(later(at.system, missed + 4))).toMatchObject({ broken: 1 })
    const kept = terms.isConditional ? 0 : totalsOf({ totals }).waivedCents
    expect([await sums(at, 'deferred'), await sums(at, 'waived'), await sums(at, 'written_off')]).toEqual([0, kept, 0])
    expect((await stateOf(at, missed + 4)).outstandingCents).toBe((await contractOf(at, missed + 4)).outstandingCents - kept)
    await clean(at, missed + 4)
  })
})

it('more than the contract asks, paid under a plan that breaks, is credit; taken back, all of the contract is owed again', async () => {
  const { at, planId } = await signed({ kind: 'instalments', count: 12, ...dates, ...runs })
  const { totalCents } = await rowOf(planId)
  const { paymentId } = await pay(at, later(at.supervisor, 1), totalCents - 100)
  const late = daysBetween(TODAY, addMonths(dates.firstDueOn, 11)) + 5
  await checkPlans(later(at.system, late - 4))
  expect(await checkPlans(later(at.system, late))).toMatchObject({ broken: 1 })
  const alone = await contractOf(at, late)
  expect([alone.outstandingCents, alone.overpaidCents > 1_000]).toEqual([0, true])
  expect(await stateOf(at, late)).toMatchObject({ outstandingCents: 0, overpaidCents: alone.overpaidCents })
  await clean(at, late)
  await reversePayment(later(at.supervisor, late), { borrowerId: at.person.id, paymentId, reason: 'returned' })
  const { outstandingCents } = await contractOf(at, late)
  const owed = (await stateOf(at, late)).outstandingCents
  expect(owed).toBeGreaterThanOrEqual(600_000)
  expect(owed).toBeLessThanOrEqual(outstandingCents)
  await clean(at, late)
})

describe('small payments', () => {
  it('leave the rest for a review: it falls due later, nothing is forgiven, a person is asked to look', async () => {
    const { at, planId } = await signed(token)
    const { totals, totalCents, lastDueOn } = await rowOf(planId)
    const { rest } = totalsOf({ totals })
    const restCents = rest.principalCents + rest.interestCents + rest.penaltyCents + rest.feeCents
    expect(totalCents).toBe(30_000)
    await clean(at)
    await pay(at, at.supervisor, 30_000)
    expect((await rowOf(planId)).status).toBe('completed')
    const state = await stateOf(at)
    expect(state).toMatchObject({ outstandingCents: restCents, dpd: 0 })
    expect((state.nextDue?.on ?? '') > lastDueOn).toBe(true)
    expect(state.lines.filter(line => line.origin === 'carried')).toEqual([])
    expect(state.payments.flatMap(({ allocations }) => allocations.map(({ version }) => version)).filter(version => version !== 2)).toEqual([])
    expect([await sums(at, 'deferred'), await sums(at, 'waived')]).toEqual([0, 0])
    expect(await escalationOf(planId)).toMatchObject({ kind: 'plan_review', status: 'open' })
    const [said] = await messagesOf(at, 'plan_completed')
    expect(said?.body).toContain(`尚余${formatMoney(restCents, 'CNY', 'zh-CN')}于2026年10月15日到期`)
    await clean(at)
  })

  it.each([
    ['as they were signed', false],
    ['with a date moved', true],
  ])('go on when the last one is taken back, and are complete again once it is paid again: %s', async (_, isMoved) => {
    const { at, planId } = await signed(token)
    const { totals } = await rowOf(planId)
    const restCents = sumParts(totalsOf({ totals }).rest)
    if (isMoved) await adjustPlan(at.borrower, { borrowerId: at.person.id, planId, change: { kind: 'move', toOn: addDays(dates.firstDueOn, 3) }, version: 1 })
    const { totalCents: asked } = (await getPlan(at.system, at.person.id, planId)).progress
    await pay(at, later(at.system, 1), asked - 10_000)
    const last = await pay(at, later(at.system, 2), 10_000)
    const standing = async (day: number) => [(await rowOf(planId)).status, (await getPlan(later(at.system, day), at.person.id, planId)).progress.paidCents, (await stateOf(at, day)).outstandingCents, await sums(at, 'deferred')]
    expect(await standing(2)).toEqual(['completed', asked, restCents, 0])
    await reversePayment(later(at.supervisor, 8), { borrowerId: at.person.id, paymentId: last.paymentId, reason: 'bounced' })
    expect(await standing(8)).toEqual(['active', asked - 10_000, 10_000, restCents])
    await clean(at, 8)
    await pay(at, later(at.system, 9), 10_000)
    expect(await standing(9)).toEqual(['completed', asked, restCents, 0])
    await pay(at, later(at.system, 10), 5_000)
    expect(await standing(10)).toEqual(['completed', asked, restCents - 5_000, 0])
    await clean(at, 10)
  })

  it('that stop bring the contract back', async () => {
    const { at } = await signed(token)
    await checkPlans(later(at.system, 31))
    expect(await checkPlans(later(at.system, 35))).toMatchObject({ broken: 1 })
    expect(await sums(at, 'deferred')).toBe(0)
    expect((await stateOf(at, 35)).outstandingCents).toBe((await contractOf(at, 35)).outstandingCents)
    await clean(at, 35)
  })
})

describe('a plan in place of another', () => {
  it('carries what the first would have forgiven: granted when the second is kept', async () => {
    const { at } = await signed({ kind: 'instalments', count: 6, ...dates, ...waives })
    const { planId } = await propose(at, { kind: 'instalments', count: 9, ...dates, ...plain })
    await sign(at, planId)
    expect([await sums(at, 'deferred'), await sums(at, 'waived')]).toEqual([1_600, 0])
    await clean(at)
    await pay(at, at.supervisor, (await rowOf(planId)).totalCents)
    expect([await sums(at, 'deferred'), await sums(at, 'waived')]).toEqual([0, 1_600])
    await clean(at)
  })

  it.each([
    ['instalments', { kind: 'instalments' as const, count: 9, ...dates, ...plain }],
    ['an extension', { kind: 'extension' as const, shiftPeriods: 2, ...runs }],
    ['other small payments', { ...token, count: 2 }],
  ])('asks again for all that small payments left open, and forgives none of it: %s', async (_, terms) => {
    const { at, owedCents } = await signed(token)
    expect(await owedOf(at)).toBe(owedCents)
    expect((await stateOf(at)).outstandingCents).toBe(30_000)
    const { planId } = await propose(at, terms)
    const { totals, totalCents } = await rowOf(planId)
    const { rest, principalCents } = totalsOf({ totals })
    expect(principalCents + rest.principalCents).toBe(600_000)
    const asked = await escalationOf(planId)
    if (asked) await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked.id, decision: 'approve' })
    await sign(at, planId)
    expect(await owedOf(at)).toBe(owedCents)
    if (terms.kind === 'instalments') expect([totalCents, await sums(at, 'deferred')]).toEqual([owedCents, 0])
    await clean(at)
    await pay(at, at.supervisor, totalCents)
    expect((await rowOf(planId)).status).toBe('completed')
    expect([await sums(at, 'deferred'), await sums(at, 'waived')]).toEqual([0, 0])
    expect((await stateOf(at)).outstandingCents).toBe(sumParts(rest))
    await clean(at)
  })

  it('needs a supervisor once the policy has seen as many as it wants', async () => {
    const { at } = await signed({ kind: 'instalments', count: 6, ...dates, ...plain })
    const second = await propose(at, { kind: 'instalments', count: 9, ...dates, ...plain })
    expect(second.status).toBe('offer')
    await sign(at, second.planId)
    expect((await propose(at, { kind: 'instalments', count: 12, ...dates, ...plain })).status).toBe('awaiting_approval')
  })
})
