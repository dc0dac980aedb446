import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { Refusal } from '../errors'
import { toMonthly, type Frequency } from '../hardship/budget'
import { getApplication } from '../hardship/queries'
import { getReviewedBudget } from '../hardship/review-queries'
import { cents, mulDiv, ZERO, type Cents } from '../money'
import { affordableMonthly, type PlanOption } from './options'
import type { PlanInstalment, PlanTerms, PlanTotals } from './plan'
import { areLoaded, countRestructures, listPlannableLoanIds, loadPlannedLoans, workOutPlan, type PlannedLoans } from './position-queries'
import { kindestMonth, referee, tryAmount, type Referee, type RefereeInput, type RefereeLine } from './referee'
import { mergePositions, optionsForLoans } from './several-loans'

export type PlanDesk = {
  loanIds: string[]
  loanNumbers: string[]
  owed: { principalCents: Cents; interestCents: Cents; penaltyCents: Cents; feeCents: Cents; totalCents: Cents }
  dpd: number
  mayBeTimeBarred: boolean
  incomeCents: Cents
  spendingCents: Cents
  affordableCents: Cents
  offerMonthlyCents: Cents | null
  options: PlanOption[]
  referee: Referee
  /** The month that one of the offers must not exceed unless a supervisor decides; null without a stated budget. */
  kindestCents: Cents | null
  /** Plans signed within the policy's months, against how many it wants at most. */
  restructures: { signed: number; most: number; months: number }
  limits: { reviewerLimitCents: Cents; mayWaiveCents: Cents }
}

/** What can be offered on an application: figures of today, the policy's options, and the referee's working. Throws `not_found`. */
export async function getPlanDesk(ctx: Ctx, borrowerId: string, applicationId: string): Promise<PlanDesk | null> {
  authorize(ctx, 'hardship:review')
  const found = await compare(ctx, borrowerId, applicationId)
  if (!found) return null
  const { planned, whole, budget, options, affordableCents } = found
  const { policy } = ctx.lender
  return {
    loanIds: planned.loans.map(loan => loan.loanId),
    loanNumbers: planned.numbers,
    owed: {
      principalCents: whole.owed.principal,
      interestCents: whole.owed.interest,
      penaltyCents: whole.owed.penalty,
      feeCents: cents(whole.owed.fee + whole.owed.cost),
      totalCents: whole.owedCents,
    },
    dpd: whole.dpd,
    mayBeTimeBarred: planned.mayBeTimeBarred,
    incomeCents: budget.incomeCents,
    spendingCents: budget.spendingCents,
    affordableCents,
    offerMonthlyCents: budget.offerCents,
    options,
    referee: referee(found.sides),
    kindestCents: kindestOf(found),
    restructures: { signed: await countRestructures(ctx, borrowerId), most: policy.maxRestructures, months: policy.restructureMonths },
    limits: {
      reviewerLimitCents: cents(policy.reviewerLimitCents),
      mayWaiveCents: mulDiv(whole.owed.interest + whole.owed.penalty, policy.waiverLimitPpm, 1_000_000, 'down'),
    },
  }
}

export type RefereeView = { referee: Referee; custom: RefereeLine | null }

/**
 * The referee's working on an application as both sides may see it, with any amount a month judged alike; null when nothing is
 * owed any more. Throws `not_found`.
 */
export async function getReferee(ctx: Ctx, borrowerId: string, applicationId: string, amountCents: Cents | null): Promise<RefereeView | null> {
  authorize(ctx, 'hardship:review', 'portal:read')
  const found = await compare(ctx, borrowerId, applicationId)
  if (!found) return null
  return { referee: referee(found.sides), custom: amountCents !== null && amountCents > 0 ? tryAmount(amountCents, found.sides) : null }
}

/**
 * The month that one of the plans offered on an application must not exceed; null where no budget was stated to judge by. `known` are
 * loans that the caller has loaded under its locks.
 */
export async function findKindestMonth(ctx: Ctx, borrowerId: string, applicationId: string, known?: PlannedLoans): Promise<Cents | null> {
  authorize(ctx, 'plan:propose')
  const found = await compare(ctx, borrowerId, applicationId, known)
  return found && kindestOf(found)
}

const kindestOf = ({ budget, sides }: NonNullable<Awaited<ReturnType<typeof compare>>>): Cents | null =>
  budget.incomeCents > 0 || budget.spendingCents > 0 ? kindestMonth(referee(sides), sides) : null

async function compare(ctx: Ctx, borrowerId: string, applicationId: string, known?: PlannedLoans) {
  const application = await getApplication(ctx, borrowerId, applicationId)
  const loanIds = await listPlannableLoanIds(ctx, borrowerId, application.caseId)
  if (loanIds.length === 0) return null
  const planned = known && areLoaded(known, loanIds) ? known : await loadPlannedLoans(ctx, borrowerId, loanIds)
  const stated = await getReviewedBudget(ctx, borrowerId, applicationId)
  const whole = mergePositions(planned.loans.map(loan => loan.position))
  const { policy } = ctx.lender
  const budget = {
    incomeCents: cents(stated.incomeCents),
    spendingCents: cents(stated.spendingCents),
    offerCents: monthlyOffer(application.offerCents, application.offerFrequency),
  }
  const options = optionsForLoans(planned.loans, budget, policy, ctx.today)
  const affordableCents = affordableMonthly(budget, policy)
  const sides: RefereeInput = {
    owedCents: whole.owedCents,
    offerCents: budget.offerCents ?? ZERO,
    askCents: options.find(option => option.key === 'contract_rate')?.monthlyCents ?? whole.owedCents,
    affordableCents,
    maxPlanInstalments: policy.maxPlanInstalments,
  }
  return { planned, whole, budget, options, affordableCents, sides }
}

export type PlanPreview =
  | {
      ok: true
      schedule: PlanInstalment[]
      totals: PlanTotals
      withinLimit: boolean
      limitReasons: Refusal[]
    }
  | { ok: false; refusals: Refusal[] }

/** Terms tried out on today's figures; nothing is written. */
export async function previewPlan(ctx: Ctx, borrowerId: string, caseId: string, terms: PlanTerms): Promise<PlanPreview> {
  authorize(ctx, 'plan:propose', 'escalation:decide')
  const worked = await workOutPlan(ctx, borrowerId, await listPlannableLoanIds(ctx, borrowerId, caseId), terms)
  if (!worked.ok) return worked
  const { plan, limit } = worked
  return {
    ok: true,
    schedule: plan.schedule,
    totals: plan.totals,
    withinLimit: limit.within,
    limitReasons: limit.within ? [] : limit.reasons,
  }
}

function monthlyOffer(offerCents: Cents | null, frequency: string | null): Cents | null {
  if (offerCents === null || frequency === null || frequency === 'none') return null
  return toMonthly(offerCents, frequency as Frequency)
}
