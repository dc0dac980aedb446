import { addDays, addMonths, localDate, type LocalDate } from '@/lib/dates'

/** A bad record is kept five years (征信业管理条例 art. 16); older lines are not looked at again. */
const KEPT_MONTHS = 60

export const monthStart = (date: LocalDate): LocalDate => localDate(`${date.slice(0, 7)}-01`)
export const monthEnd = (date: LocalDate): LocalDate => addDays(addMonths(monthStart(date), 1), -1)

/** The first day on which a month may be reported: whoever was told on its last day was told in time. */
export const reportOn = (asOf: LocalDate, noticeDays: number): LocalDate => addDays(asOf, noticeDays + 1)

/** Last days of the months to be reported by `today`, oldest first: those since the last report, or the month that is just over where there was none. */
export function monthsDue(today: LocalDate, noticeDays: number, last: LocalDate | null): LocalDate[] {
  const justOver = addDays(monthStart(today), -1)
  const due: LocalDate[] = []
  for (let asOf = justOver; asOf > (last ?? addDays(monthStart(justOver), -1)); asOf = addDays(monthStart(asOf), -1)) {
    if (reportOn(asOf, noticeDays) <= today) due.unshift(asOf)
  }
  return due
}

export const oldestKept = (today: LocalDate): LocalDate => addMonths(today, -KEPT_MONTHS)
