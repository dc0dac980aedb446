import { addDays, type LocalDate } from '@/lib/dates'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { add, type Cents } from '@/lib/money'
import type { PromisePart } from './promise-parts'

export type PromiseKind = 'full' | 'part' | 'instalments'
export type PromiseRules = { graceDays: number; tolerancePpm: number; horizonDays: number; partialPpm: number | undefined; maxParts: number }

const MOST_PARTS = 6

/** All that is due in one payment, less than that, or several dated parts. */
export const kindOf = (parts: readonly PromisePart[], dueCents: Cents): PromiseKind =>
  parts.length > 1 ? 'instalments' : (parts[0]?.amountCents ?? 0) >= dueCents ? 'full' : 'part'

/** A lender's rules for one kind; what the kind does not say is the lender's own number. */
export function rulesFor(policy: LenderPolicy, kind: PromiseKind): PromiseRules {
  const own = policy.promises?.kinds?.[kind]
  return {
    graceDays: own?.graceDays ?? policy.promiseGraceDays,
    tolerancePpm: own?.tolerancePpm ?? policy.promiseTolerancePpm,
    horizonDays: own?.horizonDays ?? policy.promiseHorizonDays,
    partialPpm: own?.partialPpm,
    maxParts: kind === 'instalments' ? (own?.maxParts ?? MOST_PARTS) : 1,
  }
}

export type PromiseRefusals = { fields: Record<string, string>; values: Record<string, number> }

/** Every reason why a promise cannot be taken, by field; nothing refused is empty. */
export function assessPromise(parts: readonly PromisePart[], rules: PromiseRules, on: { today: LocalDate; balanceCents: Cents }): PromiseRefusals {
  const fields: Record<string, string> = {}
  const last = parts.at(-1)
  if (parts.some(part => part.dueOn < on.today)) fields.dueOn = 'date_not_ahead'
  else if (last && last.dueOn > addDays(on.today, rules.horizonDays)) fields.dueOn = 'promise_too_far'
  else if (parts.some((part, index) => index > 0 && part.dueOn <= (parts[index - 1]?.dueOn ?? ''))) fields.dueOn = 'promise_dates_not_ascending'
  if (parts.length > rules.maxParts) fields.parts = 'promise_too_many_parts'
  if (add(...parts.map(part => part.amountCents)) > on.balanceCents) fields.amount = 'promise_above_balance'
  return { fields, values: { days: rules.horizonDays, parts: rules.maxParts } }
}
