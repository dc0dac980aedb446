import { and, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { borrowers, planSignatures, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import type { Cents, Currency } from '../money'
import { read } from '../transaction'
import { ofPlan } from './borrower-lock-queries'
import type { Agreement } from './agreement'
import { loadCureStanding } from './cure-queries'
import { counterOf, type Counter } from './counter-input'
import type { PlanTerms } from './plan'
import type { PlanState } from './plan-state'
import { loadPlanRows, loadProgress } from './progress-queries'
import { isTold, termsOf, totalsOf, type PlanRow, type StoredTotals } from './stored-plan'
import { findWayBack, type WayBack } from './way-back-queries'
import { wholeProgress, type WholeProgress } from './whole-progress'

export type PlanView = {
  borrowerId: string
  id: string
  caseId: string
  applicationId: string | null
  number: string
  status: PlanState
  currency: Currency
  terms: PlanTerms
  totals: StoredTotals
  totalCents: Cents
  instalmentCount: number
  firstDueOn: LocalDate
  lastDueOn: LocalDate
  graceDays: number
  offerEndsOn: LocalDate | null
  /** What the borrower asked for instead of this offer. */
  counter: Counter | null
  counteredAt: Date | null
  signedAt: Date | null
  activeFrom: LocalDate | null
  endedOn: LocalDate | null
  endReason: string | null
  /** Why it was ended while it ran. */
  endNote: string | null
  createdAt: Date
  proposedBy: string | null
  approvedBy: string | null
  /** Dates with what is paid of each; nothing is paid before it is signed. */
  progress: WholeProgress
  /** How a broken plan still can go on by itself. */
  cure: WayBack | null
}
export type PlanDocument = PlanView & {
  borrowerName: string
  agreement: Agreement
  agreementSha256: string
  signature: { signedName: string; signedAt: Date } | null
}
const permissions = ['case:read', 'portal:read'] as const

/** What a borrower is shown of their plans, beside a signed one that was ended. */
const OWN = ['offer', 'countered', 'accepted', 'active', 'grace', 'completed', 'broken', 'expired', 'declined'] as const

/** Plans of a case, newest first, at most 50; of all the borrower's cases when none is named. */
export async function listPlans(ctx: Ctx, borrowerId: string, caseId?: string): Promise<PlanView[]> {
  authorize(ctx, ...permissions)
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) return []
  return read(ctx, async ctx => {
    const isBorrower = ctx.actor.kind === 'borrower'
    const rows = await ctx.db
      .select(columns)
      .from(plans)
      .where(
        and(
          eq(plans.lenderId, ctx.actor.lenderId),
          eq(plans.borrowerId, borrowerId),
          caseId ? eq(plans.caseId, caseId) : undefined,
          isBorrower
            ? or(inArray(plans.status, [...OWN]), and(eq(plans.status, 'cancelled'), isNotNull(plans.activeFrom)))
            : undefined,
        ),
      )
      .orderBy(desc(plans.createdAt), desc(plans.id))
      .limit(50)
    return viewsOf(ctx, borrowerId, rows)
  })
}

/** One plan. Throws `not_found`. */
export async function getPlan(ctx: Ctx, borrowerId: string, planId: string): Promise<PlanView> {
  authorize(ctx, ...permissions)
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select(columns)
      .from(plans)
      .where(ofPlan(ctx, { borrowerId, id: planId }))
    const [view] = await viewsOf(ctx, borrowerId, rows)
    if (!view) throw notFound()
    return view
  })
}

/** A plan with the text that was or is to be signed. Throws `not_found` while there is none. */
export async function getPlanDocument(ctx: Ctx, borrowerId: string, planId: string): Promise<PlanDocument> {
  const view = await getPlan(ctx, borrowerId, planId)
  return read(ctx, async ctx => {
    const [row] = await ctx.db
      .select({
        agreement: plans.agreement,
        agreementSha256: plans.agreementSha256,
        borrowerName: borrowers.name,
        signedName: planSignatures.signedName,
        signedAt: planSignatures.signedAt,
      })
      .from(plans)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, plans.lenderId), eq(borrowers.id, plans.borrowerId)))
      .leftJoin(planSignatures, and(eq(planSignatures.borrowerId, plans.borrowerId), eq(planSignatures.planId, plans.id)))
      .where(ofPlan(ctx, { borrowerId, id: planId }))
    if (!row?.agreement || !row.agreementSha256) throw notFound()
    const signature = row.signedName && row.signedAt ? { signedName: row.signedName, signedAt: row.signedAt } : null
    return { ...view, borrowerName: row.borrowerName, agreement: row.agreement, agreementSha256: row.agreementSha256, signature }
  })
}

const columns = {
  plan: plans,
  proposedBy: sql<string | null>`auth.staff_name(${plans.lenderId}, ${plans.proposedBy})`,
  approvedBy: sql<string | null>`auth.staff_name(${plans.lenderId}, ${plans.approvedBy})`,
}
type Found = { plan: PlanRow; proposedBy: string | null; approvedBy: string | null }

async function viewsOf(ctx: Ctx, borrowerId: string, found: readonly Found[]): Promise<PlanView[]> {
  const rows = await loadPlanRows(
    ctx,
    borrowerId,
    found.map(({ plan }) => plan.id),
  )
  const views: PlanView[] = []
  for (const { plan, proposedBy, approvedBy } of found) {
    const own = rows.filter(row => row.planId === plan.id)
    const progress = plan.activeFrom
      ? await loadProgress(ctx, plan, own)
      : wholeProgress(own, new Map(), ctx.today, plan.graceDays)
    const cure = plan.status === 'broken' ? await loadCureStanding(ctx, plan) : null
    views.push({
      ...kept(plan),
      proposedBy,
      approvedBy,
      progress: cure?.progress ?? withWord(plan, progress),
      cure: cure && (await findWayBack(ctx, plan, cure)),
    })
  }
  return views
}

/** The last day is the one that the person was told. */
const withWord = (plan: PlanRow, progress: WholeProgress): WholeProgress =>
  progress.next && isTold(plan, progress.next) ? { ...progress, graceEndsOn: plan.graceUntil } : progress

/** The row as a view: what nobody needs to see stays behind. */
const kept = (plan: PlanRow) => ({
  borrowerId: plan.borrowerId,
  id: plan.id,
  caseId: plan.caseId,
  applicationId: plan.applicationId,
  number: plan.number,
  status: plan.status as PlanState,
  currency: plan.currency as Currency,
  terms: termsOf(plan),
  totals: totalsOf(plan),
  totalCents: plan.totalCents,
  instalmentCount: plan.instalmentCount,
  firstDueOn: plan.firstDueOn,
  lastDueOn: plan.lastDueOn,
  graceDays: plan.graceDays,
  offerEndsOn: plan.offerEndsOn,
  counter: counterOf(plan),
  counteredAt: plan.counteredAt,
  signedAt: plan.signedAt,
  activeFrom: plan.activeFrom,
  endedOn: plan.endedOn,
  endReason: plan.endReason,
  endNote: plan.endNote,
  createdAt: plan.createdAt,
})
