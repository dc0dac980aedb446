import type { LocalDate } from '@/lib/dates'
import { subtract, type AnnualRatePpm, type Cents } from '@/lib/money'
import { contractTerms } from './contract-terms'
import { storedContract, type StoredContract } from './contract-cost'
import { countedDays, type DayCount } from './day-count'
import { duePeriods, type DuePeriod } from './due-dates'
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
export const interestWorking = (terms: ScheduleTerms): InterestLine[] => interestBases(terms).map(({ number, baseCents, to, ...period }) => lineOf(terms, number, { ...period, dueOn: to }, baseCents))

function lineOf(terms: Pick<ScheduleTerms, 'annualRatePpm' | 'accrual' | 'rounding'>, number: number, { from, dueOn, share }: DuePeriod, baseCents: Cents): InterestLine {
  const dayCount = terms.accrual?.dayCount ?? null
  return {
    number,
    from,
    to: dueOn,
    days: dayCount === null ? null : dayCount === '30/360' ? share.parts : countedDays(dayCount, from, dueOn),
    dayCount,
    baseCents,
    ratePpm: terms.annualRatePpm,
    parts: share.parts,
    partsPerYear: share.perYear,
    cents: interestOf(baseCents, terms.annualRatePpm, share, terms.rounding ?? 'half-even'),
  }
}

type ContractRow = { number: number; dueOn: LocalDate; principalCents: Cents; interestCents: Cents }

/** How the interest of a stored contract's instalments was reached, by number; nothing of a row that asks for another amount or date. */
export function contractInterest(loan: StoredContract, rows: readonly ContractRow[]): Map<number, InterestLine> {
  const terms = contractTerms(storedContract(loan))
  const periods = duePeriods(terms, loan.termCount)
  let balance = loan.principalCents
  const lines = rows.toSorted((a, b) => a.number - b.number).flatMap(row => {
    const period = periods[row.number - 1]
    const line = period && lineOf(terms, row.number, period, terms.method === 'flat' ? loan.principalCents : balance)
    balance = subtract(balance, row.principalCents)
    return line && line.to === row.dueOn && line.cents === row.interestCents && line.cents > 0 ? [line] : []
  })
  return new Map(lines.map(line => [line.number, line]))
}
