import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { hardshipApplications, plans } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { conflict, invalid, notFound, type Refusal } from '../errors'
import { raiseEscalation } from '../escalations/raise-commands'
import { applicationMachine, type ApplicationEvent, type ApplicationState } from '../hardship/application-state'
import { lockDebts } from '../loans/figures-commands'
import { transaction } from '../transaction'
import { dearestMonth } from './dearest-month'
import { insertPlan, makeOffer } from './offer-commands'
import { findKindestMonth } from './option-queries'
import type { PlanTerms } from './plan'
import { getPlanCase, listPlannableLoanIds, loadPlannedLoans, type PlannedLoans } from './position-queries'
import { loadPlanRows } from './progress-queries'

export type ProposePlan = {
  borrowerId: string
  /** One of the two: an application under review, or the case of a person who is on the line. */
  applicationId?: string | null
  caseId?: string | null
  /** All loans of the case that still ask for money when absent. */
  loanIds?: readonly string[]
  terms: PlanTerms
  note?: string | null
}
export type Proposed = { planId: string; number: string; status: 'offer' | 'awaiting_approval' }

/**
 * Offers a plan, or asks a supervisor when it is above the reviewer's limit. Refusals come all at once as `plan_not_offerable`.
 */
export async function proposePlan(ctx: Ctx, input: ProposePlan): Promise<Proposed> {
  const [proposed] = await proposePlans(ctx, { ...input, terms: [input.terms] })
  if (!proposed) throw new Error('no plan was proposed')
  return proposed
}

/** As `proposePlan`, several to choose from in one act: all are written or none. At most four. */
export async function proposePlans(
  ctx: Ctx,
  input: Omit<ProposePlan, 'terms'> & { terms: readonly PlanTerms[] },
): Promise<Proposed[]> {
  authorize(ctx, 'plan:propose')
  const { id: proposedBy } = requireStaff(ctx)
  if (input.terms.length === 0) throw invalid('plan_choose_one', { options: 'plan_choose_one' })
  if (input.terms.length > 4) throw invalid('plan_too_many_offers', { options: 'plan_too_many_offers' })
  return transaction(ctx, async ctx => {
    await lockDebts(ctx, [input.borrowerId])
    const { caseId, applicationId, status } = await findSubject(ctx, input)
    const loanIds = input.loanIds?.length ? input.loanIds : await listPlannableLoanIds(ctx, input.borrowerId, caseId)
    const planned = loanIds.length > 0 ? await loadPlannedLoans(ctx, input.borrowerId, loanIds) : undefined
    const drawn: Drawn[] = []
    for (const terms of input.terms) {
      await refuseTwice(ctx, input.borrowerId, caseId, terms)
      const draft = { borrowerId: input.borrowerId, caseId, applicationId, loanIds, terms, proposedBy, planned }
      drawn.push({ ...(await insertPlan(ctx, draft)), terms })
    }
    const judged = applicationId ?? (await findOpenApplicationId(ctx, input.borrowerId, caseId))
    const harder = judged ? await harderThanRule(ctx, { borrowerId: input.borrowerId, caseId, applicationId: judged, planned }, drawn) : []
    const proposed: Proposed[] = []
    for (const { planId, number, limit, totals } of drawn) {
      const reasons = [...(limit.within ? [] : limit.reasons), ...harder]
      if (reasons.length === 0) await makeOffer(ctx, { borrowerId: input.borrowerId, id: planId }, null)
      else {
        const facts = { planNumber: number, note: input.note ?? null, reasons, totalCents: totals.totalCents, owedCents: totals.owedCents }
        await raiseEscalation(ctx, { borrowerId: input.borrowerId, caseId, kind: 'plan_approval', subjectId: planId, facts })
      }
      proposed.push({ planId, number, status: reasons.length === 0 ? 'offer' : 'awaiting_approval' })
    }
    const isOffered = proposed.some(plan => plan.status === 'offer')
    if (applicationId && status) await moveApplication(ctx, { ...input, applicationId, caseId }, status, isOffered)
    return proposed
  })
}

/** What the borrower has told counts whichever way a plan is offered: over the telephone too. */
async function findOpenApplicationId(ctx: Ctx, borrowerId: string, caseId: string): Promise<string | null> {
  const a = hardshipApplications
  const [found] = await ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.lenderId, ctx.actor.lenderId), eq(a.borrowerId, borrowerId), eq(a.caseId, caseId), inArray(a.status, ['submitted', 'in_review', 'more_requested', 'approved'])))
    .orderBy(desc(a.id))
    .limit(1)
  return found?.id ?? null
}

type Judged = { borrowerId: string; caseId: string; applicationId: string; planned?: PlannedLoans }
type Drawn = Awaited<ReturnType<typeof insertPlan>> & { terms: PlanTerms }

/** Where nothing offered now or before is as kind as the referee's month, the offer is a supervisor's to make: the kinder one wins by rule. */
async function harderThanRule(ctx: Ctx, { borrowerId, caseId, applicationId, planned }: Judged, drawn: readonly Drawn[]): Promise<Refusal[]> {
  const ruleCents = await findKindestMonth(ctx, borrowerId, applicationId, planned)
  if (ruleCents === null) return []
  const open = await ctx.db
    .select({ id: plans.id })
    .from(plans)
    .where(
      and(
        eq(plans.lenderId, ctx.actor.lenderId),
        eq(plans.borrowerId, borrowerId),
        eq(plans.caseId, caseId),
        inArray(plans.status, ['offer', 'countered', 'accepted']),
      ),
    )
  const offered = await loadPlanRows(ctx, borrowerId, open.map(plan => plan.id))
  const months = [...drawn.map(({ totals }) => totals.monthCents), ...[...Map.groupBy(offered, row => row.planId).values()].map(dearestMonth)]
  if (months.some(month => month <= ruleCents)) return []
  return [{ reason: 'plan_harder_than_rule', values: { monthlyCents: Math.min(...months), ruleCents } }]
}

/** The same terms are offered once: a second press or a second tab changes nothing. */
async function refuseTwice(ctx: Ctx, borrowerId: string, caseId: string, terms: PlanTerms): Promise<void> {
  const same = await ctx.db.$count(
    plans,
    and(
      eq(plans.lenderId, ctx.actor.lenderId),
      eq(plans.borrowerId, borrowerId),
      eq(plans.caseId, caseId),
      inArray(plans.status, ['awaiting_approval', 'offer', 'countered', 'accepted']),
      sql`${plans.terms} = ${JSON.stringify(terms)}::jsonb`,
    ),
  )
  if (same > 0) throw conflict('plan_already_offered')
}

type Subject = { caseId: string; applicationId: string | null; status: ApplicationState | null }

async function findSubject(ctx: Ctx, input: Pick<ProposePlan, 'borrowerId' | 'applicationId' | 'caseId'>): Promise<Subject> {
  if (!input.applicationId) {
    if (!input.caseId) throw notFound()
    const found = await getPlanCase(ctx, input.borrowerId, input.caseId)
    if (found.status !== 'open') throw conflict('case_closed')
    return { caseId: found.id, applicationId: null, status: null }
  }
  const [found] = await ctx.db
    .select()
    .from(hardshipApplications)
    .where(ofApplication(ctx, input.borrowerId, input.applicationId))
    .for('update')
  if (!found) throw notFound()
  if (['draft', 'declined', 'withdrawn'].includes(found.status)) throw conflict('application_not_open')
  return { caseId: found.caseId, applicationId: found.id, status: found.status as ApplicationState }
}

/** An offer approves the application; one that waits for a supervisor leaves it in review with whoever proposed it. */
async function moveApplication(
  ctx: Ctx,
  input: { borrowerId: string; applicationId: string; caseId: string; note?: string | null },
  before: ApplicationState,
  isOffered: boolean,
): Promise<void> {
  const actor = requireStaff(ctx)
  if (before === 'approved') return
  const claimed = before === 'in_review' ? before : step(before, 'claim')
  const status = isOffered ? step(claimed, 'approve') : claimed
  await ctx.db
    .update(hardshipApplications)
    .set({
      status,
      assignedTo: actor.id,
      changedAt: ctx.now,
      ...(isOffered ? { decidedAt: ctx.now, decidedBy: actor.id, decisionNote: input.note ?? null } : {}),
    })
    .where(ofApplication(ctx, input.borrowerId, input.applicationId))
  if (isOffered) {
    await record(ctx, {
      type: 'hardship.approved',
      borrowerId: input.borrowerId,
      caseId: input.caseId,
      data: { applicationId: input.applicationId },
    })
  }
}

function step(state: ApplicationState, event: ApplicationEvent): ApplicationState {
  const next = applicationMachine.next(state, event)
  if (!next.ok) throw conflict(next.refusal.reason, next.refusal.values)
  return next.state
}

const ofApplication = (ctx: Ctx, borrowerId: string, applicationId: string) =>
  and(
    eq(hardshipApplications.lenderId, ctx.actor.lenderId),
    eq(hardshipApplications.borrowerId, borrowerId),
    eq(hardshipApplications.id, applicationId),
  )
