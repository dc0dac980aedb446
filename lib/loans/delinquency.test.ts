import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { BUCKETS, bucketOf, bucketRange, daysPastDue, delinquentDays, overdueByAge, riskClassOf } from './delinquency'

const four = ['2023-10-01', '2023-10-16', '2023-10-31', '2023-11-15'].map(dueOn => ({ dueOn: localDate(dueOn), openCents: cents(25_000) }))
const aged = (lines: typeof four, asOf: string) =>
  overdueByAge(lines, localDate(asOf))
    .filter(range => range.amountCents > 0)
    .map(range => [range.from, range.to, range.amountCents])

describe('overdue by age', () => {
  it('B1', () =>
    expect(aged(four, '2023-11-16')).toEqual([
      [1, 3, 25_000],
      [4, 30, 25_000],
      [31, 60, 50_000],
    ]))
  it('B2', () =>
    expect(aged(four, '2023-12-16')).toEqual([
      [31, 60, 50_000],
      [61, 90, 50_000],
    ]))
  it('B3', () => expect(aged(four.map(line => ({ ...line, openCents: cents(0) })), '2023-12-17')).toEqual([]))
})

it('B4: grace and a pause', () => {
  const due = localDate('2023-10-01')
  const pauses = [{ from: localDate('2023-10-06'), to: localDate('2023-10-30') }]
  const on = (date: string) => [delinquentDays(due, localDate(date), 3, pauses), daysPastDue(due, localDate(date))]
  expect([on('2023-10-05'), on('2023-10-06'), on('2023-10-30'), on('2023-10-31')]).toEqual([
    [1, 4],
    [2, 5],
    [2, 29],
    [3, 30],
  ])
})

it('of pauses that overlap counts each day once, in any order', () => {
  const pause = fc.tuple(fc.nat(80), fc.nat(40)).map(([from, days]) => ({ from: addDays(localDate('2023-09-20'), from), to: addDays(localDate('2023-09-20'), from + days) }))
  const due = localDate('2023-10-01')
  fc.assert(
    fc.property(fc.array(pause, { maxLength: 5 }), fc.nat(120), (pauses, days) => {
      const asOf = addDays(due, days)
      const counted = Array.from({ length: days }, (_, i) => addDays(due, i + 1)).filter(day => !pauses.some(({ from, to }) => from < day && day <= to))
      expect(delinquentDays(due, asOf, 0, pauses)).toBe(counted.length)
    }),
  )
})

it('C23: five categories', () => {
  expect([0, 1, 90, 91, 270, 271, 360, 361].map(riskClassOf)).toEqual([
    'normal',
    'special_mention',
    'special_mention',
    'substandard',
    'substandard',
    'doubtful',
    'doubtful',
    'loss',
  ])
})

describe('buckets', () => {
  it('turn at 1, 31, 61 … 181', () => {
    expect([0, 1, 30, 31, 60, 61, 90, 91, 120, 121, 150, 151, 180, 181, 2_000].map(bucketOf).join(' ')).toBe(
      'M0 M1 M1 M2 M2 M3 M3 M4 M4 M5 M5 M6 M6 M6+ M6+',
    )
  })
  it('have ranges that hold exactly their days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), dpd => {
        const homes = BUCKETS.filter(bucket => {
          const { from, to } = bucketRange(bucket)
          return dpd >= from && (to === null || dpd <= to)
        })
        expect(homes).toEqual([bucketOf(dpd)])
      }),
    )
  })
  it('count the day after the due date as 1', () => {
    const due = localDate('2026-03-15')
    expect([0, 1, 17, -5].map(days => daysPastDue(due, addDays(due, days)))).toEqual([0, 1, 17, 0])
    expect(daysPastDue(null, due)).toBe(0)
  })
})
