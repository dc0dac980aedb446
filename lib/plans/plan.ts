import { addDays, daysBetween, type LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import { buildSchedule, dueDate, periodsPerYear, type Frequency } from '@/lib/loans/schedule'
import { add, cents, mulDiv, PPM, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { addParts, noParts, splitParts, sumParts, type PlanParts } from './parts'
import type { LoanPosition } from './position'

type Concessions = {
  /** No new penalty while the plan is kept. */
  freezePenalty: boolean
  /** No new interest: none for the shift, none on the instalments. */
  freezeInterest: boolean
  waivePenaltyCents: Cents
  waiveInterestCents: Cents
}
/** 延期: the remaining dates move by k periods. 重新分期: all that is owed over n instalments from a first date. */
export type PlanTerms = Concessions &
  (
    | { kind: 'extension'; shiftPeriods: number }
    | { kind: 'instalments'; count: number; frequency: Frequency; firstDueOn: LocalDate }
  )

/** The part of a lender's policy that bounds plans. */
export type PlanPolicy = {
  /** Monthly instalments at most; fortnightly and weekly plans may last as long (60: CBRC Order 2011 No. 2 art. 70). */
  maxPlanInstalments: number
  reviewerLimitCents: number
  waiverLimitPpm: number
  affordableSharePpm: number
}
export const MAX_SHIFT_PERIODS = 12
export const MAX_FIRST_DUE_DAYS = 62

export type PlanInstalment = PlanParts & { number: number; dueOn: LocalDate; totalCents: Cents }
export type PlanTotals = {
  totalCents: Cents
  principalCents: Cents
  /** Interest the plan asks for, earned before and new. */
  interestCents: Cents
  penaltyCents: Cents
  feeCents: Cents
  waivedCents: Cents
  /** Against keeping the present schedule and paying what is owed: more is positive, less negative. */
  costAgainstNothingCents: Cents
}
export type PlanAssessment = { ok: true; schedule: PlanInstalment[]; totals: PlanTotals } | { ok: false; refusals: Refusal[] }

/** Works a plan out, or says every reason why not. Each component of the schedule sums exactly to what is agreed. */
export function assessPlan(position: LoanPosition, terms: PlanTerms, policy: PlanPolicy, today: LocalDate): PlanAssessment {
  const refusals = [...refuseConcessions(position, terms), ...refuseShape(position, terms, policy, today)]
  if (refusals.length > 0) return { ok: false, refusals }
  const rows = terms.kind === 'extension' ? shiftedRows(position, terms, today) : instalmentRows(position, terms)
  const schedule = rows.map((row, i) => ({ ...row.parts, number: i + 1, dueOn: row.dueOn, totalCents: sumParts(row.parts) }))
  return { ok: true, schedule, totals: totalsOf(schedule, position, terms) }
}

/** Instalments a frequency may have within the years that the policy's months make. */
export const maxInstalments = (policy: Pick<PlanPolicy, 'maxPlanInstalments'>, frequency: Frequency): number =>
  Math.floor((policy.maxPlanInstalments * periodsPerYear(frequency)) / 12)

function refuseConcessions({ owed, owedCents }: LoanPosition, terms: PlanTerms): Refusal[] {
  const refusals: Refusal[] = []
  if (owedCents <= 0) refusals.push({ reason: 'plan_nothing_owed' })
  const isAbove = (waived: number, open: number) => waived < 0 || waived > open
  if (isAbove(terms.waivePenaltyCents, owed.penalty)) refusals.push({ reason: 'plan_waives_more_penalty_than_owed' })
  if (isAbove(terms.waiveInterestCents, owed.interest)) refusals.push({ reason: 'plan_waives_more_interest_than_owed' })
  return refusals
}

function refuseShape(position: LoanPosition, terms: PlanTerms, policy: PlanPolicy, today: LocalDate): Refusal[] {
  if (terms.kind === 'extension') {
    const { shiftPeriods } = terms
    if (!isCount(shiftPeriods) || shiftPeriods > MAX_SHIFT_PERIODS) {
      return [{ reason: 'plan_shift_out_of_range', values: { most: MAX_SHIFT_PERIODS } }]
    }
    const first = position.instalments[0]
    const isLate = first !== undefined && dueDate(first.dueOn, position.frequency, shiftPeriods) <= today
    return isLate ? [{ reason: 'plan_shift_leaves_overdue' }] : []
  }
  const most = maxInstalments(policy, terms.frequency)
  const refusals: Refusal[] = []
  if (!isCount(terms.count)) refusals.push({ reason: 'plan_needs_instalments' })
  else if (terms.count > most) refusals.push({ reason: 'plan_too_many_instalments', values: { asked: terms.count, most } })
  else if (terms.count > position.owedCents && position.owedCents > 0) refusals.push({ reason: 'plan_instalments_too_small' })
  if (terms.firstDueOn <= today) refusals.push({ reason: 'plan_first_date_not_ahead' })
  if (terms.firstDueOn > addDays(today, MAX_FIRST_DUE_DAYS)) {
    refusals.push({ reason: 'plan_first_date_too_far', values: { days: MAX_FIRST_DUE_DAYS } })
  }
  return refusals
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1

type Row = { dueOn: LocalDate; parts: PlanParts }

/** 延期: every open instalment later by k periods; interest for the wait runs from today where the old date has passed. */
function shiftedRows(position: LoanPosition, terms: Extract<PlanTerms, { kind: 'extension' }>, today: LocalDate): Row[] {
  let { waivePenaltyCents: penaltyLeft, waiveInterestCents: interestLeft } = terms
  return position.instalments.map(({ dueOn, open }) => {
    const newDueOn = dueDate(dueOn, position.frequency, terms.shiftPeriods)
    const waivedPenalty = smaller(penaltyLeft, open.penalty)
    const waivedInterest = smaller(interestLeft, open.interest)
    penaltyLeft = subtract(penaltyLeft, waivedPenalty)
    interestLeft = subtract(interestLeft, waivedInterest)
    const wait = terms.freezeInterest
      ? ZERO
      : interestForWait(position, open.principal, dueOn, newDueOn, terms.shiftPeriods, today)
    const parts = {
      principalCents: open.principal,
      interestCents: add(subtract(open.interest, waivedInterest), wait),
      penaltyCents: subtract(open.penalty, waivedPenalty),
      feeCents: add(open.fee, open.cost),
    }
    return { dueOn: newDueOn, parts }
  })
}

function interestForWait(
  { annualRatePpm, frequency }: LoanPosition,
  principal: Cents,
  dueOn: LocalDate,
  newDueOn: LocalDate,
  shiftPeriods: number,
  today: LocalDate,
): Cents {
  const whole = mulDiv(principal, annualRatePpm * shiftPeriods, PPM * periodsPerYear(frequency), 'half-even')
  if (dueOn >= today) return whole
  return smaller(whole, mulDiv(principal, annualRatePpm * daysBetween(today, newDueOn), PPM * 365, 'half-even'))
}

/** 重新分期: principal amortised at the contract rate or split evenly; what else is owed bears no interest. */
function instalmentRows({ owed, annualRatePpm }: LoanPosition, terms: Extract<PlanTerms, { kind: 'instalments' }>): Row[] {
  const { count, frequency, firstDueOn } = terms
  const beside = {
    principalCents: ZERO,
    interestCents: subtract(owed.interest, terms.waiveInterestCents),
    penaltyCents: subtract(owed.penalty, terms.waivePenaltyCents),
    feeCents: add(owed.fee, owed.cost),
  }
  if (terms.freezeInterest || annualRatePpm === 0) {
    const rows = splitParts({ ...beside, principalCents: owed.principal }, count)
    return rows.map((parts, i) => ({ dueOn: dueDate(firstDueOn, frequency, i), parts }))
  }
  const shares = splitParts(beside, count)
  const method = 'equal_instalment'
  const bearing = buildSchedule({ method, principalCents: owed.principal, annualRatePpm, count, frequency, firstDueOn })
  return bearing.map(({ dueOn, principalCents, interestCents }, i) => ({
    dueOn,
    parts: addParts({ ...noParts(), principalCents, interestCents }, shares[i] ?? noParts()),
  }))
}

function totalsOf(schedule: readonly PlanInstalment[], position: LoanPosition, terms: PlanTerms): PlanTotals {
  const parts = schedule.reduce<PlanParts>(addParts, noParts())
  const totalCents = sumParts(parts)
  return {
    ...parts,
    totalCents,
    waivedCents: add(terms.waivePenaltyCents, terms.waiveInterestCents),
    costAgainstNothingCents: cents(totalCents - position.owedCents - position.unearnedInterestCents),
  }
}

export type ReviewerLimit = { within: true } | { within: false; reasons: Refusal[] }

/** Whether a reviewer may agree alone or a supervisor decides, with every reason. */
export function reviewerLimit(plan: { totals: PlanTotals }, position: LoanPosition, policy: PlanPolicy): ReviewerLimit {
  const { totalCents, waivedCents } = plan.totals
  const mayWaive = mulDiv(add(position.owed.interest, position.owed.penalty), policy.waiverLimitPpm, PPM, 'down')
  const reasons: Refusal[] = []
  if (totalCents > policy.reviewerLimitCents) {
    reasons.push({ reason: 'plan_above_reviewer_amount', values: { totalCents, limitCents: policy.reviewerLimitCents } })
  }
  if (waivedCents > mayWaive)
    reasons.push({ reason: 'plan_above_reviewer_waiver', values: { waivedCents, limitCents: mayWaive } })
  return reasons.length === 0 ? { within: true } : { within: false, reasons }
}
