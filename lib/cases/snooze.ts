import { addDays, dateIn, minuteOfDay, type LocalDate } from '@/lib/dates'
import { SNOOZE_MAX_DAYS } from './queue'

/** The days a case may sleep until, and the usual choice. */
export const snoozeDates = (today: LocalDate) => ({
  first: addDays(today, 1),
  usual: addDays(today, 3),
  last: addDays(today, SNOOZE_MAX_DAYS),
})

/** When a case that sleeps comes back, on the wall clock of `timeZone`: "2026-11-26", "14:00" today, "2026-11-26 08:00"; null when it is awake. */
export function asleepUntil(wakesAt: Date | null, now: Date, timeZone: string): string | null {
  if (!wakesAt || wakesAt <= now) return null
  const day = dateIn(wakesAt, timeZone)
  const minute = minuteOfDay(wakesAt, timeZone)
  if (minute === 0) return day
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return day === dateIn(now, timeZone) ? time : `${day} ${time}`
}
