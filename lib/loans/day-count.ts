import { dayNumber, daysBetween, fromDayNumber, type LocalDate } from '@/lib/dates'

/** How days become parts of a year: 30/360 (ISDA 2006 4.16(f)), Actual/360, Actual/365 (Fixed), Actual/Actual (ISDA 4.16(b)). */
export const DAY_COUNTS = ['30/360', 'act/360', 'act/365', 'act/act'] as const
export type DayCount = (typeof DAY_COUNTS)[number]

/** Parts of a year: `numerator` ÷ `YEAR_PARTS[dayCount]`. Both are safe integers for any dates of four-digit years. */
export const YEAR_PARTS: Readonly<Record<DayCount, number>> = { '30/360': 360, 'act/360': 360, 'act/365': 365, 'act/act': 365 * 366 }

/** Days that a day count sees from one date to a later one, the first not counted. */
export function countedDays(dayCount: DayCount, from: LocalDate, to: LocalDate): number {
  return dayCount === '30/360' ? days30(from, to) : daysBetween(from, to)
}

/** The numerator over `YEAR_PARTS`: days, or for Actual/Actual days weighted by the length of the year they fall in. */
export function yearParts(dayCount: DayCount, from: LocalDate, to: LocalDate): number {
  return dayCount === 'act/act' ? weighted(dayNumber(to)) - weighted(dayNumber(from)) : countedDays(dayCount, from, to)
}

function days30(from: LocalDate, to: LocalDate): number {
  const first = Math.min(30, dayOf(from))
  const last = first === 30 ? Math.min(30, dayOf(to)) : dayOf(to)
  return (monthNumber(to) - monthNumber(from)) * 30 + last - first
}

/**
 * A clock that ticks in year parts: what passes between two days is the difference of their readings, so that pieces of a
 * period add up to the whole. 30/360 then reads as 30E/360 (a 31st is a 30th at both ends).
 */
export function yearClock(dayCount: DayCount): (day: number) => number {
  if (dayCount === 'act/act') return weighted
  if (dayCount !== '30/360') return day => day
  return day => {
    const date = fromDayNumber(day)
    return monthNumber(date) * 30 + Math.min(30, dayOf(date))
  }
}

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4))
const dayOf = (date: LocalDate): number => Number(date.slice(8, 10))
const monthNumber = (date: LocalDate): number => yearOf(date) * 12 + Number(date.slice(5, 7))
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Every whole year is 365 × 366; a day of a leap year is 365, of any other 366. */
function weighted(day: number): number {
  const year = yearOf(fromDayNumber(day))
  const dayOfYear = day - dayNumber(`${String(year).padStart(4, '0')}-01-01` as LocalDate)
  return (year - 1970) * YEAR_PARTS['act/act'] + dayOfYear * (isLeap(year) ? 365 : 366)
}
