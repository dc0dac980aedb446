import { addDays, daysBetween, dayNumber, type LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import type { Calendar, Country } from './calendar'

/** Where a calendar ends nobody guesses: the answer is a refusal that names the country and the days it covers. */
export type CalendarRefusal = Refusal & {
  reason: 'calendar_not_covered'
  values: { country: Country; from: LocalDate; through: LocalDate; date: LocalDate }
}
export type Reckoned<T> = { ok: true; value: T } | { ok: false; refusal: CalendarRefusal }

const WARN_DAYS = 60

export function isWorkingDay(calendar: Calendar, date: LocalDate): Reckoned<boolean> {
  const refusal = refuse(calendar, date)
  return refusal ?? { ok: true, value: works(calendar, date) }
}

/** The day itself when it is worked, else the next one that is (PRC Civil Code art. 203, Civil Procedure Law art. 85). */
export function rollForward(calendar: Calendar, date: LocalDate): Reckoned<LocalDate> {
  return walk(calendar, date, 0)
}

/** The day itself when it is worked, else the last one before it that is. */
export function rollBack(calendar: Calendar, date: LocalDate): Reckoned<LocalDate> {
  return walk(calendar, date, 0, -1)
}

/** The first working day after a date. */
export const nextWorkingDay = (calendar: Calendar, date: LocalDate): Reckoned<LocalDate> => addWorkingDays(calendar, date, 1)

/** The n-th working day after a date, which itself is not counted. Throws RangeError unless n is a whole number of at least 1. */
export function addWorkingDays(calendar: Calendar, date: LocalDate, count: number): Reckoned<LocalDate> {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`not a number of working days: ${count}`)
  const start = refuse(calendar, date)
  return start ?? walk(calendar, addDays(date, 1), count - 1)
}

/** Working days in (from, to]; 0 when `to` is not later. */
export function workingDaysBetween(calendar: Calendar, from: LocalDate, to: LocalDate): Reckoned<number> {
  const refusal = refuse(calendar, from) ?? refuse(calendar, to)
  if (refusal) return refusal
  let count = 0
  for (let on = addDays(from, 1); on <= to; on = addDays(on, 1)) if (works(calendar, on)) count++
  return { ok: true, value: count }
}

export type CoverageWarning = { country: Country; coveredThrough: LocalDate; daysLeft: number }

/** Speaks from 60 days before a calendar ends, and after it has ended. */
export function coverageWarning(calendar: Calendar, today: LocalDate): CoverageWarning | null {
  const daysLeft = daysBetween(today, calendar.coveredThrough)
  return daysLeft > WARN_DAYS
    ? null
    : { country: calendar.country, coveredThrough: calendar.coveredThrough, daysLeft: Math.max(daysLeft, 0) }
}

export const coverageWarnings = (known: readonly Calendar[], today: LocalDate): CoverageWarning[] =>
  known.map(calendar => coverageWarning(calendar, today)).filter(warning => warning !== null)

/** The working day that comes after `skip` others, `from` included in the search. */
function walk(calendar: Calendar, from: LocalDate, skip: number, step: 1 | -1 = 1): Reckoned<LocalDate> {
  let left = skip
  for (let on = from; ; on = addDays(on, step)) {
    const refusal = refuse(calendar, on)
    if (refusal) return refusal
    if (!works(calendar, on)) continue
    if (left === 0) return { ok: true, value: on }
    left--
  }
}

function works(calendar: Calendar, date: LocalDate): boolean {
  if (calendar.workdays.has(date)) return true
  return !isWeekend(date) && !calendar.holidays.has(date)
}

/** 1970-01-01 was a Thursday. */
const isWeekend = (date: LocalDate): boolean => (((dayNumber(date) + 3) % 7) + 7) % 7 > 4

function refuse(
  { country, coveredFrom, coveredThrough }: Calendar,
  date: LocalDate,
): { ok: false; refusal: CalendarRefusal } | null {
  if (date >= coveredFrom && date <= coveredThrough) return null
  return {
    ok: false,
    refusal: { reason: 'calendar_not_covered', values: { country, from: coveredFrom, through: coveredThrough, date } },
  }
}
