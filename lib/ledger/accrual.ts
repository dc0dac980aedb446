import { dayNumber, type LocalDate } from '@/lib/dates'
import { yearClock, YEAR_PARTS, type DayCount } from '@/lib/loans/day-count'
import { add, cents, divide, PPM, smaller, subtract, type Cents } from '@/lib/money'
import type { Freeze, PenaltyTerms } from './loan-events'

/** Cents × year parts that an overdue principal, and the unpaid interest beside it, have gathered. */
export type CentParts = { principal: bigint; interest: bigint }
export type Priced = { cents: Cents; uncappedCents: Cents; capCents: Cents | null }
export type DayRange = { first: number; last: number }

/** Penalty terms made ready for many lines. Day numbers are days since 1970-01-01, year parts those of the day count. */
export type PenaltyMeter = {
  dayCount: DayCount
  compound: boolean
  /** Year parts of the days in (after, through] that bear penalty for a line due on `dueDay`. */
  chargeable: (dueDay: number, afterDay: number, throughDay: number) => number
  /** Those days themselves, without the frozen ones. */
  ranges: (dueDay: number, afterDay: number, throughDay: number) => DayRange[]
  parts: (range: DayRange) => number
  /** Penalty on what has gathered, rounded once (half-even), before and within the cap. */
  price: (gathered: CentParts) => Priced
}

const UNIT_RATE = BigInt(PPM) * BigInt(PPM)

export const dayCountOf = (dayCount: PenaltyTerms['dayCount']): DayCount => (typeof dayCount === 'number' ? `act/${dayCount}` : dayCount)

/** Overdue rate in ppm of a ppm: contract rate × multiplier. */
const wantedRate = (terms: PenaltyTerms): bigint => BigInt(terms.annualRatePpm) * BigInt(terms.multiplierPpm)

/**
 * What the cap leaves for penalty: interest and penalty together stay within it, reckoned on the principal (1.5 × 24 % would
 * break the 24 % ceiling of the SPC's 2017 opinion). Null without a cap.
 */
function cappedRate(terms: PenaltyTerms): bigint | null {
  if (terms.allInCapPpm === null) return null
  const running = terms.contractInterestRuns ? terms.annualRatePpm : 0
  return BigInt(Math.max(0, terms.allInCapPpm - running)) * BigInt(PPM)
}

export function penaltyMeter(terms: PenaltyTerms): PenaltyMeter {
  const dayCount = dayCountOf(terms.dayCount)
  const clock = yearClock(dayCount)
  const [wanted, capped] = [wantedRate(terms), cappedRate(terms)]
  const freezes = mergeFreezes(terms.frozen)
  const divisor = UNIT_RATE * BigInt(YEAR_PARTS[dayCount])
  const charge = (centParts: bigint, rate: bigint): Cents => cents(Number(divide(centParts * rate, divisor, 'half-even')))
  const startOf = (dueDay: number, afterDay: number) => Math.max(afterDay, dueDay + terms.graceDays)
  return {
    dayCount,
    compound: terms.compound ?? false,
    chargeable: (dueDay, afterDay, throughDay) => {
      const after = startOf(dueDay, afterDay)
      if (throughDay <= after) return 0
      return clock(throughDay) - clock(after) - frozenParts(freezes, after, throughDay, clock)
    },
    ranges: (dueDay, afterDay, throughDay) => unfrozen(freezes, { first: startOf(dueDay, afterDay) + 1, last: throughDay }),
    parts: ({ first, last }) => clock(last) - clock(first - 1),
    price: ({ principal, interest }) => {
      const uncappedCents = charge(principal + interest, wanted)
      if (capped === null) return { cents: uncappedCents, uncappedCents, capCents: null }
      const capCents = charge(principal, capped)
      return { cents: smaller(uncappedCents, capCents), uncappedCents, capCents }
    },
  }
}

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

function frozenParts(freezes: readonly DayRange[], after: number, through: number, clock: (day: number) => number): number {
  let sum = 0
  for (const { first, last } of freezes) {
    const [start, end] = [Math.max(first - 1, after), Math.min(last, through)]
    if (end > start) sum += clock(end) - clock(start)
  }
  return sum
}

function unfrozen(freezes: readonly DayRange[], whole: DayRange): DayRange[] {
  const ranges: DayRange[] = []
  let first = whole.first
  for (const freeze of freezes) {
    if (freeze.first > whole.last) break
    if (freeze.first > first) ranges.push({ first, last: freeze.first - 1 })
    first = Math.max(first, freeze.last + 1)
  }
  if (first <= whole.last) ranges.push({ first, last: whole.last })
  return ranges
}

/** The unpaid principal, and the unpaid interest beside it where the terms compound, from the end of a day on. */
export type OpenFrom = { from: LocalDate; openCents: Cents; interestCents?: Cents }
export type OverduePiece = { afterDay: number; throughDay: number; principalCents: Cents; interestCents: Cents }

/**
 * Penalty on one instalment until `asOf`, in cents: overdue principal × rate × multiplier ÷ day count × days, from the day
 * after the due date. `history` is oldest first.
 */
export function penaltyToDate(input: { dueOn: LocalDate; history: readonly OpenFrom[]; asOf: LocalDate; terms: PenaltyTerms }): Cents {
  const meter = penaltyMeter(input.terms)
  return meter.price(gather(meter, dayNumber(input.dueOn), overduePieces(input))).cents
}

export function overduePieces({ dueOn, history, asOf }: { dueOn: LocalDate; history: readonly OpenFrom[]; asOf: LocalDate }): OverduePiece[] {
  const [dueDay, lastDay] = [dayNumber(dueOn), dayNumber(asOf)]
  return history.map(({ from, openCents, interestCents }, i) => {
    const next = history[i + 1]
    const throughDay = next ? Math.min(dayNumber(next.from), lastDay) : lastDay
    return { afterDay: Math.max(dayNumber(from), dueDay), throughDay, principalCents: openCents, interestCents: interestCents ?? cents(0) }
  })
}

const gather = (meter: PenaltyMeter, dueDay: number, pieces: readonly OverduePiece[]): CentParts =>
  pieces.reduce<CentParts>(
    (sum, piece) => gathered(sum, meter, piece.principalCents, piece.interestCents, meter.chargeable(dueDay, piece.afterDay, piece.throughDay)),
    { principal: 0n, interest: 0n },
  )

/** What is gathered once so many year parts more have passed. */
export function gathered(sum: CentParts, meter: PenaltyMeter, principal: Cents, interest: Cents, parts: number): CentParts {
  const more = BigInt(parts)
  return {
    principal: sum.principal + BigInt(principal) * more,
    interest: meter.compound ? sum.interest + BigInt(interest) * more : sum.interest,
  }
}

/** What overdue days cost, with and without the all-in cap, which contract interest may not pass either. All in cents. */
export function overdueCharge(input: {
  principalCents: Cents
  /** Unpaid interest that compounds. */
  interestCents?: Cents
  days: number
  terms: PenaltyTerms & { dayCount: 360 | 365 }
}): {
  uncappedPenaltyCents: Cents
  penaltyCents: Cents
  contractInterestCents: Cents
  totalCents: Cents
} {
  const { principalCents, interestCents = cents(0), days, terms } = input
  const charge = (base: Cents, rate: bigint): Cents =>
    cents(Number(divide(BigInt(base) * BigInt(days) * rate, UNIT_RATE * BigInt(terms.dayCount), 'half-even')))
  const uncapped = charge(add(principalCents, interestCents), wantedRate(terms))
  const total = terms.allInCapPpm === null ? null : charge(principalCents, BigInt(terms.allInCapPpm) * BigInt(PPM))
  const contractInterest = terms.contractInterestRuns ? charge(principalCents, BigInt(terms.annualRatePpm) * BigInt(PPM)) : cents(0)
  const contractInterestCents = total === null ? contractInterest : smaller(contractInterest, total)
  const room = total === null ? uncapped : cents(Math.max(0, subtract(total, contractInterestCents)))
  const penaltyCents = cents(Math.min(uncapped, room))
  return { uncappedPenaltyCents: uncapped, penaltyCents, contractInterestCents, totalCents: add(contractInterestCents, penaltyCents) }
}
