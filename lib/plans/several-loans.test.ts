import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import type { PlanTerms } from './plan'
import type { LoanPosition } from './position'
import { assessPlanForLoans, mergePositions } from './several-loans'
import { isSameName } from './signing'
import { wholeProgress } from './whole-progress'

const TODAY = localDate('2026-06-15')
const policy = { maxPlanInstalments: 60, reviewerLimitCents: 2_000_000, waiverLimitPpm: 100_000, affordableSharePpm: 500_000 }
const position = (principal: number, interest: number, penalty: number, annualRatePpm: number): LoanPosition => ({
  asOf: TODAY,
  annualRatePpm,
  frequency: 'monthly',
  dpd: 40,
  owed: { principal: cents(principal), interest: cents(interest), penalty: cents(penalty), fee: cents(0), cost: cents(0) },
  owedCents: cents(principal + interest + penalty),
  unearnedInterestCents: cents(0),
  instalments: [],
})
const positions = fc.array(
  fc.tuple(fc.integer({ min: 5_000, max: 5_000_000 }), fc.nat(90_000), fc.nat(30_000), fc.integer({ min: 0, max: 360_000 })),
  {
    minLength: 1,
    maxLength: 4,
  },
)

describe('a plan over several loans', () => {
  it('asks for exactly what all loans owe less what is waived, whoever waives it', () => {
    fc.assert(
      fc.property(
        positions,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(100),
        fc.nat(100),
        (given, count, penaltyShare, interestShare) => {
          const loans = given.map((parts, i) => ({ loanId: String(i), position: position(...parts) }))
          const whole = mergePositions(loans.map(loan => loan.position))
          const terms: PlanTerms = {
            kind: 'instalments',
            count,
            frequency: 'monthly',
            firstDueOn: localDate('2026-07-15'),
            freezePenalty: true,
            freezeInterest: true,
            waivePenaltyCents: cents(Math.floor((whole.owed.penalty * penaltyShare) / 100)),
            waiveInterestCents: cents(Math.floor((whole.owed.interest * interestShare) / 100)), waiveFeeCents: cents(0), isConditional: true,
          }
          const plan = assessPlanForLoans(loans, terms, policy, TODAY)
          if (!plan.ok) throw new Error(JSON.stringify(plan.refusals))
          const sum = plan.schedule.reduce((total, row) => total + row.totalCents, 0)
          expect(sum).toBe(whole.owedCents - terms.waivePenaltyCents - terms.waiveInterestCents)
          expect(plan.totals.totalCents).toBe(sum)
          expect(plan.loans.flatMap(loan => loan.schedule).reduce((total, row) => total + row.totalCents, 0)).toBe(sum)
        },
      ),
    )
  })
})

describe('progress over several loans', () => {
  const rows = [
    { loanId: 'a', number: 1, dueOn: localDate('2026-06-10'), totalCents: cents(100) },
    { loanId: 'a', number: 2, dueOn: localDate('2026-07-10'), totalCents: cents(100) },
    { loanId: 'b', number: 1, dueOn: localDate('2026-06-10'), totalCents: cents(50) },
  ]
  it('stands as the loan that stands worst, though another has paid ahead', () => {
    const progress = wholeProgress(rows, new Map([['a', cents(200)]]), TODAY, 7)
    expect(progress).toMatchObject({ state: 'missed_in_grace', coveredCount: 1, next: { dueOn: '2026-06-10', amountCents: 50 } })
  })
  it('is completed only when every loan is', () => {
    expect(
      wholeProgress(
        rows,
        new Map([
          ['a', cents(200)],
          ['b', cents(49)],
        ]),
        TODAY,
        7,
      ).state,
    ).not.toBe('completed')
    expect(
      wholeProgress(
        rows,
        new Map([
          ['a', cents(200)],
          ['b', cents(50)],
        ]),
        TODAY,
        7,
      ),
    ).toMatchObject({ state: 'completed', next: null, paidCents: 250 })
  })
})

describe('the signed name', () => {
  it.each([
    ['王 小明', '王小明', true],
    ['阿卜杜拉 · 买买提', '阿卜杜拉·买买提', true],
    ['wu anna', 'Anna Wu', true],
    ['ＡＮＮＡ Ｗｕ', 'Anna Wu', true],
    ['王大明', '王小明', false],
    ['', '王小明', false],
    ['Anna', 'Anna Wu', false],
  ])('%s against %s: %s', (typed, known, same) => {
    expect(isSameName(typed, known)).toBe(same)
  })
})
