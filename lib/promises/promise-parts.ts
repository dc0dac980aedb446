import type { LocalDate } from '@/lib/dates'
import { add, cents, mulDiv, PPM, ZERO, type Cents } from '@/lib/money'
import { promiseEndsOn, type PromiseState } from './promise-state'

export type PromisePart = { dueOn: LocalDate; amountCents: Cents }
export type PartTerms = {
  /** In order of their days; one for a promise of one amount. */
  parts: readonly PromisePart[]
  tolerancePpm: number
  graceDays: number
  /** Share of the whole from which a missed promise is partly kept; without it anything less is broken. */
  partialPpm?: number | undefined
  /** Money towards it by the day it counts from, reversed payments left out. */
  paid: readonly { on: LocalDate; amountCents: Cents }[]
  today: LocalDate
}
/** `nextDueOn` is the first day whose part is not covered, null once it is decided. */
export type PartsDecision = { state: Exclude<PromiseState, 'cancelled'>; nextDueOn: LocalDate | null; paidCents: Cents }

/**
 * What a promise in dated parts is worth today: each day must be covered, within tolerance, by all that was paid until its last
 * day of grace, so that money ahead of a day counts to later ones. The first day that is missed decides.
 */
export function decideParts({ parts, tolerancePpm, graceDays, partialPpm, paid, today }: PartTerms): PartsDecision {
  const paidBy = (day: LocalDate) => paid.reduce<Cents>((sum, one) => (one.on <= day ? add(sum, one.amountCents) : sum), ZERO)
  const whole = add(...parts.map(part => part.amountCents))
  const last = parts.at(-1)
  const paidCents = last ? paidBy(promiseEndsOn(last.dueOn, graceDays)) : ZERO
  let owed = ZERO
  for (const part of parts) {
    owed = add(owed, part.amountCents)
    const endsOn = promiseEndsOn(part.dueOn, graceDays)
    if (paidBy(endsOn) >= mulDiv(owed, tolerancePpm, PPM, 'up')) continue
    if (today <= endsOn) return { state: 'open', nextDueOn: part.dueOn, paidCents }
    const isPartly = partialPpm !== undefined && paidBy(endsOn) > 0 && paidBy(endsOn) >= mulDiv(whole, partialPpm, PPM, 'up')
    return { state: isPartly ? 'partly_kept' : 'broken', nextDueOn: null, paidCents }
  }
  return { state: 'kept', nextDueOn: null, paidCents: cents(paidCents) }
}
