import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { FREQUENCIES } from '@/lib/loans/schedule'
import { cents, ZERO } from '@/lib/money'
import { naiveDates, naiveInterest, naivePeriod } from '@/lib/testing/naive-rhythm'
import { assessAdjustment, type AdjustmentStanding } from './adjust'
import { dearestMonth } from './dearest-month'
import { noParts } from './parts'
import type { PlanPolicy } from './plan'
import type { LoanPosition } from './position'
import { assessPlanForLoans, optionsForLoans } from './several-loans'

const TODAY = localDate('2028-02-20')
const policy: PlanPolicy = { maxPlanInstalments: 60, reviewerLimitCents: 9_000_000, waiverLimitPpm: 100_000, affordableSharePpm: 500_000 }
const none = { penalty: ZERO, fee: ZERO, cost: ZERO, interest: ZERO, principal: ZERO }

const loan = fc.record({
  frequency: fc.constantFrom(...FREQUENCIES),
  dayCount: fc.constantFrom(undefined, ...DAY_COUNTS),
  late: fc.integer({ min: -20, max: 200 }),
  count: fc.integer({ min: 1, max: 12 }),
  each: fc.integer({ min: 1_000, max: 90_000 }),
})
type Loan = typeof loan extends fc.Arbitrary<infer T> ? T : never

const positionOf = ({ frequency, dayCount, late, count, each }: Loan): LoanPosition => {
  const instalments = naiveDates(addDays(TODAY, -late), frequency, count).map((dueOn, i) => ({ number: i + 1, dueOn, open: { ...none, principal: cents(each) } }))
  const owedCents = cents(each * count)
  return { asOf: TODAY, annualRatePpm: 180_000, frequency, ...(dayCount ? { dayCount } : {}), dpd: Math.max(0, late), owed: { ...none, principal: owedCents }, owedCents, unearnedInterestCents: ZERO, instalments }
}

describe('options over loans of different rhythms', () => {
  it('can all be agreed as they stand; an extension is the shortest that leaves no loan a date behind', () => {
    let extended = 0
    fc.assert(
      fc.property(fc.array(loan, { minLength: 1, maxLength: 3 }), fc.nat(900_000), fc.nat(900_000), (given, incomeCents, spendingCents) => {
        const loans = given.map((one, i) => ({ loanId: String(i), position: positionOf(one) }))
        const options = optionsForLoans(loans, { incomeCents: cents(incomeCents), spendingCents: cents(spendingCents), offerCents: null }, policy, TODAY)
        expect(options.length).toBeGreaterThan(0)
        for (const { terms, schedule, totals, monthlyCents } of options) {
          const plan = assessPlanForLoans(loans, terms, policy, TODAY)
          expect(plan).toMatchObject({ ok: true, schedule, totals })
          expect(schedule.every(row => row.dueOn > TODAY)).toBe(true)
          expect(monthlyCents).toBe(dearestMonth(schedule))
          if (terms.kind !== 'extension') continue
          extended += 1
          const isShorterEnough = terms.shiftPeriods > 1 && assessPlanForLoans(loans, { ...terms, shiftPeriods: terms.shiftPeriods - 1 }, policy, TODAY).ok
          expect(isShorterEnough).toBe(false)
        }
      }),
      { numRuns: 200 },
    )
    expect(extended).toBeGreaterThan(20)
  })

  it('an extension moves a loan by a year of its own periods at most', () => {
    const extension = (shiftPeriods: number) => ({ kind: 'extension' as const, shiftPeriods, freezePenalty: true, freezeInterest: false, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true })
    const reasons = (frequency: Loan['frequency'], shiftPeriods: number) => {
      const position = positionOf({ frequency, dayCount: 'act/365', late: 5, count: 3, each: 1_000 })
      const plan = assessPlanForLoans([{ loanId: 'a', position }], extension(shiftPeriods), policy, TODAY)
      return plan.ok ? plan.schedule.map(row => row.dueOn) : plan.refusals
    }
    expect(reasons('weekly', 52)).toEqual(['2029-02-13', '2029-02-20', '2029-02-27'])
    expect(reasons('weekly', 53)).toEqual([{ reason: 'plan_shift_out_of_range', values: { most: 52 } }])
    expect(reasons('fortnightly', 27)).toEqual([{ reason: 'plan_shift_out_of_range', values: { most: 26 } }])
    expect(reasons('monthly', 13)).toEqual([{ reason: 'plan_shift_out_of_range', values: { most: 12 } }])
  })
})

describe('a moved date', () => {
  const guardian = { moveDays: 30, changesPerPlan: 2, checkInDays: 7, cureDays: 10, reviewBeforeDays: 14 }
  it('costs the interest of its wait as each loan counts days, actual days over 365 where it counts none', () => {
    const wait = fc.record({ dayCount: fc.constantFrom(undefined, ...DAY_COUNTS), principal: fc.integer({ min: 1, max: 5_000_000 }) })
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 3 }), fc.nat(400), fc.integer({ min: 1, max: 25 }), (loans, ahead, days) => {
        const dueOn = addDays(TODAY, ahead)
        const toOn = addDays(dueOn, days)
        const open = loans.map(({ principal }) => ({ ...noParts(), principalCents: cents(principal) }))
        const standing: AdjustmentStanding = {
          ...{ isRunning: true, dueOn, nextDueOn: null, endsOn: addDays(toOn, 100), changesMade: 0, hasMore: false },
          rows: open.map((parts, i) => ({ ...parts, loanId: String(i), number: 1, dueOn })),
          shares: loans.map(({ dayCount }, i) => ({ loanId: String(i), open: open[i] ?? noParts(), accruedCents: ZERO, annualRatePpm: 180_000, ...(dayCount ? { dayCount } : {}) })),
        }
        const answer = assessAdjustment(standing, { kind: 'move', toOn }, guardian, TODAY)
        if (!answer.ok) throw new Error(JSON.stringify(answer.refusals))
        const wanted = loans.map(({ dayCount = 'act/365', principal }) => {
          const { parts, perYear } = naivePeriod(dueOn, toOn, { frequency: 'weekly', dayCount })
          return naiveInterest(principal, 180_000, parts, perYear)
        })
        expect(answer.adjustment.interestCents).toBe(wanted.reduce((sum, one) => sum + one, 0))
      }),
      { numRuns: 300 },
    )
  })
})
