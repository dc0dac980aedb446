import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { dueDate, type Frequency } from '@/lib/loans/schedule'
import { cents } from '@/lib/money'
import { dearestMonth } from './dearest-month'

const every = (frequency: Frequency, first: string, amounts: readonly number[]) =>
  amounts.map((amount, i) => ({ dueOn: dueDate(localDate(first), frequency, i), totalCents: cents(amount) }))
const alike = (count: number, amount: number) => Array.from({ length: count }, () => amount)

describe('the dearest month', () => {
  it.each([
    ['monthly: the dearest instalment', every('monthly', '2026-01-31', [100, 300, 200]), 300],
    ['weekly: five Fridays of January', every('weekly', '2026-01-02', alike(9, 10_000)), 50_000],
    ['fortnightly: three dates of January', every('fortnightly', '2026-01-02', alike(6, 10_000)), 30_000],
    ['a lump sum before small weeks: no month of lump sums', every('weekly', '2026-02-02', [90_000, ...alike(8, 1_000)]), 93_000],
    ['one payment', every('weekly', '2026-01-02', [7]), 7],
    ['two loans with days of their own', [...every('monthly', '2026-01-05', alike(3, 100)), ...every('monthly', '2026-02-20', alike(3, 50))], 150],
    ['no date', [], 0],
  ])('%s', (_, rows, most) => expect(dearestMonth(rows)).toBe(most))

  it('is that of no month less and of some month exactly, in whatever order the dates come', () => {
    const row = fc.record({ dueOn: fc.nat(400).map(days => addDays(localDate('2027-12-01'), days)), totalCents: fc.nat(90_000).map(cents) })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), rows => {
        const sums: Record<string, number> = {}
        for (const { dueOn, totalCents } of rows) sums[dueOn.slice(0, 7)] = (sums[dueOn.slice(0, 7)] ?? 0) + totalCents
        expect(dearestMonth(rows)).toBe(Object.values(sums).toSorted((a, b) => b - a)[0])
        expect(dearestMonth(rows.toReversed())).toBe(dearestMonth(rows))
      }),
    )
  })
})
