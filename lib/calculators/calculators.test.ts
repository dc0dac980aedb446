import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { DomainError } from '@/lib/errors'
import en from '@/messages/en.json'
import type { Calculator } from './calculator'
import { calculators } from './calculators'
import { cardAllocation } from './card-allocation'
import { complaintClock } from './complaint-clock'
import { courtFee } from './court-fee'
import { doubleDefaultInterest } from './double-default-interest'
import { overdueInterest } from './overdue-interest'
import { planLength } from './plan-length'
import { priceCeiling } from './price-ceiling'
import { responseDeadlines } from './response-deadlines'

const today = localDate('2026-11-25')
const refusalOf = (run: () => unknown): DomainError => {
  try {
    run()
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('was not refused')
}
const fee = (amountCents: number, more: object = {}) =>
  (courtFee.answer({ amountCents, ...more }, today) as { feeCents: number }).feeCents

describe('court fee', () => {
  it.each([
    [0, 50],
    [10_000, 50],
    [10_001, 50.03],
    [100_000, 2_300],
    [200_000, 4_300],
    [500_000, 8_800],
    [1_000_000, 13_800],
    [2_000_000, 22_800],
    [5_000_000, 46_800],
    [10_000_000, 81_800],
    [20_000_000, 141_800],
    [30_000_000, 191_800],
  ])('art. 13(1): a suit over %d costs %d', (amount, expected) => expect(fee(amount * 100)).toBe(Math.round(expected * 100)))

  it.each([
    [8_000, 50],
    [100_000, 1_400],
    [500_000, 7_400],
    [5_000_000, 52_400],
    [10_000_000, 77_400],
    [20_000_000, 87_400],
  ])('art. 14(1): enforcing %d costs %d', (amount, expected) =>
    expect(fee(amount * 100, { kind: 'enforcement' })).toBe(expected * 100),
  )

  it('halves once (art. 15, 16), takes a third for a payment order and 5,000 at most for preservation (art. 14)', () => {
    for (const reduction of ['simplified', 'mediated', 'withdrawn']) expect(fee(5_000_000, { reduction })).toBe(52_500)
    expect(fee(800_000, { kind: 'payment_order' })).toBe(1_667)
    expect(fee(5_000_000, { kind: 'payment_order' })).toBe(35_000)
    expect([100_000, 10_000_000, 90_000_000, 500_000_000].map(amount => fee(amount, { kind: 'preservation' }))).toEqual([
      3_000, 102_000, 500_000, 500_000,
    ])
  })

  it('never falls as the amount grows', () => {
    const amount = fc.nat(3_000_000_000)
    fc.assert(
      fc.property(fc.constantFrom('suit', 'payment_order', 'enforcement', 'preservation'), amount, amount, (kind, a, b) => {
        expect(fee(Math.min(a, b), { kind })).toBeLessThanOrEqual(fee(Math.max(a, b), { kind }))
      }),
    )
  })
})

describe('interest', () => {
  it('keeps even a contract rate above the ceiling within it', () => {
    const body = { principalCents: 1_000_000, annualRatePpm: 360_000, days: 30, contractInterestRuns: true }
    expect(overdueInterest.answer(body, today)).toMatchObject({
      contractInterestCents: 20_000,
      penaltyCents: 0,
      totalCents: 20_000,
    })
  })

  it('counts from the day after the due date, on 365 too, and warns of a multiplier above the rule', () => {
    const body = {
      principalCents: 1_000_000,
      annualRatePpm: 73_000,
      dayCount: 365,
      dueOn: '2026-01-31',
      through: '2026-03-02',
      multiplierPpm: 1_600_000,
    }
    expect(overdueInterest.answer(body, today)).toMatchObject({
      days: 30,
      uncappedPenaltyCents: 9_600,
      isCapped: false,
      warnings: ['multiplier_above_rule'],
    })
  })

  it('art. 264: 0.0175 % a day, payments to the award first', () => {
    const body = { awardCents: 10_000_000, performBy: '2026-06-30', through: '2026-09-08' }
    expect(doubleDefaultInterest.answer(body, today)).toMatchObject({
      days: 70,
      surchargeCents: 122_500,
      unpaidAwardCents: 10_000_000,
    })
    const paid = {
      ...body,
      payments: [
        { on: '2026-07-20', amountCents: 4_000_000 },
        { on: '2026-07-10', amountCents: 2_000_000 },
        { on: '2026-12-01', amountCents: 1 },
      ],
    }
    // 10 days of 100,000, 10 of 80,000, 50 of 40,000
    expect(doubleDefaultInterest.answer(paid, today)).toMatchObject({
      days: 70,
      surchargeCents: 17_500 + 14_000 + 35_000,
      unpaidAwardCents: 4_000_000,
    })
    expect(
      doubleDefaultInterest.answer({ ...body, payments: [{ on: '2026-06-30', amountCents: 10_000_000 }] }, today),
    ).toMatchObject({ days: 0, surchargeCents: 0 })
  })
})

describe('clocks and lengths', () => {
  it('C24: specially complex has 60 days once approved and told, else 30', () => {
    const body = { receivedOn: '2026-03-01', complexity: 'specially_complex' }
    expect(complaintClock.answer({ ...body, isExtensionApproved: true, isComplainantTold: true }, today)).toMatchObject({
      answerBy: '2026-04-30',
      days: 60,
      missing: [],
    })
    expect(complaintClock.answer({ ...body, isExtensionApproved: true }, today)).toMatchObject({
      answerBy: '2026-03-31',
      missing: ['notice'],
    })
  })

  it('C10: the limit is of months, and policy only tightens it', () => {
    expect(planLength.answer({ product: 'credit_card', instalments: 21, everyMonths: 3 }, today)).toMatchObject({
      decision: 'blocked',
      mostInstalments: 20,
    })
    expect(planLength.answer({ product: 'credit_card', instalments: 40, policyInstalments: 36 }, today)).toMatchObject({
      decision: 'blocked',
      limitedBy: 'policy',
    })
    expect(planLength.answer({ product: 'credit_card', instalments: 61, policyInstalments: 90 }, today)).toMatchObject({
      decision: 'blocked',
      limitedBy: 'law',
    })
    expect(planLength.answer({ product: 'other', instalments: 120 }, today)).toMatchObject({
      decision: 'allowed',
      mostInstalments: null,
    })
  })

  it.each([
    ['defence', '2026-09-16', '2026-10-01', '2026-10-08'],
    ['appeal_judgment', '2026-01-30', '2026-02-14', '2026-02-14'],
    ['appeal_ruling', '2026-02-05', '2026-02-15', '2026-02-24'],
    ['payment_order_objection', '2026-03-02', '2026-03-17', '2026-03-17'],
    ['public_notice_service', '2026-09-03', '2026-10-03', '2026-10-03'],
    ['enforcement_application', '2024-02-29', '2026-02-28', '2026-02-28'],
  ])('art. 85: %s from %s is counted to %s and ends on %s', (step, from, countedDayOn, lastDayOn) => {
    expect(responseDeadlines.answer({ steps: [{ step, from }] }, today)).toMatchObject({
      deadlines: [{ countedDayOn, lastDayOn, isRolled: countedDayOn !== lastDayOn }],
    })
  })

  it('refuses a last day that the calendar does not reach', () => {
    const error = refusalOf(() =>
      responseDeadlines.answer(
        {
          steps: [
            { step: 'defence', from: '2026-09-16' },
            { step: 'defence', from: '2026-12-20' },
          ],
        },
        today,
      ),
    )
    expect(error.code).toBe('rule_violation')
    expect(error.details.refusals).toEqual([
      {
        reason: 'calendar_not_covered',
        values: { country: 'CN', from: '2020-01-01', through: '2026-12-31', date: '2027-01-04' },
      },
    ])
  })
})

describe('price ceiling', () => {
  const ceiling = (lender: string, contractOn: string) => priceCeiling.answer({ lender, contractOn }, today)
  it('is 24 % for institutions and four times the LPR of the day between people', () => {
    expect(ceiling('financial_institution', '2026-06-01')).toMatchObject({ ceilingPpm: 240_000, lprPpm: null })
    expect(ceiling('micro_loan_company', '2026-06-01')).toMatchObject({ ceilingPpm: 240_000, lprPpm: null })
    expect(ceiling('private', '2025-12-01')).toMatchObject({ ceilingPpm: 120_000, lprPpm: 30_000 })
    expect(ceiling('private', '2021-06-01')).toMatchObject({ ceilingPpm: 154_000 })
  })
  it.each([
    ['private', '2026-01-01'],
    ['micro_loan_company', '2028-01-01'],
  ])('refuses to guess an LPR: %s on %s', (lender, contractOn) => {
    const error = refusalOf(() => ceiling(lender, contractOn))
    expect([error.code, error.message, error.details.refusals?.[0]?.reason]).toEqual(['rule_violation', 'lpr_past_coverage', 'lpr_not_covered'])
  })
})

describe('card allocation', () => {
  it('gives every cent away once', () => {
    const amount = fc.nat(1_000_000)
    const parts = fc.record({
      principalCents: amount,
      interestCents: amount,
      feeCents: amount,
      penaltyCents: amount,
      costCents: amount,
    })
    fc.assert(
      fc.property(parts, amount, fc.nat(200), (open, paymentCents, daysPastDue) => {
        const { order, source, ...given } = cardAllocation.answer({ ...open, paymentCents, daysPastDue }, today) as Record<
          string,
          number
        > & { order: string[]; source: string }
        expect([order[0], typeof source]).toEqual([daysPastDue > 90 ? 'principal' : 'interest', 'string'])
        expect(Object.values(given).reduce((sum, part) => sum + part, 0)).toBe(paymentCents)
        for (const [name, most] of Object.entries(open)) expect(given[name]).toBeLessThanOrEqual(most)
      }),
    )
  })
})

describe('every calculator', () => {
  const fieldsOf = (body: unknown, answer: Calculator['answer']) => refusalOf(() => answer(body, today)).details.fields ?? {}

  it.each(calculators.map(found => [found.name, found] as const))(
    '%s answers its example by its schema and names each field of a bad body',
    (_name, { answer, output, example, input }) => {
      expect(output.safeParse(answer(example, today)).error).toBeUndefined()
      const given = example as Record<string, unknown>
      for (const name of Object.keys(given))
        expect(Object.keys(fieldsOf({ ...given, [name]: { wrong: 1 } }, answer))).toEqual([name])
      expect(fieldsOf({ ...given, surprise: 1 }, answer)).toEqual({ surprise: 'field_unknown' })
      for (const wrong of [null, [], 'text', 7]) expect(fieldsOf(wrong, answer)).toEqual({ body: 'body_not_object' })
      expect(input.safeParse(example).success).toBe(true)
    },
  )

  it('says each fault by a sentence that exists', () => {
    const bad = calculators.flatMap(({ answer, example }) => {
      const names = Object.keys(example as object)
      return Object.values(fieldsOf(Object.fromEntries(names.map(name => [name, { wrong: 1 }])), answer))
    })
    expect([...new Set(bad)].filter(reason => !(reason in en.errors))).toEqual([])
  })
})
