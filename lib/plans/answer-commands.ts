import { and, eq, inArray, isNull, ne } from 'drizzle-orm'
import { borrowers, holds, planInstalments, plans, planSignatures } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import { useSigningCode as spendSigningCode } from '../accounts/borrower-sign-in-commands'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx, Locale } from '../context'
import type { LocalDate } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { withdrawEscalations } from '../escalations/withdraw-commands'
import { endHold } from '../holds/commands'
import { startSchedule } from '../loans/schedule-commands'
import { formatMoney } from '../money'
import { queueMessage } from '../outbox/commands'
import { replacePromises } from '../promises/commands'
import { read, transaction } from '../transaction'
import { lockPlan, ofPlan } from './borrower-lock-queries'
import { moved } from './plan-move'
import { loadPlannedLoans } from './position-queries'
import { loadPlanRows } from './progress-queries'
import { endRelief, forgivenOn, watch } from './relief-commands'
import { isSameName } from './signing'
import { isSameBasis, totalsOf, type PlanRow } from './stored-plan'

export type SignPlan = {
  planId: string
  signedName: string
  agreementSha256: string
  code: string
  locale: Locale
  knowsLimitation: boolean
}

/** Chooses an offer. Other offers stay open until one is signed. */
export async function acceptPlan(ctx: Ctx, planId: string): Promise<void> {
  authorize(ctx, 'plan:answer')
  const { id: borrowerId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, borrowerId, planId)
    if (plan.status === 'accepted') return
    refuseExpired(ctx, plan)
    await setStatus(ctx, plan, { status: moved(plan.status, 'accept') })
    await record(ctx, { type: 'plan.accepted', borrowerId, caseId: plan.caseId, data: { planId } })
  })
}

/** Says no to an offer; the hold stays until its own end, so that there is time to speak. */
export async function declinePlan(ctx: Ctx, planId: string): Promise<void> {
  authorize(ctx, 'plan:answer')
  const { id: borrowerId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, borrowerId, planId)
    if (plan.status === 'declined') return
    await setStatus(ctx, plan, { status: moved(plan.status, 'decline'), endedOn: ctx.today, endReason: 'declined' })
    await withdrawEscalations(ctx, borrowerId, [planId])
    await record(ctx, { type: 'plan.declined', borrowerId, caseId: plan.caseId, data: { planId } })
  })
}

/**
 * Signs an offer by typed name, one-time code and the hash of the very text that was shown; everything that follows happens in the
 * same transaction: schedules, hold, queue, messages. A second press answers as the first. Wrong name or text costs no code.
 * Civil Code art. 469: an electronic text that can be called up at any time is a written one.
 */
export async function signPlan(ctx: Ctx, input: SignPlan): Promise<{ planId: string; activeFrom: LocalDate }> {
  authorize(ctx, 'plan:answer')
  const { id: borrowerId } = requireBorrower(ctx)
  const earlier = await checkSignature(ctx, borrowerId, input)
  if (earlier) return { planId: input.planId, activeFrom: earlier }
  const answer = await spendSigningCode(ctx, input.planId, input.code)
  if (answer !== 'ok') {
    const signed = await read(ctx, ctx => findSigned(ctx, borrowerId, input.planId))
    if (signed) return { planId: input.planId, activeFrom: signed }
    const reason = answer === 'wrong' ? 'signing_code_wrong' : 'signing_code_over'
    throw invalid(reason, { code: reason })
  }
  return transaction(ctx, async ctx => {
    const plan = await lockPlan(ctx, borrowerId, input.planId)
    if (plan.activeFrom) return { planId: plan.id, activeFrom: plan.activeFrom }
    refuseExpired(ctx, plan)
    const status = moved(chosen(plan.status), 'sign')
    await refuseMovedFigures(ctx, plan)
    await replaceOthers(ctx, plan)
    await insertSignature(ctx, plan, input)
    await setStatus(ctx, plan, { status, signedAt: ctx.now, activeFrom: ctx.today })
    await startSchedules(ctx, plan)
    await watch(ctx, plan, plan.lastDueOn)
    await endPlanHolds(ctx, plan)
    await replacePromises(ctx, plan)
    await record(ctx, {
      type: 'plan.signed',
      borrowerId,
      caseId: plan.caseId,
      data: { planId: plan.id, agreementSha256: plan.agreementSha256, totalCents: plan.totalCents, loanIds: plan.loanIds },
    })
    await refreshCase(ctx, borrowerId)
    await tellActive(ctx, plan)
    return { planId: plan.id, activeFrom: ctx.today }
  })
}

/** Signing an offer chooses it. */
const chosen = (status: string): string => (status === 'offer' || status === 'countered' ? moved(status, 'accept') : status)

/** Everything that can be wrong before a code is used up. Gives the first day of a plan that is signed already. */
function checkSignature(ctx: Ctx, borrowerId: string, input: SignPlan): Promise<LocalDate | null> {
  return read(ctx, async ctx => {
    const signed = await findSigned(ctx, borrowerId, input.planId)
    if (signed) return signed
    const [found] = await ctx.db
      .select({ plan: plans, name: borrowers.name })
      .from(plans)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, plans.lenderId), eq(borrowers.id, plans.borrowerId)))
      .where(ofPlan(ctx, { borrowerId, id: input.planId }))
    if (!found) throw notFound()
    refuseExpired(ctx, found.plan)
    moved(chosen(found.plan.status), 'sign')
    if (found.plan.agreementSha256 !== input.agreementSha256) throw conflict('agreement_changed')
    if (!isSameName(input.signedName, found.name)) throw invalid('signed_name_differs', { signedName: 'signed_name_differs' })
    if (totalsOf(found.plan).mayBeTimeBarred && !input.knowsLimitation)
      throw invalid('limitation_unread', { knowsLimitation: 'limitation_unread' })
    return null
  })
}

async function findSigned(ctx: Ctx, borrowerId: string, planId: string): Promise<LocalDate | null> {
  const [row] = await ctx.db
    .select({ activeFrom: plans.activeFrom })
    .from(plans)
    .where(ofPlan(ctx, { borrowerId, id: planId }))
  return row?.activeFrom ?? null
}

function refuseExpired(ctx: Ctx, plan: PlanRow): void {
  if (plan.status === 'expired' || (plan.offerEndsOn && plan.offerEndsOn < ctx.today)) throw conflict('plan_offer_expired')
}

async function refuseMovedFigures(ctx: Ctx, plan: PlanRow): Promise<void> {
  const { basis } = totalsOf(plan)
  const now = await loadPlannedLoans(ctx, plan.borrowerId, plan.loanIds, basis.asOf)
  if (!isSameBasis(basis, now)) throw conflict('plan_figures_changed')
}

/** Other offers, plans that wait, and a running plan that this one renews. */
async function replaceOthers(ctx: Ctx, plan: PlanRow): Promise<void> {
  const others = await ctx.db
    .update(plans)
    .set({ status: 'superseded', endedOn: ctx.today, endReason: 'other_plan_signed' })
    .where(
      and(
        eq(plans.lenderId, ctx.actor.lenderId),
        eq(plans.borrowerId, plan.borrowerId),
        ne(plans.id, plan.id),
        inArray(plans.status, ['awaiting_approval', 'offer', 'countered', 'accepted', 'active', 'grace']),
      ),
    )
    .returning()
  await withdrawEscalations(ctx, plan.borrowerId, [plan.id, ...others.map(other => other.id)])
  for (const other of others) {
    const { id } = other
    const left = other.activeFrom ? other.loanIds.filter(loanId => !plan.loanIds.includes(loanId)) : []
    await endRelief(ctx, other, left)
    await record(ctx, {
      type: 'plan.superseded',
      borrowerId: plan.borrowerId,
      caseId: plan.caseId,
      data: { planId: id, byPlanId: plan.id },
    })
  }
}

const insertSignature = (ctx: Ctx, plan: PlanRow, input: SignPlan) =>
  ctx.db.insert(planSignatures).values({
    borrowerId: plan.borrowerId,
    id: newId(),
    lenderId: plan.lenderId,
    planId: plan.id,
    signedName: input.signedName.trim(),
    agreementSha256: input.agreementSha256,
    locale: input.locale,
    codeVerifiedAt: ctx.now,
    signedAt: ctx.now,
  })

const setStatus = (ctx: Ctx, plan: PlanRow, values: Partial<PlanRow>) => ctx.db.update(plans).set(values).where(ofPlan(ctx, plan))

async function startSchedules(ctx: Ctx, plan: PlanRow): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(planInstalments)
    .where(
      and(
        eq(planInstalments.lenderId, ctx.actor.lenderId),
        eq(planInstalments.borrowerId, plan.borrowerId),
        eq(planInstalments.planId, plan.id),
      ),
    )
    .orderBy(planInstalments.number)
  for (const loanId of plan.loanIds) {
    const instalments = rows.filter(row => row.loanId === loanId)
    const forgiven = forgivenOn(plan, loanId)
    await startSchedule(ctx, { borrowerId: plan.borrowerId, loanId, planId: plan.id, fromOn: ctx.today, instalments, forgiven })
  }
}

async function endPlanHolds(ctx: Ctx, plan: PlanRow): Promise<void> {
  const running = await ctx.db
    .select({ id: holds.id })
    .from(holds)
    .where(
      and(
        eq(holds.lenderId, ctx.actor.lenderId),
        eq(holds.borrowerId, plan.borrowerId),
        isNull(holds.endedAt),
        inArray(
          holds.sourceId,
          [plan.applicationId, plan.id].filter(id => id !== null),
        ),
      ),
    )
  for (const { id } of running) await endHold(ctx, { borrowerId: plan.borrowerId, holdId: id, reason: 'plan_signed' })
}

async function tellActive(ctx: Ctx, plan: PlanRow): Promise<void> {
  const rows = await loadPlanRows(ctx, plan.borrowerId, [plan.id])
  const firstCents = rows.reduce((sum, row) => (row.dueOn === plan.firstDueOn ? sum + row.totalCents : sum), 0)
  await queueMessage(ctx, {
    borrowerId: plan.borrowerId,
    caseId: plan.caseId,
    templateCode: 'plan_active',
    kind: 'sms',
    values: {
      reference: plan.number,
      amount: formatMoney(firstCents, ctx.lender.currency, ctx.lender.locale),
      date: plan.firstDueOn,
    },
    uniqueKey: `plan_active:${plan.id}`,
  })
}
