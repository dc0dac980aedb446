import type { LocalDate } from '@/lib/dates'
import type { AnnualRatePpm, Cents } from '@/lib/money'
import { countedDays, type DayCount } from './day-count'
import { interestBases, interestOf, type ScheduleTerms } from './schedule'

/** How one period's interest was reached: base × rate × parts ÷ `partsPerYear`. */
export type InterestLine = {
  number: number
  from: LocalDate
  to: LocalDate
  /** As the day count sees them; a whole month of 30/360 is 30. Null where a period is a plain part of the year. */
  days: number | null
  dayCount: DayCount | null
  baseCents: Cents
  ratePpm: AnnualRatePpm
  parts: number
  partsPerYear: number
  cents: Cents
}

/** A line for each instalment; together exactly the interest of the schedule, which a token payment may ask for later. */
export function interestWorking(terms: ScheduleTerms): InterestLine[] {
  const dayCount = terms.accrual?.dayCount ?? null
  return interestBases(terms).map(({ number, from, to, share, baseCents }) => ({
    number,
    from,
    to,
    days: dayCount === null ? null : dayCount === '30/360' ? share.parts : countedDays(dayCount, from, to),
    dayCount,
    baseCents,
    ratePpm: terms.annualRatePpm,
    parts: share.parts,
    partsPerYear: share.perYear,
    cents: interestOf(baseCents, terms.annualRatePpm, share, terms.rounding ?? 'half-even'),
  }))
}
