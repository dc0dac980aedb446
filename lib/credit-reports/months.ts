import { addDays, addMonths, localDate, type LocalDate } from '@/lib/dates'

/** A bad record is kept five years (征信业管理条例 art. 16); older lines are not looked at again. */
const KEPT_MONTHS = 60

export const monthStart = (date: LocalDate): LocalDate => localDate(`${date.slice(0, 7)}-01`)
export const monthEnd = (date: LocalDate): LocalDate => addDays(addMonths(monthStart(date), 1), -1)

/** The first day on which a month may be reported: whoever was told on its last day was told in time. */
export const reportOn = (asOf: LocalDate, noticeDays: number): LocalDate => addDays(asOf, noticeDays + 1)

const monthBefore = (date: LocalDate): LocalDate => addDays(monthStart(date), -1)

/** The newest month whose day of report has come or comes within the month of `today`: with long notice not the one that is just over. */
function newestMonth(today: LocalDate, noticeDays: number): LocalDate {
  let asOf = monthBefore(today)
  while (reportOn(asOf, noticeDays) > monthEnd(today)) asOf = monthBefore(asOf)
  return asOf
}

/** Last days of the months to be reported by `today`, oldest first: those since the last report, or the newest month where there was none. */
export function monthsDue(today: LocalDate, noticeDays: number, last: LocalDate | null): LocalDate[] {
  const newest = newestMonth(today, noticeDays)
  const due: LocalDate[] = []
  for (let asOf = newest; asOf > (last ?? monthBefore(newest)); asOf = monthBefore(asOf)) {
    if (reportOn(asOf, noticeDays) <= today) due.unshift(asOf)
  }
  return due
}

/** Times of day of the sweeps that make reports and that tell of them. */
export const REPORTS_AT = '03:00'
export const NOTICES_AT = '09:20'

/** The first month that a lender reports and the day on which it is made, when the next sweep is on `next`. */
export function firstReport(today: LocalDate, next: LocalDate, noticeDays: number): { asOf: LocalDate; on: LocalDate } {
  const asOf = newestMonth(today, noticeDays)
  const from = reportOn(asOf, noticeDays)
  const on = from > next ? from : next
  return monthStart(on) > monthStart(today) ? firstReport(on, on, noticeDays) : { asOf, on }
}

export const oldestKept = (today: LocalDate): LocalDate => addMonths(today, -KEPT_MONTHS)
