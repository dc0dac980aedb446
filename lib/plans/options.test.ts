import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { aPayment, aReplay, aVersion } from '@/lib/ledger/loan-examples'
import { replayLoan } from '@/lib/ledger/loan-state'
import { cents } from '@/lib/money'
import { affordableMonthly, planOptions } from './options'
import type { PlanPolicy } from './plan'
import { planProgress } from './plan-progress'
import { positionOf } from './position'
import { kindestMonth, referee } from './referee'

const policy: PlanPolicy = {
  maxPlanInstalments: 60,
  reviewerLimitCents: 2_000_000,
  waiverLimitPpm: 100_000,
  affordableSharePpm: 500_000,
}
const today = localDate('2026-04-11')
const loanAt = (on = today, paid = 0) => {
  const payments = paid > 0 ? [aPayment('p', paid, '2026-01-15')] : []
  const state = replayLoan(aReplay({ scheduleVersions: [aVersion(12, 1_200_000, 240_000)], payments, asOf: on }))
  return positionOf(state, { annualRatePpm: 240_000, frequency: 'monthly' })
}
const budget = (income: number, spending: number, offer: number | null = null) => ({
  incomeCents: cents(income),
  spendingCents: cents(spending),
  offerCents: offer === null ? null : cents(offer),
})

describe('plan options', () => {
  it('take half of what is left over as affordable', () => {
    expect(affordableMonthly(budget(600_000, 480_001), policy)).toBe(59_999)
    expect(affordableMonthly(budget(400_000, 480_000), policy)).toBe(0)
  })
  it("hold the borrower's own offer, the affordable one, an extension and the contract rate", () => {
    const options = planOptions(loanAt(), budget(600_000, 460_000, 50_000), policy, today)
    expect(options.map(option => [option.key, option.fits])).toEqual([
      ['as_offered', true],
      ['contract_rate', true],
      ['within_budget', true],
      ['extension', false],
    ])
    const [offered] = options
    expect(offered?.monthlyCents).toBeLessThanOrEqual(50_000)
    expect(offered).toMatchObject({ interest: 'frozen', terms: { kind: 'instalments', freezePenalty: true } })
  })
  it('give time where no plan fits: small payments while something is left, a pause where nothing is', () => {
    const keys = (income: number, spending: number, offer: number | null = null) =>
      planOptions(loanAt(), budget(income, spending, offer), policy, today).map(option => [option.key, option.fits])
    expect(keys(600_000, 590_000)).toEqual([['small_payments', true], ['longest', false], ['pause', false], ['contract_rate', false]])
    expect(keys(400_000, 480_000, 30_000)).toEqual([['longest', false], ['pause', false], ['as_offered', false], ['contract_rate', false]])
    const [small] = planOptions(loanAt(), budget(600_000, 590_001), policy, today)
    expect(small).toMatchObject({ monthlyCents: 4_000, terms: { kind: 'token', amountCents: 4_000, count: 6 } })
    expect(small?.schedule).toHaveLength(6)
    const pause = planOptions(loanAt(), budget(400_000, 480_000), policy, today).find(option => option.key === 'pause')
    expect([pause?.schedule.length, pause?.schedule[0]?.dueOn]).toEqual([57, '2026-08-11'])
  })
  it('are two to four, in every budget, and those that fit really fit', () => {
    const any = [fc.nat(1_000_000), fc.nat(1_000_000), fc.option(fc.nat(400_000)), fc.nat(500), fc.nat(900_000)] as const
    fc.assert(
      fc.property(...any, (income, spending, offer, days, paid) => {
        const on = addDays(localDate('2026-01-20'), days)
        const from = loanAt(on, paid)
        const options = planOptions(from, budget(income, spending, offer), policy, on)
        expect(options.length).toBeGreaterThanOrEqual(2)
        expect(options.length).toBeLessThanOrEqual(4)
        const affordable = affordableMonthly(budget(income, spending), policy)
        for (const option of options) {
          expect(option.fits).toBe(option.monthlyCents <= affordable)
          expect(option.endsOn > on).toBe(true)
          expect(option.schedule.reduce((sum, row) => sum + row.totalCents, 0)).toBe(option.totals.totalCents)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('referee', () => {
  it.each([
    ['the kinder of two that can be kept', 30_000, 60_000, 70_000, 30_000],
    ['the borrower’s own where they offer more', 65_000, 60_000, 70_000, 65_000],
    ['not more than they can keep', 90_000, 60_000, 70_000, 60_000],
    ['the budget where no side can be kept', 100, 60_000, 5_000, 5_000],
  ])('lets a reviewer go as high as %s', (_, offer, ask, affordable, most) => {
    const input = { owedCents: cents(600_000), offerCents: cents(offer), askCents: cents(ask), affordableCents: cents(affordable), maxPlanInstalments: 60 }
    expect(kindestMonth(referee(input), input)).toBe(most)
  })

  const sides = (offer: number, ask: number, affordable: number) =>
    referee({
      owedCents: cents(600_000),
      offerCents: cents(offer),
      askCents: cents(ask),
      affordableCents: cents(affordable),
      maxPlanInstalments: 60,
    })

  it('gives the kinder one that can be kept', () => {
    expect(sides(30_000, 60_000, 40_000)).toMatchObject({ decision: 'offer', monthlyCents: 30_000, months: 20 })
    expect(sides(50_000, 60_000, 40_000)).toMatchObject({ decision: 'affordable', monthlyCents: 40_000, months: 15 })
    expect(sides(30_000, 20_000, 40_000)).toMatchObject({ decision: 'ask', monthlyCents: 20_000 })
    expect(sides(9_999, 60_000, 10_000)).toMatchObject({ decision: 'affordable', months: 60 })
  })
  it('refers when none can be, with the working', () => {
    const { decision, working } = sides(0, 60_000, 9_000)
    expect(decision).toBe('refer')
    expect(working.map(line => [line.side, line.why])).toEqual([
      ['offer', 'nothing_paid'],
      ['affordable', 'takes_too_long'],
      ['ask', 'above_affordable'],
    ])
  })
  it('never asks more than is affordable or longer than the policy', () => {
    const amount = fc.nat(200_000)
    fc.assert(
      fc.property(amount, amount, amount, (offer, ask, affordable) => {
        const result = sides(offer, ask, affordable)
        if (result.decision === 'refer') return
        expect(result.monthlyCents).toBeLessThanOrEqual(affordable)
        expect(result.months).toBeLessThanOrEqual(60)
        for (const line of result.working) if (line.feasible) expect(result.monthlyCents).toBeLessThanOrEqual(line.monthlyCents)
      }),
    )
  })
})

describe('plan progress', () => {
  const rows = [1, 2, 3].map(number => ({ number, dueOn: localDate(`2026-0${number + 4}-10`), totalCents: cents(10_000) }))
  const on = (date: string, paid: number) => planProgress(rows, cents(paid), localDate(date), 3)

  it('kept, due soon, in grace, broken, completed', () => {
    const days = ['2026-05-06', '2026-05-07', '2026-05-10', '2026-05-11', '2026-05-13', '2026-05-14']
    expect(days.map(date => on(date, 0).state)).toEqual([
      'kept',
      'due_soon',
      'due_soon',
      'missed_in_grace',
      'missed_in_grace',
      'broken',
    ])
    expect(on('2026-05-14', 10_000)).toMatchObject({ state: 'kept', next: { number: 2, amountCents: 10_000 }, coveredCount: 1 })
    expect(on('2026-08-14', 30_000)).toMatchObject({ state: 'completed', next: null, graceEndsOn: null })
  })
  it('a part payment leaves the rest of that instalment missing', () => {
    expect(on('2026-06-11', 14_000)).toMatchObject({
      state: 'missed_in_grace',
      next: { number: 2, amountCents: 6_000 },
      graceEndsOn: '2026-06-13',
    })
  })
})
