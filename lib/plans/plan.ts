import type { LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import { annualPercentageRate, unitOf } from '@/lib/loans/apr'
import type { Frequency } from '@/lib/loans/schedule'
import { add, cents, mulDiv, PPM, subtract, type AnnualRatePpm, type Cents } from '@/lib/money'
import { addParts, noParts, sumParts, type PlanParts } from './parts'
import { refusePlan } from './plan-refusals'
import { planRows } from './plan-rows'
import type { LoanPosition } from './position'

type Concessions = {
  /** No new penalty while the plan is kept. */
  freezePenalty: boolean
  /** No new interest: none for the shift or the holiday, none on the instalments. */
  freezeInterest: boolean
  waivePenaltyCents: Cents
  waiveInterestCents: Cents
  waiveFeeCents: Cents
  /** Given when the plan is completed and as if never promised when it breaks; otherwise given when it is signed, for good. */
  isConditional: boolean
}
/** `payDay`: every month on this day instead, from the first one on or after `firstDueOn`. */
export type PlanDates = { frequency: Frequency; firstDueOn: LocalDate; payDay?: number }
export type PlanStep = { count: number; amountCents: Cents }

/**
 * 延期: the remaining dates move by k periods. 重新分期: all that is owed over n instalments. 还款假期: the first k dates pass without
 * a payment. 递增还款: steps of a fixed amount, then the rest over n. 象征性还款: k small payments, then the rest is looked at again.
 * 减免结清: less than is owed, in one or a few payments. 首付加分期: a lump sum on the first date, the rest over n.
 */
export type PlanTerms = Concessions &
  (
    | { kind: 'extension'; shiftPeriods: number }
    | ({ kind: 'instalments'; count: number } & PlanDates)
    | ({ kind: 'holiday'; periods: number; count: number } & PlanDates)
    | ({ kind: 'step_up'; steps: PlanStep[]; count: number } & PlanDates)
    | ({ kind: 'token'; amountCents: Cents; count: number } & PlanDates)
    | ({ kind: 'settlement'; settleCents: Cents; count: number } & PlanDates)
    | ({ kind: 'lump_sum_plus'; lumpCents: Cents; count: number } & PlanDates)
  )
export type PlanKind = PlanTerms['kind']
export type TermsOf<K extends PlanKind> = Extract<PlanTerms, { kind: K }>

/** The part of a lender's policy that bounds plans. */
export type PlanPolicy = {
  /** Monthly instalments at most; fortnightly and weekly plans may last as long (60: CBRC Order 2011 No. 2 art. 70). */
  maxPlanInstalments: number
  reviewerLimitCents: number
  waiverLimitPpm: number
  affordableSharePpm: number
}

export type PlanInstalment = PlanParts & { number: number; dueOn: LocalDate; totalCents: Cents }
export type PlanTotals = {
  totalCents: Cents
  principalCents: Cents
  /** Interest the plan asks for, earned before and new. */
  interestCents: Cents
  penaltyCents: Cents
  feeCents: Cents
  waivedCents: Cents
  /** What is forgiven, part by part; a settlement's discount too. */
  waived: PlanParts
  /** What small payments leave open until the review. */
  rest: PlanParts
  /** Of what is owed today and the plan's payments: actuarial method of Reg Z. Null when less is paid than is owed. */
  aprPpm: AnnualRatePpm | null
  /** Against keeping the present schedule and paying what is owed: more is positive, less negative. */
  costAgainstNothingCents: Cents
}
export type PlanAssessment = { ok: true; schedule: PlanInstalment[]; totals: PlanTotals } | { ok: false; refusals: Refusal[] }

/** Works a plan out, or says every reason why not. Each component of the schedule sums exactly to what is agreed. */
export function assessPlan(position: LoanPosition, terms: PlanTerms, policy: PlanPolicy, today: LocalDate): PlanAssessment {
  const refusals = refusePlan(position, terms, policy, today)
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, ...workOut(position, terms, today) }
}

/** The plan of terms that nothing speaks against. */
export function workOut(position: LoanPosition, terms: PlanTerms, today: LocalDate): { schedule: PlanInstalment[]; totals: PlanTotals } {
  const { rows, waived, rest } = planRows(position, terms, today)
  const asked = rows.filter(row => sumParts(row.parts) > 0)
  const schedule = asked.map((row, i) => ({ ...row.parts, number: i + 1, dueOn: row.dueOn, totalCents: sumParts(row.parts) }))
  const parts = schedule.reduce<PlanParts>(addParts, noParts())
  const totalCents = sumParts(parts)
  const costAgainstNothingCents = cents(totalCents + sumParts(rest) - position.owedCents - position.unearnedInterestCents)
  const aprPpm = sumParts(rest) > 0 ? null : planApr(position, terms, schedule, today)
  return { schedule, totals: { ...parts, totalCents, waivedCents: sumParts(waived), waived, rest, aprPpm, costAgainstNothingCents } }
}

/**
 * What the payments cost a year on what is owed today, by the interval of the plan's own dates: months, fortnights or weeks, the loan's
 * own for an extension (Reg Z, 12 CFR 1026 Appendix J (b)(4)).
 */
export function planApr(owed: Pick<LoanPosition, 'owedCents' | 'frequency'>, terms: PlanTerms, schedule: readonly PlanInstalment[], today: LocalDate): AnnualRatePpm | null {
  if (owed.owedCents <= 0) return null
  const payments = schedule.map(row => ({ on: row.dueOn, amountCents: row.totalCents }))
  return annualPercentageRate({ on: today, amountCents: owed.owedCents }, payments, unitOf(terms.kind === 'extension' ? owed.frequency : terms.frequency))
}

/** What a plan forgives depends on its being kept. */
export const isConditionalWaiver = (terms: PlanTerms): boolean => terms.isConditional || terms.kind === 'settlement'

export type ReviewerLimit = { within: true } | { within: false; reasons: Refusal[] }

/** Whether a reviewer may agree alone or a supervisor decides, with every reason. */
export function reviewerLimit(plan: { totals: PlanTotals }, position: LoanPosition, policy: PlanPolicy): ReviewerLimit {
  const { totalCents, waived } = plan.totals
  const mayWaive = mulDiv(add(position.owed.interest, position.owed.penalty), policy.waiverLimitPpm, PPM, 'down')
  const reasons: Refusal[] = []
  if (totalCents > policy.reviewerLimitCents) {
    reasons.push({ reason: 'plan_above_reviewer_amount', values: { totalCents, limitCents: policy.reviewerLimitCents } })
  }
  const waivedCents = subtract(sumParts(waived), waived.principalCents)
  if (waivedCents > mayWaive) reasons.push({ reason: 'plan_above_reviewer_waiver', values: { waivedCents, limitCents: mayWaive } })
  if (waived.principalCents > 0) reasons.push({ reason: 'plan_waives_principal', values: { waivedCents: waived.principalCents } })
  return reasons.length === 0 ? { within: true } : { within: false, reasons }
}

/** The same limit when so many plans have been signed of late: one more than the policy has is a supervisor's to decide. */
export function withRestructures(
  limit: ReviewerLimit,
  signedCount: number,
  { maxRestructures, restructureMonths }: { maxRestructures: number; restructureMonths: number },
): ReviewerLimit {
  if (signedCount < maxRestructures) return limit
  const reason = { reason: 'plan_above_restructures', values: { count: signedCount, months: restructureMonths } }
  return { within: false, reasons: [...(limit.within ? [] : limit.reasons), reason] }
}
