import { and, eq, inArray } from 'drizzle-orm'
import { borrowers, planInstalments, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { can } from '../accounts/permissions'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, atHour, type LocalDate } from '../dates'
import { notFound, ruleViolation } from '../errors'
import { applicationNumber } from '../hardship/application-input'
import { startHold } from '../holds/commands'
import { DAY_COUNTS } from '../loans/day-count'
import { add, formatMoney } from '../money'
import { queueMessage } from '../outbox/commands'
import { agreementSha256, agreementText } from './agreement'
import { answerCounters } from './counter-commands'
import type { PlanTerms, ReviewerLimit } from './plan'
import { moved } from './plan-move'
import { loadPlannedLoans, workOutPlan, type PlannedLoans, type WorkedPlan } from './position-queries'
import { mergePositions } from './several-loans'
import { isSameBasis, termsOf, totalsOf, type PlanRow, type StoredTotals } from './stored-plan'

export type Draft = {
  borrowerId: string
  caseId: string
  applicationId: string | null
  loanIds: readonly string[]
  terms: PlanTerms
  proposedBy: string
  /** The loans as they stand today, where the caller has loaded them under its locks. */
  planned?: PlannedLoans
}
/** Works the plan out on today's figures. Throws `plan_not_offerable` with every refusal at once. */
async function workOut(ctx: Ctx, borrowerId: string, loanIds: readonly string[], terms: PlanTerms, known?: PlannedLoans): Promise<WorkedPlan> {
  const worked = await workOutPlan(ctx, borrowerId, loanIds, terms, known)
  if (!worked.ok) throw ruleViolation('plan_not_offerable', worked.refusals)
  return worked
}

const figures = ({ plan, totals }: WorkedPlan, today: LocalDate) => ({
  totals,
  totalCents: plan.totals.totalCents,
  instalmentCount: plan.schedule.length,
  firstDueOn: plan.schedule[0]?.dueOn ?? today,
  lastDueOn: plan.schedule.at(-1)?.dueOn ?? today,
})

/** Writes a plan that waits for a supervisor. Part of a command that has locked what it decides on. */
export async function insertPlan(
  ctx: Ctx,
  draft: Draft,
): Promise<{ planId: string; number: string; limit: ReviewerLimit; totals: StoredTotals }> {
  authorize(ctx, 'plan:propose', 'escalation:decide', 'payment:record', 'payment:reverse', 'charge:record')
  const worked = await workOut(ctx, draft.borrowerId, draft.loanIds, draft.terms, draft.planned)
  const planId = newId()
  const number = applicationNumber(planId).replace('H', 'P')
  await ctx.db.insert(plans).values({
    borrowerId: draft.borrowerId,
    id: planId,
    lenderId: ctx.actor.lenderId,
    caseId: draft.caseId,
    applicationId: draft.applicationId,
    loanIds: [...draft.loanIds],
    number,
    status: 'awaiting_approval',
    kind: draft.terms.kind,
    currency: ctx.lender.currency,
    terms: draft.terms,
    ...figures(worked, ctx.today),
    graceDays: ctx.lender.policy.graceDays,
    proposedBy: draft.proposedBy,
    createdAt: ctx.now,
  })
  await record(ctx, {
    type: 'plan.proposed',
    borrowerId: draft.borrowerId,
    caseId: draft.caseId,
    data: {
      planId,
      applicationId: draft.applicationId,
      terms: draft.terms,
      totalCents: worked.totals.totalCents,
      waivedCents: worked.totals.waivedCents,
    },
  })
  return { planId, number, limit: worked.limit, totals: worked.totals }
}

/** Puts a waiting plan before the borrower: figures of today, agreement frozen with its hash, instalments, hold until the offer ends, message. */
export async function makeOffer(ctx: Ctx, plan: Pick<PlanRow, 'borrowerId' | 'id'>, approvedBy: string | null): Promise<void> {
  authorize(ctx, 'plan:propose', 'escalation:decide', 'payment:record', 'payment:reverse', 'charge:record')
  const mine = and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, plan.borrowerId), eq(plans.id, plan.id))
  const [found] = await ctx.db.select().from(plans).where(mine).for('update')
  if (!found) throw notFound()
  const terms = termsOf(found)
  const worked = await workOut(ctx, plan.borrowerId, found.loanIds, terms)
  const lastDay = addDays(ctx.today, ctx.lender.policy.offerValidDays)
  const dayBefore = addDays(worked.plan.schedule[0]?.dueOn ?? lastDay, -1)
  const offerEndsOn = dayBefore < lastDay ? dayBefore : lastDay
  const agreement = agreementText({ ...(await factsOf(ctx, found, worked)), terms, offerEndsOn })
  await ctx.db
    .update(plans)
    .set({
      ...figures(worked, ctx.today),
      status: 'offer',
      approvedBy,
      agreement,
      agreementSha256: agreementSha256(agreement),
      offeredAt: ctx.now,
      offerEndsOn,
    })
    .where(mine)
  await insertInstalments(ctx, found, worked)
  await answerCounters(ctx, found)
  if (can(ctx.actor, 'hold:place')) await holdUntil(ctx, found, offerEndsOn)
  await record(ctx, {
    type: 'plan.offered',
    borrowerId: found.borrowerId,
    caseId: found.caseId,
    data: { planId: found.id, totalCents: worked.totals.totalCents, offerEndsOn, approvedBy },
  })
  await queueMessage(ctx, {
    borrowerId: found.borrowerId,
    caseId: found.caseId,
    templateCode: 'plan_offer',
    kind: 'sms',
    values: {
      reference: found.number,
      number: String(worked.plan.schedule.length),
      amount: formatMoney(worked.plan.schedule[0]?.totalCents ?? 0, ctx.lender.currency, ctx.lender.locale),
      date: worked.plan.schedule[0]?.dueOn ?? '',
      until: offerEndsOn,
    },
    uniqueKey: `plan_offer:${found.applicationId ?? found.id}:${ctx.today}`,
  })
}

/**
 * Offers whose figures a payment has moved are made anew on the same terms; where that is not possible any more they are only
 * taken back. Part of the payment's transaction.
 */
export async function renewOffers(ctx: Ctx, borrowerId: string): Promise<void> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'charge:record', 'job:run')
  const offers = await ctx.db
    .select()
    .from(plans)
    .where(
      and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), inArray(plans.status, ['offer', 'countered', 'accepted'])),
    )
    .for('update')
  for (const offer of offers) {
    const { basis } = totalsOf(offer)
    const now = await loadPlannedLoans(ctx, borrowerId, offer.loanIds, basis.asOf)
    if (isSameBasis(basis, now)) continue
    await ctx.db
      .update(plans)
      .set({ status: moved(offer.status, 'supersede'), endedOn: ctx.today, endReason: 'figures_changed' })
      .where(and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), eq(plans.id, offer.id)))
    await record(ctx, {
      type: 'plan.superseded',
      borrowerId,
      caseId: offer.caseId,
      data: { planId: offer.id, because: 'figures_changed' },
    })
    const terms = termsOf(offer)
    const worked = await workOutPlan(ctx, borrowerId, offer.loanIds, terms)
    if (!worked.ok || (!worked.limit.within && !offer.approvedBy)) continue
    const { planId } = await insertPlan(ctx, { ...offer, terms })
    await makeOffer(ctx, { borrowerId, id: planId }, offer.approvedBy)
    await keepCounter(ctx, offer, planId)
  }
}

/** What the borrower had asked for still waits for an answer. */
async function keepCounter(ctx: Ctx, { borrowerId, status, counter, counteredAt }: PlanRow, planId: string): Promise<void> {
  if (status !== 'countered') return
  await ctx.db
    .update(plans)
    .set({ status: moved('offer', 'counter'), counter, counteredAt })
    .where(and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), eq(plans.id, planId)))
}

/** While a person considers an offer nobody collects; an offer made anew by a payment keeps the hold it has. */
const holdUntil = (ctx: Ctx, plan: PlanRow, offerEndsOn: LocalDate) =>
  startHold(ctx, {
    borrowerId: plan.borrowerId,
    caseId: plan.caseId,
    reason: 'hardship',
    sourceId: plan.applicationId ?? plan.id,
    endsAt: atHour(addDays(offerEndsOn, 1), 0, ctx.lender.timeZone),
  })

const dayCountsOf = ({ loans }: PlannedLoans) => DAY_COUNTS.filter(dayCount => loans.some(({ position }) => position.dayCount === dayCount))

async function factsOf(ctx: Ctx, plan: PlanRow, { planned, plan: worked, totals }: WorkedPlan) {
  const [person] = await ctx.db
    .select({ name: borrowers.name, idMasked: borrowers.idMasked })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, plan.borrowerId)))
  if (!person) throw notFound()
  const { owed, owedCents } = mergePositions(planned.loans.map(loan => loan.position))
  return {
    planNumber: plan.number,
    lender: ctx.lender.name,
    hotline: ctx.lender.hotline,
    currency: ctx.lender.currency,
    borrowerName: person.name,
    idMasked: person.idMasked,
    loanNumbers: planned.numbers,
    dayCounts: plan.kind === 'settlement' ? [] : dayCountsOf(planned),
    madeOn: ctx.today,
    owed: {
      principalCents: owed.principal,
      interestCents: owed.interest,
      penaltyCents: owed.penalty,
      feeCents: add(owed.fee, owed.cost),
      totalCents: owedCents,
    },
    totals,
    schedule: worked.schedule,
    graceDays: plan.graceDays,
  }
}

const insertInstalments = (ctx: Ctx, plan: PlanRow, { plan: worked }: WorkedPlan) =>
  ctx.db.insert(planInstalments).values(
    worked.loans.flatMap(({ loanId, schedule }) =>
      schedule.map(({ number, dueOn, principalCents, interestCents, penaltyCents, feeCents }) => ({
        borrowerId: plan.borrowerId,
        id: newId(),
        lenderId: plan.lenderId,
        planId: plan.id,
        loanId,
        number,
        dueOn,
        principalCents,
        interestCents,
        penaltyCents,
        feeCents,
      })),
    ),
  )
