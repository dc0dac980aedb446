import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, localDate, type LocalDate } from '@/lib/dates'
import { COUNTRIES, type Country } from './calendar'
import { calendars, calendarsOf } from './shipped'
import {
  addWorkingDays,
  coverageWarning,
  isWorkingDay,
  nextWorkingDay,
  rollForward,
  workingDaysBetween,
  type Reckoned,
} from './working-days'

const valueOf = <T>(reckoned: Reckoned<T>): T | string => (reckoned.ok ? reckoned.value : reckoned.refusal.reason)
const date = (text: string) => localDate(text)

describe('working days', () => {
  it.each([
    ['CN', '2026-02-13', true],
    ['CN', '2026-02-14', true],
    ['CN', '2026-02-15', false],
    ['CN', '2026-02-23', false],
    ['CN', '2026-02-24', true],
    ['CN', '2026-02-28', true],
    ['CN', '2026-03-01', false],
    ['CN', '2026-10-10', true],
    ['US', '2026-07-03', false],
    ['US', '2026-07-06', true],
    ['US', '2027-12-31', false],
    ['GB', '2026-12-28', false],
    ['GB', '2027-12-28', false],
    ['GB', '2028-01-03', false],
  ] as const)('%s %s: %s', (country, day, expected) =>
    expect(valueOf(isWorkingDay(calendars[country], date(day)))).toBe(expected),
  )

  it.each([
    ['2026-02-15', '2026-02-24'],
    ['2026-02-14', '2026-02-14'],
    ['2026-10-01', '2026-10-08'],
    ['2026-05-12', '2026-05-12'],
    ['2026-11-28', '2026-11-30'],
  ])('Civil Code art. 203: a last day on %s ends on %s', (day, expected) =>
    expect(valueOf(rollForward(calendars.CN, date(day)))).toBe(expected),
  )

  it('counts from the day after', () => {
    expect(valueOf(nextWorkingDay(calendars.CN, date('2026-02-13')))).toBe('2026-02-14')
    expect(valueOf(addWorkingDays(calendars.CN, date('2026-02-13'), 2))).toBe('2026-02-24')
    expect(valueOf(workingDaysBetween(calendars.CN, date('2026-02-13'), date('2026-02-24')))).toBe(2)
    expect(valueOf(workingDaysBetween(calendars.CN, date('2026-02-24'), date('2026-02-13')))).toBe(0)
    expect(() => addWorkingDays(calendars.CN, date('2026-02-13'), 0)).toThrow(RangeError)
  })

  it('refuses what lies outside a calendar, and says which days it covers', () => {
    const values = { country: 'CN', from: '2020-01-01', through: '2026-12-31', date: '2027-01-01' }
    const refused = { ok: false, refusal: { reason: 'calendar_not_covered', values } }
    expect(isWorkingDay(calendars.CN, date('2027-01-01'))).toEqual(refused)
    expect(addWorkingDays(calendars.CN, date('2026-12-31'), 1)).toEqual(refused)
    expect(workingDaysBetween(calendars.CN, date('2026-12-01'), date('2027-01-01'))).toEqual(refused)
    expect(valueOf(isWorkingDay(calendars.CN, date('2019-12-31')))).toBe('calendar_not_covered')
    expect(valueOf(rollForward(calendars.GB, date('2031-01-01')))).toBe('calendar_not_covered')
  })

  it('warns from 60 days before the end, and after it', () => {
    expect(coverageWarning(calendars.CN, date('2026-11-01'))).toEqual({
      country: 'CN',
      coveredThrough: '2026-12-31',
      daysLeft: 60,
    })
    expect(coverageWarning(calendars.CN, date('2026-10-31'))).toBeNull()
    expect(coverageWarning(calendars.CN, date('2027-03-01'))).toMatchObject({ daysLeft: 0 })
  })

  it('chooses calendars by currency, zone and packs', () => {
    const of = (currency: 'CNY' | 'USD' | 'GBP', timeZone: string, packs: string[]) =>
      calendarsOf({ currency, timeZone, packs }).map(found => found.country)
    expect(of('CNY', 'Asia/Shanghai', ['cn-cba-2026'])).toEqual(['CN'])
    expect(of('USD', 'America/New_York', ['us-reg-f'])).toEqual(['US'])
    expect(of('USD', 'Europe/London', ['uk-conc-7'])).toEqual(['US', 'GB'])
  })
})

describe('every calendar', () => {
  const anyDay = fc.constantFrom<Country>(...COUNTRIES).chain(country => {
    const { coveredFrom, coveredThrough } = calendars[country]
    return fc
      .nat(daysBetween(coveredFrom, coveredThrough) - 60)
      .map(days => ({ calendar: calendars[country], day: addDays(coveredFrom, days) }))
  })

  it('rolls to a working day with none between, and stays where it is one', () => {
    fc.assert(
      fc.property(anyDay, ({ calendar, day }) => {
        const rolled = valueOf(rollForward(calendar, day)) as LocalDate
        expect(valueOf(isWorkingDay(calendar, rolled))).toBe(true)
        expect(
          valueOf(workingDaysBetween(calendar, addDays(day, -1) < calendar.coveredFrom ? day : addDays(day, -1), rolled)),
        ).toBeLessThanOrEqual(1)
        expect(daysBetween(day, rolled)).toBeLessThanOrEqual(10)
      }),
    )
  })

  it('adds what it counts', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 25 }), ({ calendar, day }, count) => {
        const end = valueOf(addWorkingDays(calendar, day, count)) as LocalDate
        expect(valueOf(workingDaysBetween(calendar, day, end))).toBe(count)
      }),
    )
  })
})
