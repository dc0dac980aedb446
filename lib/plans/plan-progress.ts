import { addDays, type LocalDate } from '@/lib/dates'
import { cents, subtract, type Cents } from '@/lib/money'

export type PlanProgress = {
  state: 'kept' | 'due_soon' | 'missed_in_grace' | 'broken' | 'completed'
  /** The oldest instalment that is not covered yet, and what is missing of it. */
  next: { number: number; dueOn: LocalDate; amountCents: Cents } | null
  /** The last day on which paying keeps the plan; null when it is completed. */
  graceEndsOn: LocalDate | null
  coveredCount: number
}

/**
 * How a plan stands today. Money covers the oldest instalment first; `paidTowardsCents` leaves reversed payments out.
 * Due soon begins `remindDays` before the date; broken on the day after the grace days.
 */
export function planProgress(
  instalments: readonly { number: number; dueOn: LocalDate; totalCents: Cents }[],
  paidTowardsCents: Cents,
  today: LocalDate,
  graceDays: number,
  remindDays = 3,
): PlanProgress {
  const ordered = instalments.toSorted((a, b) => a.number - b.number)
  let asked = 0
  let coveredCount = 0
  for (const { number, dueOn, totalCents } of ordered) {
    asked += totalCents
    if (asked <= paidTowardsCents) {
      coveredCount += 1
      continue
    }
    const missing = Math.min(totalCents, subtract(cents(asked), paidTowardsCents))
    const next = { number, dueOn, amountCents: cents(missing) }
    const graceEndsOn = addDays(dueOn, graceDays)
    return { state: stateOn(dueOn, graceEndsOn, today, remindDays), next, graceEndsOn, coveredCount }
  }
  return { state: 'completed', next: null, graceEndsOn: null, coveredCount }
}

function stateOn(dueOn: LocalDate, graceEndsOn: LocalDate, today: LocalDate, remindDays: number): PlanProgress['state'] {
  if (today > graceEndsOn) return 'broken'
  if (today > dueOn) return 'missed_in_grace'
  return addDays(today, remindDays) >= dueOn ? 'due_soon' : 'kept'
}
