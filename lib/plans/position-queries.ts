import { and, eq, gte, inArray } from 'drizzle-orm'
import { cases, loans, plans } from '@/db/schema'
import type { Ctx } from '../context'
import { addMonths, atHour, daysBetween, type LocalDate } from '../dates'
import { notFound, type Refusal } from '../errors'
import type { LoanRecord } from '../ledger/loan-record'
import { loadLoans } from '../loans/queries'
import { runningTermsOf } from './running-terms'
import { read } from '../transaction'
import { dearestMonth } from './dearest-month'
import { reviewerLimit, withRestructures, type PlanTerms, type ReviewerLimit } from './plan'
import { positionOf } from './position'
import { assessPlanForLoans, mergePositions, type LoanInPlan, type PlanForLoans } from './several-loans'
import { LIMITATION_DAYS, type Basis, type StoredTotals } from './stored-plan'

export type PlannedLoans = {
  loans: LoanInPlan[]
  numbers: string[]
  basis: Basis
  /** Money was paid or refunded for a day after that one. */
  hasMoved: boolean
  oldestUnpaidDueOn: LocalDate | null
  mayBeTimeBarred: boolean
}

/** The loans of a plan as they stand on a day (today when absent). Throws `not_found` when one is missing or not to be seen. */
export async function loadPlannedLoans(
  ctx: Ctx,
  borrowerId: string,
  loanIds: readonly string[],
  asOf: LocalDate = ctx.today,
): Promise<PlannedLoans> {
  const found = await loadLoans(ctx, borrowerId, loanIds, asOf)
  if (found.length === 0 || found.length !== new Set(loanIds).size) throw notFound()
  const oldest = found.flatMap(({ state }) => state.oldestUnpaidDueOn ?? []).toSorted()[0] ?? null
  return {
    loans: found.map(({ record, state }) => ({
      loanId: record.loan.id,
      position: positionOf(state, runningTermsOf(record, state.version)),
    })),
    numbers: found.map(({ record }) => record.loan.number),
    basis: { asOf, loans: found.map(({ record, state }) => ({ loanId: record.loan.id, outstanding: state.outstanding })) },
    hasMoved: found.some(({ record }) => hasMovedSince(record, asOf)),
    oldestUnpaidDueOn: oldest,
    mayBeTimeBarred: oldest !== null && daysBetween(oldest, ctx.today) >= LIMITATION_DAYS,
  }
}

const hasMovedSince = ({ payments, refunds = [] }: LoanRecord, day: LocalDate): boolean =>
  payments.some(payment => !payment.reversed && payment.effectiveOn > day) || refunds.some(refund => refund.effectiveOn > day)

/** The loans a plan for this case covers when nobody names them: all that still ask for money. */
export async function listPlannableLoanIds(ctx: Ctx, borrowerId: string, caseId: string): Promise<string[]> {
  return read(ctx, async ctx => {
    const mine = and(
      eq(loans.lenderId, ctx.actor.lenderId),
      eq(loans.borrowerId, borrowerId),
      inArray(loans.status, ['active', 'charged_off']),
    )
    const rows = await ctx.db
      .select({ id: loans.id, caseId: loans.caseId, balanceCents: loans.balanceCents })
      .from(loans)
      .where(mine)
      .orderBy(loans.id)
    const open = rows.filter(row => row.balanceCents > 0)
    const ofCase = open.filter(row => row.caseId === caseId)
    return (ofCase.length > 0 ? ofCase : open).map(row => row.id)
  })
}

/** Throws `not_found` unless the case is this borrower's and the actor's to see. */
export async function getPlanCase(ctx: Ctx, borrowerId: string, caseId: string) {
  return read(ctx, async ctx => {
    const [found] = await ctx.db
      .select()
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.id, caseId)))
    if (!found) throw notFound()
    return found
  })
}

export type WorkedPlan = {
  ok: true
  planned: PlannedLoans
  plan: Extract<PlanForLoans, { ok: true }>
  totals: StoredTotals
  limit: ReviewerLimit
}

/** Whether these loans, in any order, are the ones that were loaded. */
export const areLoaded = ({ loans }: PlannedLoans, loanIds: readonly string[]): boolean =>
  loans.length === loanIds.length && loans.every(({ loanId }) => loanIds.includes(loanId))

/** Terms worked out on today's figures, loaded unless they are `known`, with what a reviewer may agree alone; or every refusal. */
export async function workOutPlan(
  ctx: Ctx,
  borrowerId: string,
  loanIds: readonly string[],
  terms: PlanTerms,
  known?: PlannedLoans,
): Promise<WorkedPlan | { ok: false; refusals: Refusal[] }> {
  if (loanIds.length === 0) return { ok: false, refusals: [{ reason: 'plan_nothing_owed' }] }
  const planned = known ?? (await loadPlannedLoans(ctx, borrowerId, loanIds))
  const plan = assessPlanForLoans(planned.loans, terms, ctx.lender.policy, ctx.today)
  if (!plan.ok) return plan
  const whole = mergePositions(planned.loans.map(loan => loan.position))
  const totals: StoredTotals = {
    ...plan.totals,
    owedCents: whole.owedCents,
    highestCents: Math.max(...plan.schedule.map(row => row.totalCents)),
    monthCents: dearestMonth(plan.schedule),
    basis: planned.basis,
    forgiven: plan.loans.map(({ loanId, waived, rest }) => ({ loanId, waived, rest })),
    mayBeTimeBarred: planned.mayBeTimeBarred,
  }
  const { policy } = ctx.lender
  const limit = withRestructures(reviewerLimit(plan, whole, policy), await countRestructures(ctx, borrowerId), policy)
  return { ok: true, planned, plan, totals, limit }
}

/** Plans that a borrower has signed within the policy's months. */
export async function countRestructures(ctx: Ctx, borrowerId: string): Promise<number> {
  const since = atHour(addMonths(ctx.today, -ctx.lender.policy.restructureMonths), 0, ctx.lender.timeZone)
  return read(ctx, ctx =>
    ctx.db.$count(plans, and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), gte(plans.signedAt, since))),
  )
}
