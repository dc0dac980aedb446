import { addDays, type LocalDate } from '@/lib/dates'
import { SNOOZE_MAX_DAYS } from './queue'

/** The days a case may sleep until, and the usual choice. */
export const snoozeDates = (today: LocalDate) => ({
  first: addDays(today, 1),
  usual: addDays(today, 3),
  last: addDays(today, SNOOZE_MAX_DAYS),
})
