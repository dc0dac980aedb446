import { addMonths, type LocalDate } from '@/lib/dates'

/** True when the oldest unpaid due date is three years back or more: the shortest general period of the shipped packs (Civil Code art. 188). */
export const mayBeTimeBarred = (oldestUnpaidDueOn: LocalDate | null, today: LocalDate): boolean =>
  oldestUnpaidDueOn !== null && addMonths(oldestUnpaidDueOn, 36) <= today
