import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, fromDayNumber, localDate } from '@/lib/dates'
import { countedDays, DAY_COUNTS, YEAR_PARTS, yearClock, yearParts } from './day-count'

const date = (text: string) => localDate(text)

describe('30/360', () => {
  /** Rows of ISDA's sheet "30/360 day count conventions" (2006 definitions), column Bond Basis. */
  it.each([
    ['2007-01-15', '2007-01-30', 15],
    ['2007-01-15', '2007-02-15', 30],
    ['2007-01-15', '2007-07-15', 180],
    ['2007-09-30', '2008-03-31', 180],
    ['2007-09-30', '2007-10-31', 30],
    ['2007-09-30', '2008-09-30', 360],
    ['2007-01-15', '2007-01-31', 16],
    ['2007-01-31', '2007-02-28', 28],
    ['2007-02-28', '2007-03-31', 33],
    ['2006-08-31', '2007-02-28', 178],
    ['2007-02-28', '2007-08-31', 183],
    ['2007-02-14', '2007-02-28', 14],
    ['2007-02-26', '2008-02-29', 363],
    ['2008-02-29', '2009-02-28', 359],
    ['2008-02-29', '2008-03-30', 31],
    ['2008-02-29', '2008-03-31', 32],
    ['2007-02-28', '2007-03-05', 7],
    ['2007-10-31', '2007-11-28', 28],
    ['2007-08-31', '2008-02-29', 179],
    ['2008-02-29', '2008-08-31', 182],
    ['2008-08-31', '2009-02-28', 178],
    ['2009-02-28', '2009-08-31', 183],
  ])('%s to %s is %d days', (from, to, days) => expect(countedDays('30/360', date(from), date(to))).toBe(days))
})

describe('Actual/Actual (ISDA)', () => {
  /** ISDA, "EMU and market conventions: recent developments" (1998), as QuantLib's tests carry them. */
  it.each([
    ['2003-11-01', '2004-05-01', 0.497724380567],
    ['1999-02-01', '1999-07-01', 0.41095890411],
    ['1999-07-01', '2000-07-01', 1.001377348600],
    ['2002-08-15', '2003-07-15', 0.915068493151],
    ['2003-07-15', '2004-01-15', 0.504004790778],
    ['1999-07-30', '2000-01-30', 0.503892506924],
    ['2000-01-30', '2000-06-30', 0.415300546448],
    ['1999-11-30', '2000-04-30', 0.415540085000],
  ])('%s to %s is %d years', (from, to, years) =>
    expect(yearParts('act/act', date(from), date(to)) / YEAR_PARTS['act/act']).toBeCloseTo(years, 9),
  )
})

describe('every day count', () => {
  const day = fc.integer({ min: -30_000, max: 80_000 }).map(fromDayNumber)
  const dayCount = fc.constantFrom(...DAY_COUNTS)

  it('counts nothing from a day to itself and never falls as time passes', () => {
    fc.assert(
      fc.property(dayCount, day, fc.nat(4_000), (name, from, days) => {
        const to = addDays(from, days)
        expect(yearParts(name, from, from)).toBe(0)
        expect(yearParts(name, from, to)).toBeLessThanOrEqual(yearParts(name, from, addDays(to, 1)))
        if (name.startsWith('act')) expect(countedDays(name, from, to)).toBe(daysBetween(from, to))
        expect(Math.abs(countedDays(name, from, to) - days)).toBeLessThanOrEqual(3 + days / 60)
      }),
    )
  })

  it('has a clock whose pieces add up and that agrees to a day', () => {
    fc.assert(
      fc.property(dayCount, day, fc.nat(2_000), (name, from, days) => {
        const clock = yearClock(name)
        const start = daysBetween(date('1970-01-01'), from)
        const passed = clock(start + days) - clock(start)
        const parts = yearParts(name, from, addDays(from, days))
        expect(passed).toBeGreaterThanOrEqual(0)
        if (name === '30/360') expect(Math.abs(passed - parts)).toBeLessThanOrEqual(1)
        else expect(passed).toBe(parts)
      }),
    )
  })
})
