import { dayNumber, type LocalDate } from '@/lib/dates'
import { add, cents, mulDiv, PPM, smaller, subtract, type Cents } from '@/lib/money'
import type { Freeze, PenaltyTerms } from './loan-events'

/** Penalty terms made ready for many lines: days counted and cent-days priced. Day numbers are days since 1970-01-01. */
export type PenaltyMeter = {
  /** Days in (after, through] that bear penalty for a line due on `dueDay`. */
  chargeableDays: (dueDay: number, afterDay: number, throughDay: number) => number
  /** Penalty on a sum of cents × days, rounded once (half-even). */
  priceCentDays: (centDays: number) => Cents
}

const UNIT_RATE = PPM * PPM

/**
 * Overdue rate in ppm of a ppm: contract rate × multiplier, cut so that interest and penalty together stay within the cap
 * (1.5 × 24 % would break the 24 % ceiling of the SPC's 2017 opinion).
 */
function penaltyRate(terms: PenaltyTerms): number {
  const wanted = terms.annualRatePpm * terms.multiplierPpm
  if (terms.allInCapPpm === null) return wanted
  const running = terms.contractInterestRuns ? terms.annualRatePpm : 0
  return Math.max(0, Math.min(wanted, (terms.allInCapPpm - running) * PPM))
}

export function penaltyMeter(terms: PenaltyTerms): PenaltyMeter {
  const rate = penaltyRate(terms)
  const freezes = mergeFreezes(terms.frozen)
  const yearParts = BigInt(UNIT_RATE) * BigInt(terms.dayCount)
  return {
    chargeableDays: (dueDay, afterDay, throughDay) => {
      const after = Math.max(afterDay, dueDay + terms.graceDays)
      return Math.max(0, throughDay - after) - frozenDays(freezes, after, throughDay)
    },
    priceCentDays: centDays => mulDiv(centDays, rate, yearParts, 'half-even'),
  }
}

type DayRange = { first: number; last: number }

function mergeFreezes(frozen: readonly Freeze[]): DayRange[] {
  const ranges = frozen
    .map(({ from, to }) => ({ first: dayNumber(from), last: to === null ? Infinity : dayNumber(to) }))
    .filter(range => range.last >= range.first)
    .sort((a, b) => a.first - b.first)
  const merged: DayRange[] = []
  for (const range of ranges) {
    const before = merged.at(-1)
    if (before && range.first <= before.last + 1) before.last = Math.max(before.last, range.last)
    else merged.push({ ...range })
  }
  return merged
}

const frozenDays = (freezes: readonly DayRange[], after: number, through: number): number =>
  freezes.reduce((sum, { first, last }) => sum + Math.max(0, Math.min(last, through) - Math.max(first, after + 1) + 1), 0)

/**
 * Penalty on one instalment until `asOf`, in cents: overdue principal × rate × multiplier ÷ day count × days, from the day
 * after the due date. `history` lists the unpaid principal and the day from whose end it holds, oldest first.
 */
export function penaltyToDate(input: {
  dueOn: LocalDate
  history: readonly { from: LocalDate; openCents: Cents }[]
  asOf: LocalDate
  terms: PenaltyTerms
}): Cents {
  const meter = penaltyMeter(input.terms)
  const dueDay = dayNumber(input.dueOn)
  const lastDay = dayNumber(input.asOf)
  const centDays = input.history.reduce((sum, { from, openCents }, i) => {
    const next = input.history[i + 1]
    const end = next ? Math.min(dayNumber(next.from), lastDay) : lastDay
    return sum + openCents * meter.chargeableDays(dueDay, Math.max(dayNumber(from), dueDay), end)
  }, 0)
  return meter.priceCentDays(centDays)
}

/** What overdue days cost, with and without the all-in cap, which contract interest may not pass either. All in cents. */
export function overdueCharge(input: { principalCents: Cents; days: number; terms: PenaltyTerms }): {
  uncappedPenaltyCents: Cents
  penaltyCents: Cents
  contractInterestCents: Cents
  totalCents: Cents
} {
  const { principalCents, days, terms } = input
  const centDays = principalCents * days
  const charge = (rate: number) => mulDiv(centDays, rate, BigInt(UNIT_RATE) * BigInt(terms.dayCount), 'half-even')
  const uncapped = charge(terms.annualRatePpm * terms.multiplierPpm)
  const total = terms.allInCapPpm === null ? null : charge(terms.allInCapPpm * PPM)
  const contractInterest = terms.contractInterestRuns ? charge(terms.annualRatePpm * PPM) : cents(0)
  const contractInterestCents = total === null ? contractInterest : smaller(contractInterest, total)
  const room = total === null ? uncapped : cents(Math.max(0, subtract(total, contractInterestCents)))
  const penaltyCents = cents(Math.min(uncapped, room))
  return { uncappedPenaltyCents: uncapped, penaltyCents, contractInterestCents, totalCents: add(contractInterestCents, penaltyCents) }
}
