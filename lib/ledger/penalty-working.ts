import { dayNumber, fromDayNumber, type LocalDate } from '@/lib/dates'
import type { DayCount } from '@/lib/loans/day-count'
import { mulDiv, PPM, subtract, ZERO, type Cents } from '@/lib/money'
import { gathered, penaltyMeter, type CentParts, type OverduePiece } from './accrual'
import type { PenaltyTerms } from './loan-events'

/** One line of how a penalty came about. `cents` of all lines sum to the penalty exactly: each is the difference of rounded totals. */
export type WorkingLine = {
  from: LocalDate
  /** The last day that counts. */
  to: LocalDate
  days: number
  principalCents: Cents
  /** Unpaid interest that bears the rate beside it; nought unless the terms compound. */
  interestCents: Cents
  /** Contract rate × multiplier, in millionths (half-even). */
  ratePpm: number
  dayCount: DayCount
  uncappedCents: Cents
  /** What the cap allows for these days; null without one. */
  capCents: Cents | null
  cents: Cents
}

/** How a penalty was reached: a line for each stretch of days on one base, frozen and grace days left out. */
export function penaltyWorking(terms: PenaltyTerms, dueOn: LocalDate, pieces: readonly OverduePiece[]): WorkingLine[] {
  const meter = penaltyMeter(terms)
  const dueDay = dayNumber(dueOn)
  const ratePpm = mulDiv(terms.annualRatePpm, terms.multiplierPpm, PPM, 'half-even')
  const lines: WorkingLine[] = []
  let sum: CentParts = { principal: 0n, interest: 0n }
  let before = meter.price(sum)
  for (const { principalCents, interestCents, ...days } of joined(pieces, meter.compound)) {
    if (principalCents === 0 && interestCents === 0) continue
    for (const range of meter.ranges(dueDay, days.afterDay, days.throughDay)) {
      sum = gathered(sum, meter, principalCents, interestCents, meter.parts(range))
      const now = meter.price(sum)
      lines.push({
        from: fromDayNumber(range.first),
        to: fromDayNumber(range.last),
        days: range.last - range.first + 1,
        principalCents,
        interestCents,
        ratePpm,
        dayCount: meter.dayCount,
        uncappedCents: subtract(now.uncappedCents, before.uncappedCents),
        capCents: now.capCents === null || before.capCents === null ? null : subtract(now.capCents, before.capCents),
        cents: subtract(now.cents, before.cents),
      })
      before = now
    }
  }
  return lines
}

/** Stretches that follow one another on the same base become one. */
function joined(pieces: readonly OverduePiece[], compound: boolean): OverduePiece[] {
  const result: OverduePiece[] = []
  for (const given of pieces) {
    if (given.throughDay <= given.afterDay) continue
    const piece = compound ? given : { ...given, interestCents: ZERO }
    const last = result.at(-1)
    const isSame = last && last.throughDay === piece.afterDay && last.principalCents === piece.principalCents && last.interestCents === piece.interestCents
    if (isSame) last.throughDay = piece.throughDay
    else result.push({ ...piece })
  }
  return result
}
