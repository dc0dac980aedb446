import { z } from 'zod'
import { localDate, type LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import type { AnnualRatePpm } from '@/lib/money'
import file from './lpr.json' with { type: 'json' }

const day = z.iso.date().transform(localDate)

/** One-year LPR as facts with their sources: each rate holds from its day until the next. */
const table = z
  .strictObject({
    coveredFrom: day,
    coveredThrough: day,
    lastChecked: day,
    sources: z.array(z.string().min(1)).min(1),
    rates: z.array(z.strictObject({ from: day, annualRatePpm: z.int().positive() })).min(1),
  })
  .parse(file)

export type LprFound = { ok: true; annualRatePpm: AnnualRatePpm } | { ok: false; nearest: AnnualRatePpm; refusal: Refusal }

/** The one-year LPR on a day. Outside what is known it refuses, and says the nearest rate that is. */
export function lprOn(date: LocalDate): LprFound {
  const { coveredFrom, coveredThrough, rates } = table
  const found = rates.findLast(rate => rate.from <= date) ?? rates[0]
  const annualRatePpm = found?.annualRatePpm ?? 0
  if (date >= coveredFrom && date <= coveredThrough) return { ok: true, annualRatePpm }
  return { ok: false, nearest: annualRatePpm, refusal: { reason: 'lpr_not_covered', values: { from: coveredFrom, through: coveredThrough, date } } }
}

export type Ceiling = { allInCapPpm: AnnualRatePpm | null; lprMultiple?: number }

/**
 * The all-in ceiling of a contract: the lower of a rate and of so many times the one-year LPR on the day of the contract
 * (SPC, private lending, art. 25). Where no LPR is known for that day the nearest known one stands in, and `isAssumed` says so.
 */
export function ceilingOf({ allInCapPpm, lprMultiple }: Ceiling, contractOn: LocalDate): { ceilingPpm: AnnualRatePpm | null; isAssumed: boolean } {
  if (lprMultiple === undefined) return { ceilingPpm: allInCapPpm, isAssumed: false }
  const lpr = lprOn(contractOn)
  const byLpr = (lpr.ok ? lpr.annualRatePpm : lpr.nearest) * lprMultiple
  return { ceilingPpm: allInCapPpm === null ? byLpr : Math.min(allInCapPpm, byLpr), isAssumed: !lpr.ok }
}
