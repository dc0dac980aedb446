import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents, type Rounding } from '@/lib/money'
import { assessSchedule } from './assess-schedule'
import { DAY_COUNTS } from './day-count'
import { interestWorking } from './interest-working'
import { buildSchedule, scheduleTotals, type Period, type ScheduleTerms } from './schedule'

const loan: ScheduleTerms = {
  method: 'equal_instalment',
  principalCents: cents(1_200_000),
  annualRatePpm: 120_000,
  count: 12,
  frequency: 'monthly',
  firstDueOn: localDate('2026-02-15'),
}
const reasons = (own: Partial<ScheduleTerms>) => {
  const found = assessSchedule({ ...loan, ...own })
  return found.ok ? {} : Object.fromEntries(found.refusals.map(({ field, reason }) => [field, reason]))
}
const rowsOf = (own: Partial<ScheduleTerms>) => buildSchedule({ ...loan, ...own })
const dues = (own: Partial<ScheduleTerms>) => rowsOf(own).map(row => row.principalCents + row.interestCents)

describe('other shapes', () => {
  it('interest first, then equal instalments', () => {
    const rows = rowsOf({ interestOnly: 3 })
    expect(rows.slice(0, 3).map(row => [row.principalCents, row.interestCents])).toEqual(Array.from({ length: 3 }, () => [0, 12_000]))
    expect(rows.slice(3)).toEqual(rowsOf({ count: 9, firstDueOn: localDate('2026-05-15') }).map((row, i) => ({ ...row, number: i + 4 })))
    expect(dues({ interestOnly: 11 })).toEqual([...Array.from({ length: 11 }, () => 12_000), 1_212_000])
  })

  it('R6: a principal holiday moves the rest back and asks for interest alone', () => {
    const own = { annualRatePpm: 0, principalCents: cents(300_000), count: 3, principalHoliday: { from: 2, periods: 1 } }
    expect(dues(own)).toEqual([100_000, 0, 100_000, 100_000])
    expect(rowsOf({ principalHoliday: { from: 4, periods: 2 } }).slice(2, 6).map(row => row.principalCents > 0)).toEqual([true, false, false, true])
  })

  it('token payments leave interest that bears none and comes back in equal parts', () => {
    const rows = rowsOf({ token: { periods: 2, instalmentCents: cents(2_000) } })
    const plain = rowsOf({ firstDueOn: localDate('2026-04-15') })
    expect(rows.slice(0, 2).map(row => [row.principalCents, row.interestCents])).toEqual([
      [0, 2_000],
      [0, 2_000],
    ])
    expect(rows.slice(2).map(row => row.principalCents)).toEqual(plain.map(row => row.principalCents))
    expect(scheduleTotals(rows).interestCents).toBe(scheduleTotals(plain).interestCents + 24_000)
    expect(dues({ token: { periods: 1, instalmentCents: cents(112_000) } })[0]).toBe(112_000)
  })

  it('steps up by percent or to an amount', () => {
    const byPercent = dues({ stepUps: [{ from: 7, percentPpm: 100_000 }] })
    expect(new Set(byPercent.slice(0, 6)).size).toBe(1)
    expect(byPercent[6]).toBe(Math.round((byPercent[0] ?? 0) * 1.1))
    expect(Math.abs((byPercent[11] ?? 0) - (byPercent[6] ?? 0))).toBeLessThan(12)
    const toAmount = dues({ stepUps: [{ from: 7, instalmentCents: cents(150_000) }] })
    expect(toAmount.slice(6, 11)).toEqual(Array.from({ length: 5 }, () => 150_000))
    expect(Math.abs((toAmount[11] ?? 0) - 150_000)).toBeLessThan(12)
  })

  it('a pay-day is kept through short months, from the first on or after the first date', () => {
    const dates = (firstDueOn: string, payDay: number) => rowsOf({ firstDueOn: localDate(firstDueOn), payDay, count: 3 }).map(row => row.dueOn)
    expect(dates('2026-01-20', 31)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
    expect(dates('2026-01-26', 25)).toEqual(['2026-02-25', '2026-03-25', '2026-04-25'])
  })

  it('the first period bears interest for its own length', () => {
    const first = (startOn: string, dayCount: (typeof DAY_COUNTS)[number]) =>
      rowsOf({ accrual: { dayCount, startOn: localDate(startOn) } })[0]?.interestCents
    expect([first('2026-01-15', '30/360'), first('2026-01-31', '30/360'), first('2025-12-15', '30/360')]).toEqual([12_000, 6_000, 24_000])
    expect([first('2026-01-15', 'act/360'), first('2026-01-15', 'act/365'), first('2026-02-15', 'act/act')]).toEqual([12_400, 12_230, 0])
    expect(rowsOf({ accrual: { dayCount: '30/360' } })).toEqual(rowsOf({}))
  })
})

describe('impossible terms', () => {
  it.each<[string, Partial<ScheduleTerms>, Record<string, string>]>([
    ['a first date before the start', { accrual: { dayCount: 'act/365', startOn: localDate('2026-03-01') } }, { firstDueOn: 'date_before_start' }],
    ['interest only to the end', { interestOnly: 12 }, { method: 'interest_first_too_long' }],
    ['a holiday after the end', { principalHoliday: { from: 13, periods: 1 } }, { 'principalHoliday.from': 'instalment_number_unknown' }],
    ['an instalment that only equal ones have', { method: 'flat', instalmentCents: cents(1) }, { instalmentCents: 'equal_instalments_only' }],
    ['an instalment below its interest', { instalmentCents: cents(11_999) }, { instalmentCents: 'instalment_below_interest' }],
    ['an instalment that ends it early', { instalmentCents: cents(200_000) }, { instalmentCents: 'instalment_pays_off_early' }],
    ['a token that pays all', { token: { periods: 2, instalmentCents: cents(1_300_000) } }, { 'token.instalmentCents': 'instalment_pays_off_early' }],
    ['a pay-day every week', { frequency: 'weekly', payDay: 5 }, { payDay: 'pay_day_monthly_only' }],
    ['a last date beyond the calendar', { count: 1_000, frequency: { days: 366 } }, { count: 'date_out_of_range' }],
    ['a step to less than the interest', { stepUps: [{ from: 2, instalmentCents: cents(5) }] }, { 'stepUps.0.instalmentCents': 'step_not_up' }],
    [
      'a step below the interest beside a given instalment',
      { instalmentCents: cents(20_000), stepUps: [{ from: 2, instalmentCents: cents(5) }] },
      { 'stepUps.0.instalmentCents': 'instalment_below_interest' },
    ],
  ])('%s', (_name, own, expected) => expect(reasons(own)).toEqual(expected))

  it('are said all at once', () => {
    const stepUps = [13, 13].map(from => ({ from, percentPpm: 1 }))
    expect(reasons({ interestOnly: 12, principalHoliday: { from: 0, periods: 1 }, frequency: 'weekly', payDay: 1, stepUps })).toEqual({
      method: 'interest_first_too_long',
      'principalHoliday.from': 'instalment_number_unknown',
      payDay: 'pay_day_monthly_only',
      'stepUps.1.from': 'step_number_twice',
    })
  })

  it('an instalment that is exactly the interest is possible', () => expect(reasons({ instalmentCents: cents(12_000) })).toEqual({}))
})

describe('every schedule', () => {
  const period = fc.oneof(fc.constantFrom<Period>('monthly', 'fortnightly', 'weekly'), fc.integer({ min: 1, max: 120 }).map(days => ({ days })))
  const day = fc.nat(800).map(days => addDays(localDate('2026-01-01'), days))
  const amount = fc.integer({ min: 1, max: 2_000_000 }).map(cents)
  const percent = (most: number) => fc.record({ from: fc.integer({ min: 2, max: Math.max(2, most) }), percentPpm: fc.integer({ min: 1, max: 500_000 }) })
  const required = ['method', 'principalCents', 'annualRatePpm', 'count', 'frequency', 'firstDueOn'] as const
  const termsOf = (count: number): fc.Arbitrary<ScheduleTerms> =>
    fc.record(
      {
        method: fc.constantFrom('equal_instalment' as const, 'equal_principal' as const, 'flat' as const),
        principalCents: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 1_000_000_000 })).map(cents),
        annualRatePpm: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })),
        count: fc.constant(count),
        frequency: period,
        firstDueOn: day.map(on => addDays(on, 800)),
        accrual: fc.record({ dayCount: fc.constantFrom(...DAY_COUNTS), startOn: day }, { requiredKeys: ['dayCount'] }),
        payDay: fc.integer({ min: 1, max: 31 }),
        rounding: fc.constantFrom<Rounding>('half-even', 'half-up', 'down'),
        instalmentUnitCents: fc.constantFrom(1, 10, 100, 1_000),
        interestOnly: fc.nat(count - 1),
        principalHoliday: fc.record({ from: fc.integer({ min: 1, max: count }), periods: fc.integer({ min: 1, max: 24 }) }),
        token: fc.record({ periods: fc.integer({ min: 1, max: 12 }), instalmentCents: fc.nat(2_000).map(cents) }),
        stepUps: fc.uniqueArray(percent(count), { maxLength: 4, selector: step => step.from }),
      },
      { requiredKeys: [...required] },
    )
  /** What only some methods and periods have is left out of the others. */
  const fitting = ({ payDay, interestOnly, stepUps, ...own }: ScheduleTerms): ScheduleTerms => ({
    ...own,
    ...(payDay !== undefined && own.frequency === 'monthly' ? { payDay } : {}),
    ...(own.method === 'equal_instalment' ? { interestOnly, stepUps } : {}),
  })
  const counted = fc.integer({ min: 1, max: 90 }).chain(termsOf)
  const terms = fc.oneof(
    { weight: 4, arbitrary: counted.map(fitting) },
    fc.tuple(counted, amount).map(([own, instalmentCents]) => ({ ...own, instalmentCents })),
    fc.tuple(counted, amount, fc.nat(90)).map(([own, instalmentCents, from]) => ({ ...own, stepUps: [{ from, instalmentCents }] })),
  )

  it('is refused with reasons, or sums to the principal, ends at zero and is never negative', () => {
    let kept = 0
    fc.assert(
      fc.property(terms, own => {
        const found = assessSchedule(own)
        if (!found.ok) {
          expect(found.refusals.length).toBeGreaterThan(0)
          return
        }
        kept += 1
        const { schedule } = found
        expect(schedule).toHaveLength(own.count + (own.token?.periods ?? 0) + (own.principalHoliday?.periods ?? 0))
        expect(scheduleTotals(schedule).principalCents).toBe(own.principalCents)
        expect(schedule.at(-1)?.balanceCents).toBe(0)
        let balance: number = own.principalCents
        for (const [i, row] of schedule.entries()) {
          expect(Math.min(row.principalCents, row.interestCents, row.balanceCents)).toBeGreaterThanOrEqual(0)
          balance -= row.principalCents
          expect([row.number, row.balanceCents]).toEqual([i + 1, balance])
          if (i > 0) expect(row.dueOn > (schedule[i - 1]?.dueOn ?? '')).toBe(true)
        }
        const working = interestWorking(own)
        expect(working.reduce((sum, line) => sum + line.cents, 0)).toBe(scheduleTotals(schedule).interestCents)
        expect(working.map(line => line.to)).toEqual(schedule.map(row => row.dueOn))
        if (own.annualRatePpm === 0) expect(scheduleTotals(schedule).interestCents).toBe(0)
      }),
      { numRuns: 1_500 },
    )
    expect(kept).toBeGreaterThan(300)
  })
})
