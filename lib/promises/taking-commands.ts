import { and, eq, gt, inArray } from 'drizzle-orm'
import { borrowers, plans, promises } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { lockCaseAndLoans, type CaseRow } from '../cases/lock-queries'
import { newId } from '../clock'
import type { Ctx, Locale } from '../context'
import { addDays, type LocalDate } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { add, ZERO, type Cents, type Currency } from '../money'
import { queueMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { confirmationValues } from './confirmation'
import { endPromiseHold, startPromiseHold } from './hold-commands'
import { mayBeTimeBarred } from './limitation'
import type { PromisePart } from './promise-parts'
import { assessPromise, kindOf, rulesFor, type PromiseRules } from './promise-rules'

export type TakePromise = {
  borrowerId: string
  caseId: string
  amountCents: Cents
  dueOn: LocalDate
  /** More parts after the first, in order of their days. */
  moreParts?: readonly PromisePart[]
  contactId: string | null
  /** Said yes to: the person was told that a promise may restart limitation. */
  toldOfLimitation: boolean
}

/**
 * Writes down a promise of amount and date, pauses collection until its last day of grace, and confirms it to the borrower.
 * One open promise per case; none beside a running plan. A loan that may be time-barred needs the borrower told first
 * (Civil Code art. 188, 192; SPC limitation rules art. 14).
 */
export async function takePromise(ctx: Ctx, input: TakePromise): Promise<{ promiseId: string }> {
  authorize(ctx, 'promise:take')
  const staff = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const { borrowerId, caseId } = input
    const found = await lockCaseAndLoans(ctx, borrowerId, caseId)
    const parts = [{ dueOn: input.dueOn, amountCents: input.amountCents }, ...(input.moreParts ?? [])]
    const kind = kindOf(parts, found.dueCents)
    const rules = rulesFor(ctx.lender.policy, kind)
    await checkPromise(ctx, found, parts, rules, input)
    const { graceDays, tolerancePpm, partialPpm = null } = rules
    const amountCents = add(...parts.map(part => part.amountCents))
    const dueOn = parts.at(-1)?.dueOn ?? input.dueOn
    const promiseId = newId()
    await ctx.db.insert(promises).values({
      borrowerId,
      id: promiseId,
      lenderId: ctx.actor.lenderId,
      caseId,
      loanIds: found.loanIds,
      contactId: input.contactId,
      kind,
      parts: parts.length > 1 ? parts : null,
      amountCents,
      dueOn,
      nextDueOn: input.dueOn,
      graceDays,
      tolerancePpm,
      partialPpm,
      paidCents: ZERO,
      madeOn: ctx.today,
      takenBy: staff.id,
      createdAt: ctx.now,
    })
    await record(ctx, {
      type: 'promise.taken',
      borrowerId,
      caseId,
      data: { promiseId, kind, parts: parts.length, amountCents, dueOn, toldOfLimitation: input.toldOfLimitation },
    })
    await startPromiseHold(ctx, { borrowerId, caseId, promiseId, dueOn, graceDays })
    await confirm(ctx, found, promiseId, parts)
    return { promiseId }
  })
}

async function checkPromise(ctx: Ctx, found: CaseRow, parts: readonly PromisePart[], rules: PromiseRules, input: TakePromise): Promise<void> {
  if (found.status !== 'open') throw conflict('case_closed')
  const { fields, values } = assessPromise(parts, rules, { today: ctx.today, balanceCents: found.balanceCents })
  if (Object.keys(fields).length > 0) throw invalid('check_fields', fields, values)
  await refuseTooMany(ctx, input)
  if (mayBeTimeBarred(found.oldestUnpaidDueOn, ctx.today) && !input.toldOfLimitation) {
    throw invalid('check_fields', { toldOfLimitation: 'promise_tell_limitation' })
  }
  const live = await ctx.db
    .select({ id: plans.id })
    .from(plans)
    .where(
      and(
        eq(plans.lenderId, ctx.actor.lenderId),
        eq(plans.borrowerId, input.borrowerId),
        inArray(plans.status, ['active', 'grace']),
      ),
    )
    .limit(1)
  if (live.length > 0) throw conflict('promise_plan_runs')
}

/** A lender may say how many promises of one case are taken in how many days; taken back ones count, so that nobody promises for ever. */
async function refuseTooMany(ctx: Ctx, { borrowerId, caseId }: TakePromise): Promise<void> {
  const most = ctx.lender.policy.promises?.most
  if (!most) return
  const since = addDays(ctx.today, -most.days)
  const taken = await ctx.db
    .select({ id: promises.id })
    .from(promises)
    .where(and(eq(promises.lenderId, ctx.actor.lenderId), eq(promises.borrowerId, borrowerId), eq(promises.caseId, caseId), gt(promises.madeOn, since)))
    .limit(most.count)
  if (taken.length >= most.count) throw conflict('promise_too_many', most)
}

async function confirm(ctx: Ctx, found: CaseRow, promiseId: string, parts: readonly PromisePart[]): Promise<void> {
  const { borrowerId } = found
  const [person] = await ctx.db
    .select({ locale: borrowers.locale })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, borrowerId)))
  const locale: Locale = (person?.locale ?? ctx.lender.locale) === 'en' ? 'en' : 'zh-CN'
  await queueMessage(ctx, {
    borrowerId,
    caseId: found.id,
    templateCode: 'promise_confirmation',
    kind: 'sms',
    values: confirmationValues(parts, found.currency as Currency, locale),
    uniqueKey: `promise:${promiseId}`,
  })
}

/** Takes an open promise back and ends its pause. Throws `conflict` once it has been decided. */
export async function cancelPromise(ctx: Ctx, input: { borrowerId: string; promiseId: string; reason: string }): Promise<void> {
  authorize(ctx, 'promise:take')
  await transaction(ctx, async ctx => {
    const [promise] = await ctx.db
      .select()
      .from(promises)
      .where(
        and(
          eq(promises.lenderId, ctx.actor.lenderId),
          eq(promises.borrowerId, input.borrowerId),
          eq(promises.id, input.promiseId),
        ),
      )
    if (!promise) throw notFound()
    await lockCaseAndLoans(ctx, input.borrowerId, promise.caseId)
    const cancelled = await ctx.db
      .update(promises)
      .set({ status: 'cancelled', decidedAt: ctx.now })
      .where(and(eq(promises.borrowerId, input.borrowerId), eq(promises.id, input.promiseId), eq(promises.status, 'open')))
      .returning({ id: promises.id })
    if (cancelled.length === 0) throw conflict('promise_already_decided')
    await record(ctx, {
      type: 'promise.cancelled',
      borrowerId: input.borrowerId,
      caseId: promise.caseId,
      data: { promiseId: promise.id, reason: input.reason },
    })
    await endPromiseHold(ctx, input.borrowerId, input.promiseId, 'promise_cancelled')
    await refreshCase(ctx, input.borrowerId)
  })
}
