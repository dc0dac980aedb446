import { and, eq } from 'drizzle-orm'
import { planAdjustments, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, addMonths, type LocalDate } from '../dates'
import { notFound, type Refusal } from '../errors'
import type { LoanState } from '../ledger/loan-events'
import type { LoanRecord } from '../ledger/loan-record'
import { loadLoans } from '../loans/queries'
import { loanRhythm } from '../loans/contract-terms'
import { add, cents, type Cents } from '../money'
import { read } from '../transaction'
import { adjustmentRoom, assessAdjustment, type AdjustmentChange, type AdjustmentRoom, type AdjustmentStanding, type OpenShare } from './adjust'
import { ofPlan } from './borrower-lock-queries'
import { noParts } from './parts'
import { REVIEW_DAYS } from './plan-words'
import { loadPlanRows, loadProgress } from './progress-queries'
import { termsOf, type PlanRow } from './stored-plan'

/** Everything a change of a plan's next date depends on, from today's books. */
export async function loadAdjustmentStanding(ctx: Ctx, plan: PlanRow): Promise<AdjustmentStanding> {
  const rows = await loadPlanRows(ctx, plan.borrowerId, [plan.id])
  const { dates } = await loadProgress(ctx, plan, rows)
  const open = dates.filter(date => date.paidCents < date.totalCents)
  const dueOn = open[0]?.dueOn ?? null
  const found = await loadLoans(ctx, plan.borrowerId, plan.loanIds)
  const bears = !termsOf(plan).freezeInterest && plan.kind !== 'settlement'
  const shares = rows.flatMap(row => {
    const loan = found.find(({ record }) => record.loan.id === row.loanId)
    return loan && row.dueOn === dueOn ? [shareOf(loan, row.number, bears)] : []
  })
  return {
    isRunning: plan.status === 'active' || plan.status === 'grace',
    dueOn,
    nextDueOn: open[1]?.dueOn ?? null,
    endsOn: endOf(ctx, plan, rows.at(-1)?.dueOn ?? plan.lastDueOn),
    changesMade: await countChanges(ctx, plan),
    hasMore: found.some(({ state }) => hasMore(state, rows.filter(row => row.dueOn === dueOn))),
    rows,
    shares,
  }
}

function shareOf({ record, state }: { record: LoanRecord; state: LoanState }, number: number, bears: boolean): OpenShare {
  const lines = state.lines.filter(line => line.version === state.version && line.instalmentNumber === number)
  const open = noParts()
  for (const line of lines) {
    if (line.origin !== 'schedule') continue
    const part = line.component === 'cost' ? 'feeCents' : (`${line.component}Cents` as const)
    open[part] = add(open[part], line.openCents)
  }
  const accruedCents = cents(lines.reduce((sum, line) => (line.origin === 'accrual' ? sum + line.openCents : sum), 0))
  const { dayCount } = loanRhythm(record.loan)
  return { loanId: record.loan.id, open, accruedCents, annualRatePpm: bears ? record.loan.annualRatePpm : 0, ...(dayCount ? { dayCount } : {}) }
}

/** Open beside the instalments: charges, sums carried over, penalty on other dates. */
const hasMore = (state: LoanState, changed: readonly { number: number }[]): boolean =>
  state.lines.some(
    line =>
      line.version === state.version &&
      line.openCents > 0 &&
      line.origin !== 'schedule' &&
      !(line.origin === 'accrual' && changed.some(row => row.number === line.instalmentNumber)),
  )

/** Small payments end before their review; every other plan within the longest length of one. */
const endOf = (ctx: Ctx, plan: PlanRow, lastDueOn: LocalDate): LocalDate =>
  plan.kind === 'token' ? addDays(lastDueOn, REVIEW_DAYS - 1) : addMonths(plan.activeFrom ?? ctx.today, ctx.lender.policy.maxPlanInstalments)

const countChanges = (ctx: Ctx, plan: PlanRow): Promise<number> => ctx.db.$count(planAdjustments, ofAdjusted(ctx, plan))

const ofAdjusted = (ctx: Ctx, plan: Pick<PlanRow, 'borrowerId' | 'id'>) =>
  and(eq(planAdjustments.lenderId, ctx.actor.lenderId), eq(planAdjustments.borrowerId, plan.borrowerId), eq(planAdjustments.planId, plan.id))

export type AdjustmentPreview = {
  dueOn: LocalDate
  parts: { dueOn: LocalDate; amountCents: Cents }[]
  interestCents: Cents
  penaltyCents: Cents
  /** The last day for the later part, grace included. */
  graceEndsOn: LocalDate
}
export type AdjustmentView = {
  /** The version of the dates that the answer speaks of. */
  version: number
  room: AdjustmentRoom | null
  /** Why nothing can be changed, or not this. */
  refusals: Refusal[]
  preview: AdjustmentPreview | null
}

/** What may be changed of a plan's next date and, with a change in mind, what it would come to. Throws `not_found`. */
export async function previewAdjustment(ctx: Ctx, borrowerId: string, planId: string, change?: AdjustmentChange): Promise<AdjustmentView> {
  authorize(ctx, 'case:read', 'portal:read')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  return read(ctx, async ctx => {
    const [plan] = await ctx.db
      .select()
      .from(plans)
      .where(ofPlan(ctx, { borrowerId, id: planId }))
    if (!plan) throw notFound()
    const standing = await loadAdjustmentStanding(ctx, plan)
    const { guardian } = ctx.lender.policy
    const version = plan.scheduleVersion
    const found = adjustmentRoom(standing, guardian, ctx.today)
    if (!found.ok) return { version, room: null, refusals: found.refusals, preview: null }
    if (!change) return { version, room: found.room, refusals: [], preview: null }
    const answer = assessAdjustment(standing, change, guardian, ctx.today)
    if (!answer.ok) return { version, room: found.room, refusals: answer.refusals, preview: null }
    const { dueOn, parts, interestCents, penaltyCents } = answer.adjustment
    const graceEndsOn = addDays(change.toOn, plan.graceDays)
    return { version, room: found.room, refusals: [], preview: { dueOn, parts, interestCents, penaltyCents, graceEndsOn } }
  })
}

export type AdjustmentRecord = { version: number; kind: 'move' | 'split'; dueOn: LocalDate; parts: { dueOn: string; amountCents: number }[]; costCents: number; byBorrower: boolean; madeAt: Date }

/** The changes of signed plans of one borrower, oldest first. */
export async function listAdjustments(ctx: Ctx, borrowerId: string): Promise<Map<string, AdjustmentRecord[]>> {
  authorize(ctx, 'case:read', 'portal:read')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  const rows = await read(ctx, ctx =>
    ctx.db
      .select()
      .from(planAdjustments)
      .where(and(eq(planAdjustments.lenderId, ctx.actor.lenderId), eq(planAdjustments.borrowerId, borrowerId)))
      .orderBy(planAdjustments.madeAt, planAdjustments.id)
      .limit(200),
  )
  const told = rows.map(row => ({
    planId: row.planId,
    version: row.version,
    kind: row.kind === 'split' ? ('split' as const) : ('move' as const),
    dueOn: row.dueOn,
    parts: row.parts,
    costCents: row.interestCents + row.penaltyCents,
    byBorrower: row.madeByKind === 'borrower',
    madeAt: row.madeAt,
  }))
  return Map.groupBy(told, row => row.planId)
}
