import { addDays, addMonths, type LocalDate } from '@/lib/dates'
import { PPM, type AnnualRatePpm } from '@/lib/money'
import { yearParts, YEAR_PARTS, type DayCount } from './day-count'

export const FREQUENCIES = ['monthly', 'fortnightly', 'weekly'] as const
export type Frequency = (typeof FREQUENCIES)[number]
export type Period = Frequency | { days: number }

const PERIODS_PER_YEAR: Record<Frequency, number> = { monthly: 12, fortnightly: 26, weekly: 52 }

export const periodsPerYear = (frequency: Frequency): number => PERIODS_PER_YEAR[frequency]

/** The date `periods` after `first`, always reckoned from the first date so that a 31st comes back after February. */
export function dueDate(first: LocalDate, period: Period, periods: number): LocalDate {
  if (period === 'monthly') return addMonths(first, periods)
  if (period === 'fortnightly' || period === 'weekly') return addDays(first, periods * (period === 'weekly' ? 7 : 14))
  return addDays(first, periods * period.days)
}

/** The first pay-day on or after a date, as a date whose later months keep that day: 31 is the last day of each month. */
export function payDayFrom(date: LocalDate, dayOfMonth: number): { first: LocalDate; at: (months: number) => LocalDate } {
  const inMonth = (months: number): LocalDate => {
    const first = addMonths(`${date.slice(0, 8)}01` as LocalDate, months)
    const last = addDays(addMonths(first, 1), -1)
    const wanted = addDays(first, dayOfMonth - 1)
    return wanted < last ? wanted : last
  }
  const skip = inMonth(0) < date ? 1 : 0
  return { first: inMonth(skip), at: months => inMonth(months + skip) }
}

/** Part of a year that one period's interest is for. */
export type YearShare = { parts: number; perYear: number }

export type DateTerms = {
  frequency: Period
  firstDueOn: LocalDate
  /** Every month on this day instead, from the first one on or after `firstDueOn`. */
  payDay?: number
  /** The dates themselves, in place of those that follow from the first. */
  dueDates?: readonly LocalDate[]
  /** Interest by days, from `startOn` or else one period before the first date. Absent: rate ÷ periods in a year. */
  accrual?: { dayCount: DayCount; startOn?: LocalDate }
}

export type DuePeriod = { from: LocalDate; dueOn: LocalDate; share: YearShare }

/** Due dates of `count` rows, each with the day its interest runs from and the share of a year it is for. */
export function duePeriods(terms: DateTerms, count: number): DuePeriod[] {
  const { frequency, firstDueOn, payDay, dueDates, accrual } = terms
  const pay = payDay === undefined ? null : payDayFrom(firstDueOn, payDay)
  const at = (periods: number) => dueDates?.[periods] ?? (pay ? pay.at(periods) : dueDate(firstDueOn, frequency, periods))
  const share = yearShare(frequency, accrual?.dayCount)
  return Array.from({ length: count }, (_, i) => {
    const dueOn = at(i)
    const from = i === 0 ? (accrual?.startOn ?? at(-1)) : at(i - 1)
    return { from, dueOn, share: share(from, dueOn) }
  })
}

/** What share of a year lies between two dates of a rhythm. A whole month is 30 days of 30/360 however long it is. */
export function yearShare(frequency: Period, dayCount: DayCount | undefined): (from: LocalDate, to: LocalDate) => YearShare {
  if (dayCount === undefined) {
    const fixed = typeof frequency === 'object' ? { parts: frequency.days, perYear: 365 } : { parts: 1, perYear: periodsPerYear(frequency) }
    return () => fixed
  }
  const perYear = YEAR_PARTS[dayCount]
  return (from, to) => {
    const months = dayCount === '30/360' && frequency === 'monthly' ? wholeMonths(from, to) : null
    return { parts: months === null ? yearParts(dayCount, from, to) : months * 30, perYear }
  }
}

function wholeMonths(from: LocalDate, to: LocalDate): number | null {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7))
  return addMonths(from, months) === to || addMonths(to, -months) === from ? months : null
}

/** Interest for a share of a year as a fraction of the balance, over one denominator for all rows of a schedule. */
export const rateFor = ({ parts, perYear }: YearShare, rate: AnnualRatePpm): { numerator: bigint; denominator: bigint } => ({
  numerator: BigInt(rate) * BigInt(parts),
  denominator: BigInt(PPM) * BigInt(perYear),
})
