import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { getReviewedBudget } from '../hardship/review-queries'
import { loadLoans } from '../loans/queries'
import { cents, type Cents } from '../money'
import { dearestMonth } from '../plans/dearest-month'
import { previewPlan, type PlanPreview } from '../plans/option-queries'
import { affordableMonthly } from '../plans/options'
import { listPlannableLoanIds } from '../plans/position-queries'
import { getPlan, type PlanView } from '../plans/queries'

export type Approval = {
  plan: PlanView
  preview: PlanPreview
  /** The contract as it stands, if nothing is changed. */
  before: { outstandingCents: number; overdueCents: number; monthCents: number; openCount: number; lastDueOn: LocalDate | null }
  budget: { incomeCents: number; spendingCents: number; affordableCents: Cents } | null
  owed: { penaltyCents: number; interestCents: number; feeCents: number }
}

/** What a supervisor needs to decide on a waiting plan: today's figures before and after. Throws `not_found`. */
export async function getApproval(ctx: Ctx, borrowerId: string, planId: string): Promise<Approval> {
  authorize(ctx, 'escalation:decide')
  const plan = await getPlan(ctx, borrowerId, planId)
  const loanIds = await listPlannableLoanIds(ctx, borrowerId, plan.caseId)
  const loans = await loadLoans(ctx, borrowerId, loanIds)
  const stated = plan.applicationId ? await getReviewedBudget(ctx, borrowerId, plan.applicationId) : null
  const open = loans.flatMap(({ state }) => state.lines.filter(line => line.version === state.version && line.openCents > 0))
  const dates = new Set(open.map(line => line.dueOn))
  const coming = open.filter(line => line.dueOn > ctx.today).map(({ dueOn, openCents }) => ({ dueOn, totalCents: openCents }))
  const sum = (part: 'outstandingCents' | 'overdueCents') => loans.reduce((total, { state }) => total + state[part], 0)
  return {
    plan,
    preview: await previewPlan(ctx, borrowerId, plan.caseId, plan.terms),
    before: {
      outstandingCents: sum('outstandingCents'),
      overdueCents: sum('overdueCents'),
      monthCents: Math.max(sum('overdueCents'), dearestMonth(coming)),
      openCount: dates.size,
      lastDueOn: [...dates].toSorted().at(-1) ?? null,
    },
    budget: stated && {
      ...stated,
      affordableCents: affordableMonthly(
        { incomeCents: cents(stated.incomeCents), spendingCents: cents(stated.spendingCents), offerCents: null },
        ctx.lender.policy,
      ),
    },
    owed: {
      penaltyCents: loans.reduce((total, { state }) => total + state.outstanding.penalty, 0),
      interestCents: loans.reduce((total, { state }) => total + state.outstanding.interest, 0),
      feeCents: loans.reduce((total, { state }) => total + state.outstanding.fee + state.outstanding.cost, 0),
    },
  }
}
