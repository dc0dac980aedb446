import { addDays, type LocalDate } from '@/lib/dates'
import type { DayCount } from '@/lib/loans/day-count'
import { partOfYear, roundHalfEven, yearLength } from './naive-loan'

/*
 * Dates and interest of a rhythm, written from the rules and not from the schedule's code: month by month, day by day, whole numbers.
 */

export type NaiveRhythm = { frequency: 'monthly' | 'fortnightly' | 'weekly'; dayCount: DayCount | null }
export type NaivePeriod = { from: LocalDate; to: LocalDate; parts: number; perYear: number }

const isLeap = (year: number): boolean => year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)
const lastDay = (year: number, month: number): number => [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
const split = (date: LocalDate): [number, number, number] => [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))]
const two = (value: number): string => String(value).padStart(2, '0')

/** `count` dates from the first on; a day that a month has not is its last. */
export function naiveDates(first: LocalDate, frequency: NaiveRhythm['frequency'], count: number, from = 0): LocalDate[] {
  return Array.from({ length: count }, (_, i) => {
    if (frequency !== 'monthly') return addDays(first, (i + from) * (frequency === 'weekly' ? 7 : 14))
    const [year, month, day] = split(first)
    const months = year * 12 + month - 1 + i + from
    const [y, m] = [Math.floor(months / 12), (months % 12) + 1]
    return `${y}-${two(m)}-${two(Math.min(day, lastDay(y, m)))}` as LocalDate
  })
}

/** ISDA 2006 4.16(f), whole months of a monthly rhythm as 30 days. */
function days30(from: LocalDate, to: LocalDate, frequency: NaiveRhythm['frequency']): number {
  const [[y1, m1, d1], [y2, m2, d2]] = [split(from), split(to)]
  const months = (y2 - y1) * 12 + m2 - m1
  const isWhole = d1 === d2 || (d2 === lastDay(y2, m2) && d1 > d2) || (d1 === lastDay(y1, m1) && d2 > d1)
  if (frequency === 'monthly' && isWhole) return months * 30
  return months * 30 + (d2 === 31 && d1 >= 30 ? 30 : d2) - (d1 === 31 ? 30 : d1)
}

export function naivePeriod(from: LocalDate, to: LocalDate, { frequency, dayCount }: NaiveRhythm): NaivePeriod {
  if (dayCount === null) return { from, to, parts: 1, perYear: { monthly: 12, fortnightly: 26, weekly: 52 }[frequency] }
  if (dayCount === '30/360') return { from, to, parts: days30(from, to, frequency), perYear: 360 }
  let parts = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) parts += partOfYear(dayCount, day)
  return { from, to, parts, perYear: yearLength[dayCount] }
}

/** The periods that end on these dates, the first from `start`. */
export const naivePeriods = (start: LocalDate, dates: readonly LocalDate[], rhythm: NaiveRhythm): NaivePeriod[] =>
  dates.map((to, i) => naivePeriod(dates[i - 1] ?? start, to, rhythm))

/** Interest for some parts of a year, rounded once. */
export const naiveInterest = (base: number, ratePpm: number, parts: number, perYear: number): number =>
  Number(roundHalfEven(BigInt(base) * BigInt(ratePpm) * BigInt(parts), 1_000_000n * BigInt(perYear)))

/** Interest of days after `day` on a balance that is paid down on the periods' last days; plain days where days are not counted. */
export function naiveToCome(
  principal: number,
  ratePpm: number,
  periods: readonly NaivePeriod[],
  paid: ReadonlyMap<LocalDate, number>,
  { frequency, dayCount }: NaiveRhythm,
  day: LocalDate,
): number {
  const counted = { frequency, dayCount: dayCount ?? ('act/365' as const) }
  let balance = principal
  let sum = 0
  for (const { from, to, parts, perYear } of periods) {
    const whole = naiveInterest(balance, ratePpm, parts, perYear)
    balance -= paid.get(to) ?? 0
    if (from >= day) sum += whole
    else if (to > day) sum += naiveInterest(whole, 1_000_000, naivePeriod(day, to, counted).parts, naivePeriod(from, to, counted).parts)
  }
  return sum
}
