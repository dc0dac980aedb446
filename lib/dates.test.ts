import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, atSecond, daysBetween, localDate, parseLocalDate, secondOfDay, type LocalDate } from './dates'

const anyDate = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map(date => localDate(date.toISOString().slice(0, 10)))
const plain = (date: LocalDate) => Temporal.PlainDate.from(date)

describe('calendar arithmetic', () => {
  it('agrees with Temporal on any date', () => {
    fc.assert(
      fc.property(anyDate, anyDate, fc.integer({ min: -2000, max: 2000 }), (a, b, n) => {
        expect(addDays(a, n)).toBe(plain(a).add({ days: n }).toString())
        expect(addMonths(a, n % 600)).toBe(plain(a).add({ months: n % 600 }).toString())
        expect(daysBetween(a, b)).toBe(plain(a).until(plain(b), { largestUnit: 'days' }).days)
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the last day of a month and refuses impossible dates', () => {
    expect(addMonths(localDate('2024-01-31'), 1)).toBe('2024-02-29')
    expect(addMonths(localDate('2026-03-31'), -1)).toBe('2026-02-28')
    expect(parseLocalDate('2026-02-30')).toBeNull()
    expect(parseLocalDate('26-2-3')).toBeNull()
  })

  it('gives back the second of the day outside a clock change', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu'])
      expect(secondOfDay(atSecond(localDate('2026-06-15'), 28_801, zone), zone)).toBe(28_801)
  })
})
