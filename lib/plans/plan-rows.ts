import { daysBetween, type LocalDate } from '@/lib/dates'
import type { DayCount } from '@/lib/loans/day-count'
import { duePeriods, yearShare, type DuePeriod } from '@/lib/loans/due-dates'
import { buildSchedule, dueDate, interestOf, periodsPerYear, type Frequency } from '@/lib/loans/schedule'
import { add, cents, mulDiv, PPM, smaller, subtract, ZERO, type AnnualRatePpm, type Cents } from '@/lib/money'
import { addParts, noParts, splitParts, subtractParts, sumParts, takeProportionally, type PlanParts } from './parts'
import type { PlanTerms, TermsOf } from './plan'
import { countDates } from './plan-refusals'
import type { LoanPosition } from './position'

type Row = { dueOn: LocalDate; parts: PlanParts }
/** Rows that may ask for nothing, what is forgiven, and what stays open beside the rows. */
export type PlanRows = { rows: Row[]; waived: PlanParts; rest: PlanParts }
type Dated = Exclude<PlanTerms, TermsOf<'extension'>>

/** What is still to be planned: parts that bear no interest, but for the principal when a rate is given. */
type Left = { parts: PlanParts; ratePpm: AnnualRatePpm; frequency: Frequency; dayCount: DayCount | undefined }

/**
 * The rows of terms that can be offered; parts of rows, of the forgiven and of the rest sum to what is owed and the new interest. By the
 * loan's day count new interest runs over the plan's own dates from the day of the position; without one, a part of the year for each period.
 */
export function planRows(position: LoanPosition, terms: PlanTerms, today: LocalDate): PlanRows {
  const waived = waivedBy(position, terms)
  if (terms.kind === 'extension') return { rows: shiftedRows(position, terms, today), waived, rest: noParts() }
  const { asOf, dayCount } = position
  const ratePpm = bearsInterest(terms) ? position.annualRatePpm : 0
  const left = { parts: subtractParts(partsOf(position), waived), ratePpm, frequency: terms.frequency, dayCount }
  return { ...datedRows(left, terms, periodsOf(terms, dayCount, asOf)), waived }
}

/** Whether new interest runs under a plan. */
export const bearsInterest = (terms: PlanTerms): boolean => !terms.freezeInterest && terms.kind !== 'settlement'

/** The periods of a plan's dates, those without a payment too. */
export const periodsOf = (terms: Dated, dayCount: DayCount | undefined, asOf: LocalDate): DuePeriod[] =>
  duePeriods({ ...terms, ...(dayCount ? { accrual: { dayCount, startOn: asOf } } : {}) }, countDates(terms))

const partsOf = ({ owed }: LoanPosition): PlanParts => ({
  principalCents: owed.principal,
  interestCents: owed.interest,
  penaltyCents: owed.penalty,
  feeCents: add(owed.fee, owed.cost),
})

/** A settlement's discount is taken from the penalty first, then from interest, fees and principal. */
function waivedBy(position: LoanPosition, terms: PlanTerms): PlanParts {
  if (terms.kind !== 'settlement') {
    const { waivePenaltyCents: penaltyCents, waiveInterestCents: interestCents, waiveFeeCents: feeCents } = terms
    return { principalCents: ZERO, interestCents, penaltyCents, feeCents }
  }
  const owed = partsOf(position)
  const waived = noParts()
  let left = cents(Math.max(0, sumParts(owed) - terms.settleCents))
  for (const key of ['penaltyCents', 'interestCents', 'feeCents', 'principalCents'] as const) {
    waived[key] = smaller(left, owed[key])
    left = subtract(left, waived[key])
  }
  return waived
}

function datedRows(left: Left, terms: Dated, dates: readonly DuePeriod[]): Pick<PlanRows, 'rows' | 'rest'> {
  const done = (rows: Row[]) => ({ rows, rest: noParts() })
  switch (terms.kind) {
    case 'holiday': {
      const wait = interestOf(left.parts.principalCents, left.ratePpm, sumShares(dates.slice(0, terms.periods)), 'half-even')
      return done(levelRows({ ...left, parts: addParts(left.parts, { ...noParts(), interestCents: wait }) }, dates.slice(terms.periods)))
    }
    case 'step_up':
      return done(thenLevel(left, terms.steps.flatMap(step => Array.from({ length: step.count }, () => step.amountCents)), dates))
    case 'lump_sum_plus':
      return done(thenLevel(left, [terms.lumpCents], dates))
    case 'token': {
      const paid = fixedRows(left, dates.map(() => terms.amountCents), dates)
      return { rows: paid.rows, rest: paid.left.parts }
    }
    default:
      return done(levelRows(left, dates))
  }
}

export const sumShares = (periods: readonly DuePeriod[]) => ({ parts: periods.reduce((sum, { share }) => sum + share.parts, 0), perYear: periods[0]?.share.perYear ?? 1 })

function thenLevel(left: Left, amounts: readonly Cents[], dates: readonly DuePeriod[]): Row[] {
  const paid = fixedRows(left, amounts, dates)
  return [...paid.rows, ...levelRows(paid.left, dates.slice(amounts.length))]
}

/** Rows of a given amount: the period's new interest first, then the parts in proportion; interest left over waits and bears none. */
function fixedRows(start: Left, amounts: readonly Cents[], dates: readonly DuePeriod[]): { rows: Row[]; left: Left } {
  let left = start.parts
  const rows = dates.slice(0, amounts.length).map(({ dueOn, share }, i) => {
    const amount = amounts[i] ?? ZERO
    const fresh = interestOf(left.principalCents, start.ratePpm, share, 'half-even')
    const paid = smaller(amount, fresh)
    const owed = addParts(left, { ...noParts(), interestCents: subtract(fresh, paid) })
    const more = takeProportionally(owed, smaller(subtract(amount, paid), sumParts(owed)))
    left = subtractParts(owed, more)
    return { dueOn, parts: addParts(more, { ...noParts(), interestCents: paid }) }
  })
  return { rows, left: { ...start, parts: left } }
}

/** Principal amortised at the rate or split evenly; what else is owed bears no interest. */
function levelRows({ parts, ratePpm, frequency, dayCount }: Left, dates: readonly DuePeriod[]): Row[] {
  const [first] = dates
  const count = dates.length
  const dated = (rows: readonly PlanParts[]) => dates.map(({ dueOn }, i) => ({ dueOn, parts: rows[i] ?? noParts() }))
  if (ratePpm === 0 || !first) return dated(splitParts(parts, count))
  const shares = splitParts({ ...parts, principalCents: ZERO }, count)
  const bearing = buildSchedule({
    method: 'equal_instalment',
    principalCents: parts.principalCents,
    annualRatePpm: ratePpm,
    count,
    frequency,
    firstDueOn: first.dueOn,
    dueDates: dates.map(({ dueOn }) => dueOn),
    ...(dayCount ? { accrual: { dayCount, startOn: first.from } } : {}),
  })
  return dated(
    bearing.map(({ principalCents, interestCents }, i) => addParts({ ...noParts(), principalCents, interestCents }, shares[i] ?? noParts())),
  )
}

/** 延期: every open instalment later by k periods; interest for the wait runs from today where the old date has passed. */
function shiftedRows(position: LoanPosition, terms: TermsOf<'extension'>, today: LocalDate): Row[] {
  let { waivePenaltyCents: penaltyLeft, waiveInterestCents: interestLeft, waiveFeeCents: feeLeft } = terms
  return position.instalments.map(({ dueOn, open, frequency = position.frequency }) => {
    const newDueOn = dueDate(dueOn, frequency, terms.shiftPeriods)
    const waivedPenalty = smaller(penaltyLeft, open.penalty)
    const waivedInterest = smaller(interestLeft, open.interest)
    const waivedFee = smaller(feeLeft, add(open.fee, open.cost))
    penaltyLeft = subtract(penaltyLeft, waivedPenalty)
    interestLeft = subtract(interestLeft, waivedInterest)
    feeLeft = subtract(feeLeft, waivedFee)
    const wait = terms.freezeInterest ? ZERO : interestForWait(position, open.principal, dueOn, newDueOn, terms.shiftPeriods, today)
    const parts = {
      principalCents: open.principal,
      interestCents: add(subtract(open.interest, waivedInterest), wait),
      penaltyCents: subtract(open.penalty, waivedPenalty),
      feeCents: subtract(add(open.fee, open.cost), waivedFee),
    }
    return { dueOn: newDueOn, parts }
  })
}

/** What principal bears from its old date, or today where that has passed, to the new one. */
export function interestForWait(
  { annualRatePpm, frequency, dayCount }: Pick<LoanPosition, 'annualRatePpm' | 'frequency' | 'dayCount'>,
  principal: Cents,
  dueOn: LocalDate,
  newDueOn: LocalDate,
  shiftPeriods: number,
  today: LocalDate,
): Cents {
  if (dayCount) return interestOf(principal, annualRatePpm, yearShare(frequency, dayCount)(dueOn >= today ? dueOn : today, newDueOn), 'half-even')
  const whole = mulDiv(principal, annualRatePpm * shiftPeriods, PPM * periodsPerYear(frequency), 'half-even')
  if (dueOn >= today) return whole
  return smaller(whole, mulDiv(principal, annualRatePpm * daysBetween(today, newDueOn), PPM * 365, 'half-even'))
}
