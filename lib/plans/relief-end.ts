import type { LocalDate } from '@/lib/dates'
import { duePeriods } from '@/lib/loans/due-dates'
import type { PlanTerms } from './plan'
import { countDates } from './plan-refusals'

/** The day on which the eased part of a plan is over: a holiday's first payment, the first full instalment after steps, the last small one. */
export function reliefEndsOn(terms: PlanTerms): LocalDate | null {
  if (terms.kind !== 'holiday' && terms.kind !== 'step_up' && terms.kind !== 'token') return null
  const dates = duePeriods(terms, countDates(terms)).map(period => period.dueOn)
  if (terms.kind === 'token') return dates.at(-1) ?? null
  const eased = terms.kind === 'holiday' ? terms.periods : terms.steps.reduce((sum, step) => sum + step.count, 0)
  return dates[eased] ?? null
}
