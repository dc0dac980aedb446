import { addDays, type LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import { dueDate, periodsPerYear, type Frequency } from '@/lib/loans/schedule'
import { sumCents } from './parts'
import type { PlanPolicy, PlanTerms, TermsOf } from './plan'
import type { LoanPosition } from './position'

export const MAX_FIRST_DUE_DAYS = 62
const MOST = { holiday: 12, token: 6, settlement: 12, steps: 6 }

/** Every reason why terms cannot be offered on what is owed. */
export function refusePlan(position: LoanPosition, terms: PlanTerms, policy: PlanPolicy, today: LocalDate): Refusal[] {
  const amounts = terms.kind === 'extension' ? [] : refuseAmounts(position, terms)
  return [...refuseWaivers(position, terms), ...amounts, ...refuseShape(position, terms, policy, today)]
}

/** Instalments a frequency may have within the years that the policy's months make. */
export const maxInstalments = (policy: Pick<PlanPolicy, 'maxPlanInstalments'>, frequency: Frequency): number =>
  Math.floor((policy.maxPlanInstalments * periodsPerYear(frequency)) / 12)

/** An extension moves the dates by a year at most. */
export const maxShift = ({ frequency }: Pick<LoanPosition, 'frequency'>): number => periodsPerYear(frequency)

/** Dates that a plan takes up, those without a payment too. */
export function countDates(terms: Exclude<PlanTerms, TermsOf<'extension'>>): number {
  if (terms.kind === 'holiday') return terms.periods + terms.count
  if (terms.kind === 'step_up') return terms.steps.reduce((sum, step) => sum + step.count, terms.count)
  return terms.kind === 'lump_sum_plus' ? 1 + terms.count : terms.count
}

export function refuseWaivers({ owed, owedCents }: LoanPosition, terms: PlanTerms): Refusal[] {
  const refusals: Refusal[] = []
  if (owedCents <= 0) refusals.push({ reason: 'plan_nothing_owed' })
  const isAbove = (waived: number, open: number) => waived < 0 || waived > open
  if (isAbove(terms.waivePenaltyCents, owed.penalty)) refusals.push({ reason: 'plan_waives_more_penalty_than_owed' })
  if (isAbove(terms.waiveInterestCents, owed.interest)) refusals.push({ reason: 'plan_waives_more_interest_than_owed' })
  if (isAbove(terms.waiveFeeCents, owed.fee + owed.cost)) refusals.push({ reason: 'plan_waives_more_fees_than_owed' })
  return refusals
}

/** Reasons in the number of periods and the dates. */
export function refuseShape(position: LoanPosition, terms: PlanTerms, policy: PlanPolicy, today: LocalDate): Refusal[] {
  if (terms.kind === 'extension') return refuseShift(position, terms, today)
  const most = maxInstalments(policy, terms.frequency)
  const asked = countDates(terms)
  const refusals: Refusal[] = []
  if (!isCount(terms.count)) refusals.push({ reason: 'plan_needs_instalments' })
  else if (asked > most) refusals.push({ reason: 'plan_too_many_instalments', values: { asked, most } })
  else if (terms.count > position.owedCents && position.owedCents > 0) refusals.push({ reason: 'plan_instalments_too_small' })
  if (terms.kind === 'holiday' && (!isCount(terms.periods) || terms.periods > MOST.holiday)) {
    refusals.push({ reason: 'plan_holiday_out_of_range', values: { most: MOST.holiday } })
  }
  if (terms.kind === 'token' && terms.count > MOST.token) refusals.push({ reason: 'plan_token_too_long', values: { most: MOST.token } })
  if (terms.kind === 'settlement' && terms.count > MOST.settlement) {
    refusals.push({ reason: 'plan_settlement_too_long', values: { most: MOST.settlement } })
  }
  return [...refusals, ...refuseDates(terms, today)]
}

function refuseShift(position: LoanPosition, { shiftPeriods }: TermsOf<'extension'>, today: LocalDate): Refusal[] {
  const most = maxShift(position)
  if (!isCount(shiftPeriods) || shiftPeriods > most) {
    return [{ reason: 'plan_shift_out_of_range', values: { most } }]
  }
  const isLate = position.instalments.some(({ dueOn, frequency = position.frequency }) => dueDate(dueOn, frequency, shiftPeriods) <= today)
  return isLate ? [{ reason: 'plan_shift_leaves_overdue' }] : []
}

function refuseDates({ firstDueOn, payDay, frequency }: Exclude<PlanTerms, TermsOf<'extension'>>, today: LocalDate): Refusal[] {
  const refusals: Refusal[] = []
  if (firstDueOn <= today) refusals.push({ reason: 'plan_first_date_not_ahead' })
  if (firstDueOn > addDays(today, MAX_FIRST_DUE_DAYS)) {
    refusals.push({ reason: 'plan_first_date_too_far', values: { days: MAX_FIRST_DUE_DAYS } })
  }
  const isPayDay = payDay === undefined || (frequency === 'monthly' && isCount(payDay) && payDay <= 31)
  return isPayDay ? refusals : [...refusals, { reason: 'plan_pay_day_out_of_range' }]
}

/** Reasons in the amounts a kind names itself. */
function refuseAmounts({ owedCents }: LoanPosition, terms: Exclude<PlanTerms, TermsOf<'extension'>>): Refusal[] {
  const open = owedCents - terms.waivePenaltyCents - terms.waiveInterestCents - terms.waiveFeeCents
  const isInside = (amount: number) => amount > 0 && amount < open
  switch (terms.kind) {
    case 'step_up':
      return refuseSteps(terms, open)
    case 'token':
      return isInside(terms.amountCents * terms.count) ? [] : [{ reason: 'plan_token_pays_all' }]
    case 'settlement':
      return terms.settleCents > 0 && terms.settleCents < owedCents ? [] : [{ reason: 'plan_settles_nothing' }]
    case 'lump_sum_plus':
      return isInside(terms.lumpCents) ? [] : [{ reason: 'plan_lump_out_of_range' }]
    default:
      return []
  }
}

function refuseSteps({ steps }: TermsOf<'step_up'>, open: number): Refusal[] {
  const refusals: Refusal[] = []
  if (steps.length === 0 || steps.length > MOST.steps || steps.some(step => !isCount(step.count) || step.amountCents <= 0)) {
    refusals.push({ reason: 'plan_steps_incomplete', values: { most: MOST.steps } })
  }
  if (steps.some((step, i) => i > 0 && step.amountCents <= (steps[i - 1]?.amountCents ?? 0))) {
    refusals.push({ reason: 'plan_steps_not_rising' })
  }
  const paid = sumCents(steps.map(step => step.amountCents * step.count))
  return paid < open ? refusals : [...refusals, { reason: 'plan_steps_pay_all' }]
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1
