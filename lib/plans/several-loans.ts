import type { LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import type { ByComponent } from '@/lib/ledger/loan-events'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { periodsPerYear, type Frequency } from '@/lib/loans/schedule'
import { add, divide, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { dearestMonth } from './dearest-month'
import { affordableMonthly, planOptions, type Budget, type PlanOption } from './options'
import { addParts, noParts, splitByWeight, sumParts, type PlanParts } from './parts'
import { planApr, workOut, type PlanInstalment, type PlanPolicy, type PlanTerms, type PlanTotals } from './plan'
import { refusePlan, refuseShape } from './plan-refusals'
import type { LoanPosition } from './position'

export type LoanInPlan = { loanId: string; position: LoanPosition }
export type LoanSchedule = { loanId: string; schedule: PlanInstalment[]; waived: PlanParts; rest: PlanParts }
export type PlanForLoans =
  { ok: true; loans: LoanSchedule[]; schedule: PlanInstalment[]; totals: PlanTotals } | { ok: false; refusals: Refusal[] }

/** One plan over several loans: the same dates for all, waivers and amounts shared loan by loan; sums are exact per loan and in total. */
export function assessPlanForLoans(
  loans: readonly LoanInPlan[],
  terms: PlanTerms,
  policy: PlanPolicy,
  today: LocalDate,
): PlanForLoans {
  const whole = mergePositions(loans.map(loan => loan.position))
  const shared = shareTerms(loans, terms)
  const all = [...refusePlan(whole, terms, policy, today), ...shared.flatMap(({ position, own }) => refuseShape(position, own, policy, today))]
  const refusals = new Map(all.toReversed().map(refusal => [refusal.reason, refusal]))
  if (refusals.size > 0) return { ok: false, refusals: [...refusals.values()].toReversed() }
  const worked = shared.map(({ loanId, position, own }) => ({ loanId, ...workOut(position, own, today) }))
  const schedule = mergeSchedules(worked.map(loan => loan.schedule))
  const totals = addTotals(worked.map(loan => loan.totals))
  return {
    ok: true,
    loans: worked.map(({ loanId, schedule, totals }) => ({ loanId, schedule, waived: totals.waived, rest: totals.rest })),
    schedule,
    totals: { ...totals, aprPpm: sumParts(totals.rest) > 0 ? null : planApr(whole, terms, schedule, today) },
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
    const monthlyCents = dearestMonth(plan.schedule)
    return [
      {
        ...option,
        schedule: plan.schedule,
        totals: plan.totals,
        monthlyCents,
        fits: monthlyCents <= affordableMonthly(budget, policy),
        endsOn: plan.schedule.at(-1)?.dueOn ?? option.endsOn,
      },
    ]
  })
}

/** The rhythm with the most dates a year: what an extension of these loans may ask for in a month. */
const busiestOf = (positions: readonly LoanPosition[]): Frequency =>
  positions.reduce<Frequency>((most, { frequency: own }) => (periodsPerYear(own) > periodsPerYear(most) ? own : most), 'monthly')

/** Several loans seen as one: sums, the oldest delay, each instalment in its loan's rhythm; rate weighted by principal and shared day count are only for finding options. */
export function mergePositions(positions: readonly LoanPosition[]): LoanPosition {
  const [first] = positions
  if (!first) throw new RangeError('a plan covers at least one loan')
  const owed = Object.fromEntries(
    COMPONENTS.map(part => [part, positions.reduce<Cents>((sum, position) => add(sum, position.owed[part]), ZERO)]),
  ) as ByComponent
  const dayCount = positions.every(position => position.dayCount === first.dayCount) ? first.dayCount : undefined
  const weighted = positions.reduce((sum, position) => sum + BigInt(position.owed.principal) * BigInt(position.annualRatePpm), 0n)
  return {
    asOf: first.asOf,
    frequency: busiestOf(positions),
    ...(dayCount ? { dayCount } : {}),
    annualRatePpm: owed.principal > 0 ? Number(divide(weighted, BigInt(owed.principal), 'half-even')) : first.annualRatePpm,
    dpd: Math.max(...positions.map(position => position.dpd)),
    owed,
    owedCents: add(...positions.map(position => position.owedCents)),
    unearnedInterestCents: add(...positions.map(position => position.unearnedInterestCents)),
    instalments: positions
      .flatMap(({ frequency, instalments }) => instalments.map(row => ({ ...row, frequency })))
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

type SharedTerms = LoanInPlan & { own: PlanTerms }

function shareTerms(loans: readonly LoanInPlan[], terms: PlanTerms): SharedTerms[] {
  let { waivePenaltyCents: penaltyLeft, waiveInterestCents: interestLeft, waiveFeeCents: feeLeft } = terms
  const amounts = shareAmounts(loans, terms)
  return loans.map((loan, i) => {
    const { owed } = loan.position
    const waivePenaltyCents = smaller(penaltyLeft, owed.penalty)
    const waiveInterestCents = smaller(interestLeft, owed.interest)
    const waiveFeeCents = smaller(feeLeft, add(owed.fee, owed.cost))
    penaltyLeft = subtract(penaltyLeft, waivePenaltyCents)
    interestLeft = subtract(interestLeft, waiveInterestCents)
    feeLeft = subtract(feeLeft, waiveFeeCents)
    return { ...loan, own: { ...amounts(i), waivePenaltyCents, waiveInterestCents, waiveFeeCents } }
  })
}

/** Terms with the amounts a kind names, shared by what each loan owes. */
function shareAmounts(loans: readonly LoanInPlan[], terms: PlanTerms): (index: number) => PlanTerms {
  const weights = loans.map(loan => loan.position.owedCents)
  const share = (amount: Cents) => {
    const shares = splitByWeight(amount, weights)
    return (i: number): Cents => shares[i] ?? ZERO
  }
  switch (terms.kind) {
    case 'settlement': {
      const settle = share(terms.settleCents)
      return i => ({ ...terms, settleCents: settle(i) })
    }
    case 'token': {
      const amount = share(terms.amountCents)
      return i => ({ ...terms, amountCents: amount(i) })
    }
    case 'lump_sum_plus': {
      const lump = share(terms.lumpCents)
      return i => ({ ...terms, lumpCents: lump(i) })
    }
    case 'step_up': {
      const steps = terms.steps.map(step => ({ count: step.count, amount: share(step.amountCents) }))
      return i => ({ ...terms, steps: steps.map(({ count, amount }) => ({ count, amountCents: amount(i) })) })
    }
    default:
      return () => terms
  }
}

const addTotals = (all: readonly PlanTotals[]): PlanTotals => ({
  totalCents: add(...all.map(totals => totals.totalCents)),
  principalCents: add(...all.map(totals => totals.principalCents)),
  interestCents: add(...all.map(totals => totals.interestCents)),
  penaltyCents: add(...all.map(totals => totals.penaltyCents)),
  feeCents: add(...all.map(totals => totals.feeCents)),
  waivedCents: add(...all.map(totals => totals.waivedCents)),
  waived: all.map(totals => totals.waived).reduce<PlanParts>(addParts, noParts()),
  rest: all.map(totals => totals.rest).reduce<PlanParts>(addParts, noParts()),
  aprPpm: null,
  costAgainstNothingCents: add(...all.map(totals => totals.costAgainstNothingCents)),
})
