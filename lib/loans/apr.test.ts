import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, localDate, type LocalDate } from '@/lib/dates'
import { cents, type AnnualRatePpm } from '@/lib/money'
import { annualPercentageRate, type Payment, type UnitPeriod } from './apr'
import { buildSchedule } from './schedule'

const on = (date: string, amountCents: number): Payment => ({ on: localDate(date), amountCents: cents(amountCents) })
const monthly = (first: string, count: number, amountCents: number, months = 1): Payment[] =>
  Array.from({ length: count }, (_, i) => ({ on: addMonths(localDate(first), i * months), amountCents: cents(amountCents) }))
const every = (days: number, first: string, count: number, amountCents: number): Payment[] =>
  Array.from({ length: count }, (_, i) => ({ on: addDays(localDate(first), i * days), amountCents: cents(amountCents) }))
const halfMonths = (count: number, amountCents: number): Payment[] =>
  Array.from({ length: count }, (_, i) => on(`${addMonths(localDate('1978-03-01'), Math.floor(i / 2)).slice(0, 8)}${i % 2 ? 16 : '01'}`, amountCents))

const month: UnitPeriod = { months: 1 }
type Example = [name: string, advance: Payment, payments: Payment[], unit: UnitPeriod, percent: number]

/** Reg Z, 12 CFR 1026 Appendix J (c): the published examples, to their two decimals. */
const examples: Example[] = [
  ['(c)(1)(i) monthly', on('1978-01-10', 500_000), monthly('1978-02-10', 24, 23_000), month, 9.69],
  ['(c)(1)(ii) monthly, long first period', on('1978-02-10', 600_000), monthly('1978-04-01', 36, 20_000), month, 11.82],
  ['(c)(1)(iii) twice a month, short first period', on('1978-02-23', 500_000), halfMonths(24, 21_917), 'semimonth', 10.34],
  ['(c)(1)(iv) quarterly, long first period', on('1978-05-23', 1_000_000), monthly('1978-10-01', 40, 38_500, 3), { months: 3 }, 8.97],
  ['(c)(1)(v) weekly, long first period', on('1978-03-20', 50_000), every(7, '1978-04-21', 30, 1_760), { days: 7 }, 14.96],
  ['(c)(2)(i) odd first payment', on('1978-01-10', 500_000), [on('1978-02-10', 25_000), ...monthly('1978-03-10', 23, 23_000)], month, 10.08],
  ['(c)(2)(ii) every four weeks', on('1978-03-18', 40_000), [on('1978-04-20', 3_950), ...every(28, '1978-05-18', 11, 3_831)], { days: 28 }, 28.5],
  ['(c)(3)(i) odd final payment', on('1978-01-10', 500_000), [...monthly('1978-02-10', 23, 23_000), on('1980-01-10', 28_000)], month, 10.5],
  ['(c)(3)(ii) every two weeks', on('1978-04-03', 20_000), [...every(14, '1978-04-11', 19, 950), on('1979-01-02', 3_000)], { days: 14 }, 12.22],
  [
    '(c)(4)(i) odd first and final payment',
    on('1978-01-10', 500_000),
    [on('1978-02-10', 25_000), ...monthly('1978-03-10', 22, 23_000), on('1980-01-10', 28_000)],
    month,
    10.9,
  ],
  [
    '(c)(4)(ii) every two months',
    on('1978-01-10', 800_000),
    [on('1978-03-01', 44_936), ...monthly('1978-05-01', 18, 46_500, 2), on('1981-05-01', 20_000)],
    { months: 2 },
    7.3,
  ],
  ['(c)(5)(i) one payment after 255 days', on('1978-01-03', 100_000), [on('1978-09-15', 108_000)], month, 11.45],
]

describe('Appendix J', () => {
  it.each(examples)('%s', (_name, advance, payments, unit, percent) =>
    expect(Math.round((annualPercentageRate(advance, payments, unit) ?? 0) / 100) / 100).toBe(percent),
  )

  it('takes a term of whole months, of a year or more as the rule says', () => {
    const one = (date: string, amount: number) => annualPercentageRate(on('2026-01-31', 100_000), [on(date, amount)], month)
    expect([one('2026-07-31', 106_000), one('2027-01-31', 112_000), one('2028-01-31', 121_000)]).toEqual([120_000, 120_000, 100_000])
  })

  it('is nought without a finance charge and says nothing where less comes back than went out', () => {
    const advance = on('2026-01-10', 1_200)
    expect(annualPercentageRate(advance, monthly('2026-02-10', 12, 100), month)).toBe(0)
    expect(annualPercentageRate(advance, monthly('2026-02-10', 11, 100), month)).toBeNull()
    expect(annualPercentageRate(on('2026-01-10', 1_200), [on('2026-01-10', 1_300)], month)).toBe(0)
  })
})

describe('every loan', () => {
  const rate = fc.integer({ min: 1_000, max: 600_000 })
  const firstDueOn = fc.integer({ min: 1, max: 28 }).map(day => localDate(`2026-02-${String(day).padStart(2, '0')}`))
  const aprOf = (annualRatePpm: AnnualRatePpm, count: number, first: LocalDate, principal: number) => {
    const terms = { method: 'equal_instalment' as const, principalCents: cents(principal), annualRatePpm, count, frequency: 'monthly' as const, firstDueOn: first }
    const payments = buildSchedule(terms).map(row => ({ on: row.dueOn, amountCents: cents(row.principalCents + row.interestCents) }))
    return annualPercentageRate({ on: addMonths(first, -1), amountCents: terms.principalCents }, payments, month) ?? 0
  }

  it('that is regular and charges interest alone has its own rate, but for rounding to cents', () => {
    fc.assert(
      fc.property(rate, fc.integer({ min: 2, max: 60 }), firstDueOn, (annualRatePpm, count, first) => {
        expect(Math.abs(aprOf(annualRatePpm, count, first, 1_000_000_000) - annualRatePpm)).toBeLessThanOrEqual(2)
      }),
      { numRuns: 60 },
    )
  })
})
