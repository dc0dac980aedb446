import { Temporal } from 'temporal-polyfill'

/** A business date, `2026-11-22`. Sorts and compares as text. */
export type LocalDate = string & { readonly __unit: 'local-date' }

/** Brands and checks an ISO calendar date. Throws RangeError on an impossible one. */
export function localDate(text: string): LocalDate {
  return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() as LocalDate
}

/** Null instead of a throw, for input from people and files. */
export function parseLocalDate(text: string): LocalDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return localDate(text)
  } catch {
    return null
  }
}

export const addDays = (date: LocalDate, days: number): LocalDate => fromDayNumber(dayNumber(date) + days)

/** Same day of the month, or the month's last day (Civil Code art. 202). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY
  const last = Date.UTC(Math.floor((month + 1) / 12), (month + 1) % 12, 1) / DAY - 1
  return fromDayNumber(Math.min(first + Number(date.slice(8, 10)) - 1, last))
}

/** Whole days from one date to a later one; negative when it is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

/** Days since 1970-01-01. Calendar sums are integer arithmetic on it: schedules and replays do thousands of them. */
export const dayNumber = (date: LocalDate): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY

const DAY = 86_400_000
const KEPT = 50_000
const dates = new Map<number, LocalDate>()

/** The date of a day number. Remembered: a run asks for the same few hundred dates again and again. */
export function fromDayNumber(day: number): LocalDate {
  const known = dates.get(day)
  if (known !== undefined) return known
  if (dates.size > KEPT) dates.clear()
  const date = new Date(day * DAY).toISOString().slice(0, 10) as LocalDate
  dates.set(day, date)
  return date
}

export const dateIn = (moment: Date, timeZone: string): LocalDate =>
  zoned(moment, timeZone).toPlainDate().toString() as LocalDate

/** Minutes since local midnight in a zone. */
export const minuteOfDay = (moment: Date, timeZone: string): number => {
  const local = zoned(moment, timeZone)
  return local.hour * 60 + local.minute
}

/** Seconds since local midnight in a zone. */
export const secondOfDay = (moment: Date, timeZone: string): number => {
  const local = zoned(moment, timeZone)
  return local.hour * 3600 + local.minute * 60 + local.second
}

/** The moment the wall clock of `timeZone` shows this second of the day on `date`; a skipped hour gives the next valid moment. */
export function atSecond(date: LocalDate, second: number, timeZone: string): Date {
  const time = { hour: Math.floor(second / 3600), minute: Math.floor((second % 3600) / 60), second: second % 60 }
  const plain = Temporal.PlainDate.from(date).toPlainDateTime(time)
  return new Date(plain.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** The first moment at or after which the wall clock of `timeZone` shows `hour` on `date`. */
export function atHour(date: LocalDate, hour: number, timeZone: string): Date {
  const plain = Temporal.PlainDate.from(date).toPlainDateTime({ hour })
  return new Date(plain.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
}

/** The minute of the day that "09:20" names. */
export const minuteOf = (at: string): number => Number(at.slice(0, 2)) * 60 + Number(at.slice(3))

export const addMilliseconds = (moment: Date, milliseconds: number): Date => new Date(moment.getTime() + milliseconds)
export const addMinutes = (moment: Date, minutes: number): Date => addMilliseconds(moment, minutes * 60_000)
export const addHours = (moment: Date, hours: number): Date => addMinutes(moment, hours * 60)

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

const zoned = (moment: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime()).toZonedDateTimeISO(timeZone)
