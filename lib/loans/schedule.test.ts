import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { cents, type Rounding } from '@/lib/money'
import { buildSchedule, instalmentAmount, periodInterest, scheduleTotals, type Frequency, type Instalment, type ScheduleTerms } from './schedule'

type Golden = {
  id: string
  terms: ScheduleTerms
  instalmentCents?: number
  lastInstalmentCents?: number
  totalInterestCents?: number
  rows: Partial<Instalment>[]
}
const golden = JSON.parse(readFileSync(new URL('./golden/schedules.json', import.meta.url), 'utf8')) as Golden[]

describe('published schedules', () => {
  it.each(golden.map(example => [example.id, example] as const))('%s', (_, example) => {
    const schedule = buildSchedule(example.terms)
    for (const row of example.rows) expect(schedule[(row.number ?? 0) - 1]).toMatchObject(row)
    if (example.instalmentCents !== undefined) expect(instalmentAmount(example.terms)).toBe(example.instalmentCents)
    if (example.totalInterestCents !== undefined) expect(scheduleTotals(schedule).interestCents).toBe(example.totalInterestCents)
    const last = schedule.at(-1)
    if (example.lastInstalmentCents !== undefined) {
      expect((last?.principalCents ?? 0) + (last?.interestCents ?? 0)).toBe(example.lastInstalmentCents)
    }
  })

  it('comes back to the 31st after a short month', () => {
    const dates = buildSchedule({ ...aLoan, firstDueOn: localDate('2027-01-31'), count: 3 }).map(row => row.dueOn)
    expect(dates).toEqual(['2027-01-31', '2027-02-28', '2027-03-31'])
  })

  it('refuses impossible terms', () => {
    expect(() => buildSchedule({ ...aLoan, count: 0 })).toThrow(RangeError)
    expect(() => buildSchedule({ ...aLoan, count: 1.5 })).toThrow(RangeError)
    expect(() => buildSchedule({ ...aLoan, principalCents: cents(-1) })).toThrow(RangeError)
    expect(() => instalmentAmount({ ...aLoan, instalmentUnitCents: 0 })).toThrow(RangeError)
  })
})

const aLoan: ScheduleTerms = {
  method: 'equal_instalment',
  principalCents: cents(1_000_000),
  annualRatePpm: 180_000,
  count: 12,
  frequency: 'monthly',
  firstDueOn: localDate('2026-01-31'),
}

const anyTerms: fc.Arbitrary<ScheduleTerms & { frequency: Frequency }> = fc.record(
  {
    method: fc.constantFrom('equal_instalment' as const, 'equal_principal' as const, 'flat' as const),
    principalCents: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 100_000_000_000 })).map(cents),
    annualRatePpm: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1_000_000 })),
    count: fc.integer({ min: 1, max: 480 }),
    frequency: fc.constantFrom('monthly' as const, 'fortnightly' as const, 'weekly' as const),
    firstDueOn: fc.integer({ min: 1, max: 28 }).map(day => localDate(`2026-02-${String(day).padStart(2, '0')}`)),
    rounding: fc.constantFrom<Rounding>('half-even', 'half-up', 'down', 'up'),
    instalmentUnitCents: fc.constantFrom(1, 10, 100),
    instalmentCents: fc.integer({ min: 0, max: 10_000_000 }).map(cents),
  },
  { requiredKeys: ['method', 'principalCents', 'annualRatePpm', 'count', 'frequency', 'firstDueOn'] },
)

describe('every schedule', () => {
  it('sums to the principal, ends at zero and is never negative', () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const schedule = buildSchedule(terms)
        expect(schedule).toHaveLength(terms.count)
        expect(scheduleTotals(schedule).principalCents).toBe(terms.principalCents)
        expect(schedule.at(-1)?.balanceCents).toBe(0)
        let balance: number = terms.principalCents
        for (const row of schedule) {
          expect(row.principalCents).toBeGreaterThanOrEqual(0)
          expect(row.interestCents).toBeGreaterThanOrEqual(0)
          balance -= row.principalCents
          expect(row.balanceCents).toBe(balance)
        }
        expect(schedule.every((row, i) => i === 0 || row.dueOn > (schedule[i - 1]?.dueOn ?? ''))).toBe(true)
      }),
      { numRuns: 120 },
    )
  })

  it('charges each period its own rounded interest', () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const schedule = buildSchedule(terms)
        let balance = terms.principalCents
        for (const row of schedule) {
          const base = terms.method === 'flat' ? terms.principalCents : balance
          expect(row.interestCents).toBe(periodInterest(base, terms.annualRatePpm, terms.frequency, terms.rounding))
          balance = row.balanceCents
        }
      }),
      { numRuns: 50 },
    )
  })

  it('keeps computed equal instalments equal but for the last', () => {
    fc.assert(
      fc.property(anyTerms, terms => {
        const plain = { ...terms, method: 'equal_instalment' as const, instalmentCents: undefined, instalmentUnitCents: 1, rounding: undefined }
        const level = instalmentAmount(plain)
        const rows = buildSchedule(plain).filter(row => row.balanceCents > 0)
        expect(rows.every(row => row.principalCents + row.interestCents === Math.max(level, row.interestCents))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })
})
