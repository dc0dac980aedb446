import type { LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import type { ByComponent } from '@/lib/ledger/loan-events'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { add, cents, divide, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { planOptions, type Budget, type PlanOption } from './options'
import { addParts, noParts, sumParts, type PlanParts } from './parts'
import { assessPlan, type PlanInstalment, type PlanPolicy, type PlanTerms, type PlanTotals } from './plan'
import type { LoanPosition } from './position'

export type LoanInPlan = { loanId: string; position: LoanPosition }
export type LoanSchedule = { loanId: string; schedule: PlanInstalment[] }
export type PlanForLoans =
  { ok: true; loans: LoanSchedule[]; schedule: PlanInstalment[]; totals: PlanTotals } | { ok: false; refusals: Refusal[] }

/** One plan over several loans: the same dates for all, waivers taken loan by loan; sums are exact per loan and in total. */
export function assessPlanForLoans(
  loans: readonly LoanInPlan[],
  terms: PlanTerms,
  policy: PlanPolicy,
  today: LocalDate,
): PlanForLoans {
  const refusals = new Map<string, Refusal>()
  const accepted: (LoanSchedule & { totals: PlanTotals })[] = []
  const whole = mergePositions(loans.map(loan => loan.position))
  for (const refusal of refuseWaivers(whole, terms)) refusals.set(refusal.reason, refusal)
  for (const { loanId, position, own } of shareWaivers(loans, terms)) {
    const plan = assessPlan(position, own, policy, today)
    if (plan.ok) accepted.push({ loanId, schedule: plan.schedule, totals: plan.totals })
    else for (const refusal of plan.refusals) refusals.set(refusal.reason, refusal)
  }
  if (refusals.size > 0) return { ok: false, refusals: [...refusals.values()] }
  const schedule = mergeSchedules(accepted.map(loan => loan.schedule))
  return {
    ok: true,
    loans: accepted.map(({ loanId, schedule }) => ({ loanId, schedule })),
    schedule,
    totals: addTotals(accepted.map(loan => loan.totals)),
  }
}

/** As `planOptions`, with every figure worked out loan by loan. */
export function optionsForLoans(
  loans: readonly LoanInPlan[],
  budget: Budget,
  policy: PlanPolicy,
  today: LocalDate,
): PlanOption[] {
  const [only] = loans
  if (loans.length === 1 && only) return planOptions(only.position, budget, policy, today)
  return planOptions(mergePositions(loans.map(loan => loan.position)), budget, policy, today).flatMap(option => {
    const plan = assessPlanForLoans(loans, option.terms, policy, today)
    if (!plan.ok) return []
    const monthlyCents = cents(Math.max(...plan.schedule.map(row => row.totalCents)))
    return [
      {
        ...option,
        schedule: plan.schedule,
        totals: plan.totals,
        monthlyCents,
        endsOn: plan.schedule.at(-1)?.dueOn ?? option.endsOn,
      },
    ]
  })
}

/** Several loans seen as one: sums, the oldest delay, and the rate weighted by principal (only for finding options). */
export function mergePositions(positions: readonly LoanPosition[]): LoanPosition {
  const [first] = positions
  if (!first) throw new RangeError('a plan covers at least one loan')
  const owed = Object.fromEntries(
    COMPONENTS.map(part => [part, positions.reduce<Cents>((sum, position) => add(sum, position.owed[part]), ZERO)]),
  ) as ByComponent
  const weighted = positions.reduce((sum, position) => sum + BigInt(position.owed.principal) * BigInt(position.annualRatePpm), 0n)
  return {
    asOf: first.asOf,
    frequency: first.frequency,
    annualRatePpm: owed.principal > 0 ? Number(divide(weighted, BigInt(owed.principal), 'half-even')) : first.annualRatePpm,
    dpd: Math.max(...positions.map(position => position.dpd)),
    owed,
    owedCents: add(...positions.map(position => position.owedCents)),
    unearnedInterestCents: add(...positions.map(position => position.unearnedInterestCents)),
    instalments: positions
      .flatMap(position => position.instalments)
      .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn))),
  }
}

/** Rows of all loans by date, numbered anew. */
export function mergeSchedules(schedules: readonly (readonly PlanInstalment[])[]): PlanInstalment[] {
  const byDate = new Map<LocalDate, PlanParts>()
  for (const row of schedules.flat()) byDate.set(row.dueOn, addParts(byDate.get(row.dueOn) ?? noParts(), row))
  return [...byDate.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([dueOn, parts], index) => ({ ...parts, number: index + 1, dueOn, totalCents: sumParts(parts) }))
}

function refuseWaivers(whole: LoanPosition, terms: PlanTerms): Refusal[] {
  const refusals: Refusal[] = []
  if (terms.waivePenaltyCents > whole.owed.penalty) refusals.push({ reason: 'plan_waives_more_penalty_than_owed' })
  if (terms.waiveInterestCents > whole.owed.interest) refusals.push({ reason: 'plan_waives_more_interest_than_owed' })
  return refusals
}

function shareWaivers(loans: readonly LoanInPlan[], terms: PlanTerms): (LoanInPlan & { own: PlanTerms })[] {
  let { waivePenaltyCents: penaltyLeft, waiveInterestCents: interestLeft } = terms
  return loans.map(loan => {
    const waivePenaltyCents = smaller(penaltyLeft, loan.position.owed.penalty)
    const waiveInterestCents = smaller(interestLeft, loan.position.owed.interest)
    penaltyLeft = subtract(penaltyLeft, waivePenaltyCents)
    interestLeft = subtract(interestLeft, waiveInterestCents)
    return { ...loan, own: { ...terms, waivePenaltyCents, waiveInterestCents } }
  })
}

const addTotals = (all: readonly PlanTotals[]): PlanTotals => ({
  totalCents: add(...all.map(totals => totals.totalCents)),
  principalCents: add(...all.map(totals => totals.principalCents)),
  interestCents: add(...all.map(totals => totals.interestCents)),
  penaltyCents: add(...all.map(totals => totals.penaltyCents)),
  feeCents: add(...all.map(totals => totals.feeCents)),
  waivedCents: add(...all.map(totals => totals.waivedCents)),
  costAgainstNothingCents: add(...all.map(totals => totals.costAgainstNothingCents)),
})
