import { and, eq, inArray, ne } from 'drizzle-orm'
import { plans } from '@/db/schema'
import type { Ctx } from '../context'
import { addDays, dateIn, type LocalDate } from '../dates'
import { paidTowards } from '../ledger/instalments'
import type { LoanState } from '../ledger/loan-events'
import { replayRecord, type LoanRecord } from '../ledger/loan-record'
import { bookOf, loadLoanRecords } from '../loans/record-queries'
import type { Cents } from '../money'
import { loadPlanRows, type PlanInstalmentRow } from './progress-queries'
import { termsOf, type PlanRow } from './stored-plan'
import { wholeProgress, type WholeProgress } from './whole-progress'

/** The last day on which paying up brings a broken plan back, never before the day that was told; null when it did not break by a missed date. */
export function cureEndsOn(plan: Pick<PlanRow, 'status' | 'endReason' | 'endedOn' | 'cureUntil'>, cureDays: number): LocalDate | null {
  if (plan.status !== 'broken' || plan.endReason !== 'missed' || !plan.endedOn) return null
  const byPolicy = addDays(plan.endedOn, cureDays)
  return plan.cureUntil && plan.cureUntil > byPolicy ? plan.cureUntil : byPolicy
}

export type CureStanding = {
  progress: WholeProgress
  rows: PlanInstalmentRow[]
  untilOn: LocalDate
  /** What it broke for had been paid by the last day that was told, as is known now. */
  isInTime: boolean
}

/**
 * How a broken plan would stand if it went on today, with all that was paid since; null when it cannot go on by itself: too late,
 * another plan runs or ran since, or a charge came in between that its instalments do not know. An offer does not stand in its way.
 */
export async function loadCureStanding(ctx: Ctx, plan: PlanRow): Promise<CureStanding | null> {
  const untilOn = cureEndsOn(plan, ctx.lender.policy.guardian.cureDays)
  if (!untilOn || (await hasOtherPlan(ctx, plan))) return null
  const records = await loadLoanRecords(ctx, plan.borrowerId, plan.loanIds)
  if (records.some(record => record.loan.planId !== null || !isLastPlan(plan, record) || hasMoreThanPlanned(ctx, plan, record))) return null
  const rows = await loadPlanRows(ctx, plan.borrowerId, [plan.id])
  const isInTime = wasPaidInTime(ctx, plan, records, rows)
  if (ctx.today > untilOn && !isInTime) return null
  return { progress: progressIfContinued(ctx, plan, records, rows), rows, untilOn, isInTime }
}

const isLastPlan = (plan: PlanRow, { schedules }: LoanRecord): boolean => schedules.findLast(schedule => schedule.planId !== null)?.planId === plan.id

/** Money that counts from within the days of grace keeps the plan, whenever it was found (the agreement says so). */
function wasPaidInTime(ctx: Ctx, plan: PlanRow, records: readonly LoanRecord[], rows: readonly PlanInstalmentRow[]): boolean {
  const { missedDueOn, graceUntil } = plan
  if (!missedDueOn || !graceUntil) return false
  const paid = new Map(
    records.map(record => {
      const version = record.schedules.findLast(schedule => schedule.planId === plan.id)?.version ?? 0
      return [record.loan.id, paidTowards(replayRecord(record, bookOf(ctx), graceUntil), version)]
    }),
  )
  const { next } = wholeProgress(rows, paid, graceUntil, plan.graceDays)
  return next === null || next.dueOn > missedDueOn
}

/** How the plan would stand if it went on today over loans that look so. */
export function progressIfContinued(ctx: Ctx, plan: PlanRow, records: readonly LoanRecord[], rows: readonly PlanInstalmentRow[]): WholeProgress {
  const paid = new Map(records.map(record => [record.loan.id, paidIfContinued(ctx, plan, record, rows)]))
  return wholeProgress(rows, paid, ctx.today, plan.graceDays)
}

function paidIfContinued(ctx: Ctx, plan: PlanRow, record: LoanRecord, rows: readonly PlanInstalmentRow[]): Cents {
  const version = Math.max(...record.schedules.map(schedule => schedule.version)) + 1
  const own = rows.filter(row => row.loanId === record.loan.id).map(row => ({ ...row, version }))
  const schedule = { version, fromOn: ctx.today, planId: plan.id, createdAt: ctx.now, replaces: null }
  const isFrozen = termsOf(plan).freezePenalty && plan.activeFrom
  const freezes = isFrozen ? [...record.freezes, { from: addDays(plan.activeFrom ?? ctx.today, 1), to: null }] : record.freezes
  const continued = { ...record, freezes, schedules: [...record.schedules, schedule], instalments: [...record.instalments, ...own] }
  return paidTowards(replayRecord(continued, bookOf(ctx)), version)
}

function hasMoreThanPlanned(ctx: Ctx, plan: PlanRow, record: LoanRecord): boolean {
  const since = record.charges.some(charge => !charge.cancelledAt && dateIn(charge.createdAt, ctx.lender.timeZone) >= (plan.activeFrom ?? ctx.today))
  return since || isCarriedOver(replayRecord(record, bookOf(ctx)), record.schedules.findLast(schedule => schedule.planId === plan.id)?.version)
}

const isCarriedOver = (state: LoanState, version: number | undefined): boolean =>
  state.lines.some(line => line.version === version && line.origin === 'carried' && line.billedCents > line.paidCents)

async function hasOtherPlan(ctx: Ctx, plan: PlanRow): Promise<boolean> {
  const others = await ctx.db
    .select({ id: plans.id })
    .from(plans)
    .where(
      and(
        eq(plans.lenderId, ctx.actor.lenderId),
        eq(plans.borrowerId, plan.borrowerId),
        ne(plans.id, plan.id),
        inArray(plans.status, ['active', 'grace']),
      ),
    )
    .limit(1)
  return others.length > 0
}
