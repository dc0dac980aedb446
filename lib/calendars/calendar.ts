import { z } from 'zod'
import { addDays, localDate, type LocalDate } from '@/lib/dates'

export const COUNTRIES = ['CN', 'US', 'GB'] as const
export type Country = (typeof COUNTRIES)[number]

const day = z.iso.date().transform(localDate)

/** A country's holidays as kept in `days/`: facts with their source and the first and last day they are known for. */
const CalendarFile = z.strictObject({
  country: z.enum(COUNTRIES),
  coveredFrom: day,
  coveredThrough: day,
  lastChecked: day,
  sources: z.array(z.string().min(1)).min(1),
  holidays: z.array(
    z.strictObject({ from: day, to: day, name: z.strictObject({ en: z.string().min(1), zh_cn: z.string().min(1) }) }),
  ),
  /** Weekend days worked in exchange (调休). */
  workdays: z.array(day),
})

export type Calendar = {
  country: Country
  coveredFrom: LocalDate
  coveredThrough: LocalDate
  sources: readonly string[]
  holidays: ReadonlyMap<LocalDate, { en: string; zh_cn: string }>
  workdays: ReadonlySet<LocalDate>
}

/** Reads a calendar file. Throws on one that is not well formed. */
export function readCalendar(file: unknown): Calendar {
  const { holidays, workdays, ...rest } = CalendarFile.parse(file)
  const named = holidays.flatMap(({ from, to, name }) => daysFrom(from, to).map(on => [on, name] as const))
  return { ...rest, holidays: new Map(named), workdays: new Set(workdays) }
}

function daysFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = []
  for (let on = from; on <= to; on = addDays(on, 1)) days.push(on)
  return days
}
