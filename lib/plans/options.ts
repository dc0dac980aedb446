import { addMonths, type LocalDate } from '@/lib/dates'
import { dueDate } from '@/lib/loans/schedule'
import { mulDiv, PPM, ZERO, type Cents } from '@/lib/money'
import { dearestMonth } from './dearest-month'
import { assessPlan, type PlanInstalment, type PlanPolicy, type PlanTerms, type PlanTotals } from './plan'
import { maxShift } from './plan-refusals'
import type { LoanPosition } from './position'

/** A household's month, in cents. `offerCents` is what the borrower says can be paid, if anything. */
export type Budget = { incomeCents: Cents; spendingCents: Cents; offerCents: Cents | null }

export type OptionKey = 'as_offered' | 'within_budget' | 'extension' | 'contract_rate' | 'small_payments' | 'pause' | 'one_year' | 'longest'
export type PlanOption = {
  /** Said through messages/: `planOptions.<key>.title` and `.why`. */
  key: OptionKey
  terms: PlanTerms
  schedule: PlanInstalment[]
  totals: PlanTotals
  /** The dearest month of the plan. */
  monthlyCents: Cents
  endsOn: LocalDate
  interest: 'frozen' | 'continues'
  fits: boolean
}

/** What a budget leaves for this debt a month: the policy's share of income less spending, never below zero. */
export const affordableMonthly = (budget: Budget, policy: Pick<PlanPolicy, 'affordableSharePpm'>): Cents =>
  mulDiv(Math.max(0, budget.incomeCents - budget.spendingCents), policy.affordableSharePpm, PPM, 'down')

/**
 * Two to four plans worth comparing, those that fit first, then by the smaller month. Where none fits, what gives time comes in: small
 * payments and a look again, a pause first, the longest plan. Empty only when nothing is owed.
 */
export function planOptions(position: LoanPosition, budget: Budget, policy: PlanPolicy, today: LocalDate): PlanOption[] {
  const affordable = affordableMonthly(budget, policy)
  let options: PlanOption[] = []
  const consider = (candidate: Candidate | null) => {
    const option = candidate && optionOf(candidate, position, policy, affordable, today)
    if (option && !options.some(other => isSame(other, option))) options.push(option)
  }
  const longest = () => inMonths('longest', policy.maxPlanInstalments, policy, today)
  consider(inMonths('as_offered', monthsFor(position.owedCents, budget.offerCents), policy, today))
  consider(inMonths('within_budget', monthsFor(position.owedCents, affordable), policy, today))
  consider(shortestExtension(position, today))
  consider(shortestAtContractRate(position, affordable, policy, today))
  if (options.length < 2) consider(inMonths('one_year', Math.min(12, policy.maxPlanInstalments), policy, today))
  if (options.every(option => !option.fits)) {
    for (const candidate of [smallPayments(affordable, today), pauseFirst(policy, today), longest()]) consider(candidate)
    options = options.toSorted((a, b) => worth.indexOf(a.key) - worth.indexOf(b.key)).slice(0, 4)
  } else if (options.length < 2) consider(longest())
  return options.sort((a, b) => Number(b.fits) - Number(a.fits) || a.monthlyCents - b.monthlyCents)
}

/** What stays when none fits and there are more than four: both sides' own, then what gives time. */
const worth: readonly OptionKey[] = ['contract_rate', 'as_offered', 'small_payments', 'pause', 'longest', 'extension', 'one_year', 'within_budget']

type Candidate = { key: OptionKey; terms: PlanTerms }
const TEN = 1_000
const PAUSE_MONTHS = 3
const kind = { freezePenalty: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }

const monthsFor = (owed: Cents, monthly: Cents | null): number | null =>
  monthly === null || monthly <= 0 ? null : Math.max(1, mulDiv(owed, 1, monthly, 'up'))

function inMonths(
  key: OptionKey,
  count: number | null,
  policy: PlanPolicy,
  today: LocalDate,
  freezeInterest = true,
): Candidate | null {
  if (count === null || count > policy.maxPlanInstalments) return null
  const firstDueOn = addMonths(today, 1)
  return { key, terms: { ...kind, kind: 'instalments', count, frequency: 'monthly', firstDueOn, freezeInterest } }
}

/** What can be spared now, in whole tens where it is that much, for half a year; then it is looked at again. */
function smallPayments(affordable: Cents, today: LocalDate): Candidate | null {
  const amountCents = affordable < TEN ? affordable : mulDiv(mulDiv(affordable, 1, TEN, 'down'), TEN, 1, 'down')
  if (amountCents <= 0) return null
  return { key: 'small_payments', terms: { ...kind, kind: 'token', amountCents, count: 6, frequency: 'monthly', firstDueOn: addMonths(today, 1), freezeInterest: true } }
}

/** A quarter of a year without a payment, then the smallest month that the policy's length leaves. */
function pauseFirst(policy: PlanPolicy, today: LocalDate): Candidate | null {
  const count = policy.maxPlanInstalments - PAUSE_MONTHS
  if (count < 1) return null
  return { key: 'pause', terms: { ...kind, kind: 'holiday', periods: PAUSE_MONTHS, count, frequency: 'monthly', firstDueOn: addMonths(today, 1), freezeInterest: true } }
}

/** The fewest periods that bring every open date ahead of today. */
function shortestExtension(position: LoanPosition, today: LocalDate): Candidate | null {
  const { instalments, frequency: usual } = position
  if (instalments.length === 0) return null
  for (let shiftPeriods = 1; shiftPeriods <= maxShift(position); shiftPeriods += 1) {
    if (instalments.some(({ dueOn, frequency = usual }) => dueDate(dueOn, frequency, shiftPeriods) <= today)) continue
    return { key: 'extension', terms: { ...kind, kind: 'extension', shiftPeriods, freezeInterest: false } }
  }
  return null
}

/** What the lender would ask: contract rate, the shortest usual length whose month the budget bears. */
function shortestAtContractRate(
  position: LoanPosition,
  affordable: Cents,
  policy: PlanPolicy,
  today: LocalDate,
): Candidate | null {
  const lengths = [3, 6, 12, 18, 24, 36, 48, 60].filter(count => count <= policy.maxPlanInstalments)
  for (const count of lengths) {
    const candidate = inMonths('contract_rate', count, policy, today, false)
    if (candidate && optionOf(candidate, position, policy, affordable, today)?.fits) return candidate
  }
  return inMonths('contract_rate', Math.min(12, policy.maxPlanInstalments), policy, today, false)
}

function optionOf(
  { key, terms }: Candidate,
  position: LoanPosition,
  policy: PlanPolicy,
  affordable: Cents,
  today: LocalDate,
): PlanOption | null {
  const plan = assessPlan(position, terms, policy, today)
  if (!plan.ok) return null
  const monthlyCents = dearestMonth(plan.schedule)
  const endsOn = plan.schedule.at(-1)?.dueOn ?? today
  const interest = terms.freezeInterest ? 'frozen' : 'continues'
  const { schedule, totals } = plan
  return { key, terms, schedule, totals, monthlyCents, endsOn, interest, fits: monthlyCents <= affordable }
}

const isSame = (a: PlanOption, b: PlanOption): boolean =>
  a.endsOn === b.endsOn && a.monthlyCents === b.monthlyCents && a.totals.totalCents === b.totals.totalCents
