import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { calendars } from './shipped'

type Day = Temporal.PlainDate
const on = (year: number, month: number, day: number): Day => Temporal.PlainDate.from({ year, month, day })
/** The n-th (or, with −1, the last) weekday of a month; 1 is Monday. */
const nth = (year: number, month: number, weekday: number, n: number): Day => {
  const days = Array.from({ length: on(year, month, 1).daysInMonth }, (_, i) => on(year, month, i + 1)).filter(
    day => day.dayOfWeek === weekday,
  )
  return days.at(n > 0 ? n - 1 : n) ?? on(year, month, 1)
}
const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030]
const listed = (country: 'US' | 'GB') => [...calendars[country].holidays.keys()].sort()
const texts = (days: Day[]) => days.map(String).sort()

describe('holidays by rule', () => {
  it('US: 5 U.S.C. 6103, with the observed day when one falls on a weekend', () => {
    const observed = (day: Day) =>
      day.dayOfWeek === 6 ? day.subtract({ days: 1 }) : day.dayOfWeek === 7 ? day.add({ days: 1 }) : day
    const federal = [...years, 2031].flatMap(year => [
      ...[on(year, 1, 1), on(year, 6, 19), on(year, 7, 4), on(year, 11, 11), on(year, 12, 25)].map(observed),
      ...[
        nth(year, 1, 1, 3),
        nth(year, 2, 1, 3),
        nth(year, 5, 1, -1),
        nth(year, 9, 1, 1),
        nth(year, 10, 1, 2),
        nth(year, 11, 4, 4),
      ],
    ])
    expect(listed('US')).toEqual(texts(federal.filter(day => day.year < 2031)))
  })

  it('GB: England and Wales, each holiday on its day or the next weekday that is free', () => {
    const good = { 2024: '03-29', 2025: '04-18', 2026: '04-03', 2027: '03-26', 2028: '04-14', 2029: '03-30', 2030: '04-19' }
    const easter = Object.entries(good).flatMap(([year, day]) => {
      const friday = Temporal.PlainDate.from(`${year}-${day}`)
      return [friday, friday.add({ days: 3 })]
    })
    const rest = years.flatMap(year => {
      const taken: string[] = []
      const free = (day: Day): Day => {
        const found = day.dayOfWeek > 5 || taken.includes(String(day)) ? free(day.add({ days: 1 })) : day
        taken.push(String(found))
        return found
      }
      return [
        nth(year, 5, 1, 1),
        nth(year, 5, 1, -1),
        nth(year, 8, 1, -1),
        free(on(year, 1, 1)),
        free(on(year, 12, 25)),
        free(on(year, 12, 26)),
      ]
    })
    expect(listed('GB')).toEqual(texts([...easter, ...rest]))
  })

  it('CN: each day worked in exchange is a weekend day and no holiday', () => {
    const { workdays, holidays } = calendars.CN
    expect([...workdays].filter(day => Temporal.PlainDate.from(day).dayOfWeek < 6 || holidays.has(day))).toEqual([])
  })

  it('CN: 2026 as the State Council announced it on 4 November 2025', () => {
    const of2026 = [...calendars.CN.holidays]
      .filter(([day]) => day >= '2026')
      .map(([day, name]) => `${name.zh_cn} ${day.slice(5)}`)
    const counts = new Map<string, number>()
    for (const line of of2026) counts.set(line.split(' ')[0] ?? '', (counts.get(line.split(' ')[0] ?? '') ?? 0) + 1)
    expect(Object.fromEntries(counts)).toEqual({ 元旦: 3, 春节: 9, 清明: 3, 劳动节: 5, 端午: 3, 中秋: 3, 国庆节: 7 })
    expect(of2026).toEqual(expect.arrayContaining(['春节 02-15', '春节 02-23', '劳动节 05-05', '中秋 09-27', '国庆节 10-07']))
    expect([...calendars.CN.workdays].filter(day => day >= '2026')).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
  })
})
