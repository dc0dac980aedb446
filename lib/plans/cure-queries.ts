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

/** The last day on which paying up brings a broken plan back; null when it did not break by a missed date. */
export const cureEndsOn = (plan: Pick<PlanRow, 'status' | 'endReason' | 'endedOn'>, cureDays: number): LocalDate | null =>
  plan.status === 'broken' && plan.endReason === 'missed' && plan.endedOn ? addDays(plan.endedOn, cureDays) : null

export type CureStanding = { progress: WholeProgress; rows: PlanInstalmentRow[]; untilOn: LocalDate }

/**
 * How a broken plan would stand if it went on today, with all that was paid since; null when it cannot go on by itself: too late,
 * another plan or offer is there, or a charge came in between that its instalments do not know.
 */
export async function loadCureStanding(ctx: Ctx, plan: PlanRow): Promise<CureStanding | null> {
  const untilOn = cureEndsOn(plan, ctx.lender.policy.guardian.cureDays)
  if (!untilOn || ctx.today > untilOn || (await hasOtherPlan(ctx, plan))) return null
  const records = await loadLoanRecords(ctx, plan.borrowerId, plan.loanIds)
  if (records.some(record => record.loan.planId !== null || hasMoreThanPlanned(ctx, plan, record))) return null
  const rows = await loadPlanRows(ctx, plan.borrowerId, [plan.id])
  return { progress: progressIfContinued(ctx, plan, records, rows), rows, untilOn }
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
        inArray(plans.status, ['awaiting_approval', 'offer', 'countered', 'accepted', 'active', 'grace']),
      ),
    )
    .limit(1)
  return others.length > 0
}
