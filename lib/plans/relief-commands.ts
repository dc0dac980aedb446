import { and, eq, inArray, sql } from 'drizzle-orm'
import { ledgerEntries, ledgerPostings, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { addDays, addMonths, type LocalDate } from '../dates'
import { raiseEscalation } from '../escalations/raise-commands'
import { move, type Account, type Posting } from '../ledger/entries'
import { postEntries } from '../ledger/entry-commands'
import { sumAccount } from '../ledger/posting-queries'
import type { Forgiven } from '../ledger/takeover'
import type { Component } from '../ledger/waterfall'
import { continueSchedule, followPlan, restoreContractSchedule } from '../loans/schedule-commands'
import { loadLoans } from '../loans/queries'
import { add, cents, type Cents } from '../money'
import { noParts, type PlanParts } from './parts'
import { isConditionalWaiver } from './plan'
import { REVIEW_DAYS } from './plan-words'
import { loadPlanRows, type PlanInstalmentRow } from './progress-queries'
import { termsOf, totalsOf, type PlanRow } from './stored-plan'

const permissions = ['payment:record', 'payment:reverse', 'plan:answer', 'plan:propose', 'escalation:decide', 'job:run'] as const

/** What a plan forgives on one of its loans: at signing, or deferred until it is kept or looked at again. */
export function forgivenOn(plan: PlanRow, loanId: string): Forgiven {
  const found = totalsOf(plan).forgiven.find(loan => loan.loanId === loanId)
  if (!found) return {}
  const rest = byLedger(found.rest)
  if (!isConditionalWaiver(termsOf(plan))) return { granted: byLedger(found.waived), deferred: rest }
  const waived = byLedger(found.waived)
  return { deferred: Object.fromEntries(PARTS.map(part => [part, add(waived[part], rest[part])])) }
}

const PARTS = ['principal', 'interest', 'penalty', 'fee'] as const
const byLedger = (parts: PlanParts): Record<(typeof PARTS)[number], Cents> => ({
  principal: parts.principalCents,
  interest: parts.interestCents,
  penalty: parts.penaltyCents,
  fee: parts.feeCents,
})

/**
 * A kept plan: what it deferred is forgiven now, a settlement's discount as written off; what small payments left open falls due on
 * the day of the review, and a person is asked to look at it: what and when is the answer. Part of the change of state.
 */
export async function grantRelief(ctx: Ctx, plan: PlanRow): Promise<{ restCents: Cents; dueOn: LocalDate } | null> {
  authorize(ctx, ...permissions)
  const { kind } = termsOf(plan)
  await watch(ctx, plan, ctx.today)
  if (kind === 'token') return startReview(ctx, plan)
  await moveRelief(ctx, plan, kind === 'settlement' ? 'written_off' : 'waived')
  return null
}

/** A payment that completed the plan was taken back: what had been forgiven for it waits again, and its small payments go on. */
export async function takeBackRelief(ctx: Ctx, plan: PlanRow): Promise<void> {
  authorize(ctx, ...permissions)
  if (plan.kind === 'token') await goOn(ctx, plan, await loadPlanRows(ctx, plan.borrowerId, [plan.id]))
  await watch(ctx, plan, plan.lastDueOn)
  for (const loanId of plan.loanIds) {
    const postings: Posting[] = []
    for (const { account, component, amountCents } of await listGranted(ctx, plan, loanId)) {
      postings.push(...move(amountCents, component, 'deferred', account))
    }
    await postEntries(ctx, plan.borrowerId, [{ loanId, kind: 'grant', effectiveOn: ctx.today, postings, planId: plan.id }])
  }
}

/** A plan that had given way goes on over its loans in its own instalments, with what it puts off put off again. */
export async function goOn(ctx: Ctx, plan: PlanRow, rows: readonly PlanInstalmentRow[]): Promise<void> {
  authorize(ctx, ...permissions)
  for (const loanId of plan.loanIds) {
    const instalments = rows.filter(row => row.loanId === loanId)
    const { deferred } = forgivenOn(plan, loanId)
    await continueSchedule(ctx, { borrowerId: plan.borrowerId, loanId, planId: plan.id, instalments, deferred })
  }
}

/** A plan that is over without being kept: the contract again, less what was given for good. */
export async function endRelief(ctx: Ctx, plan: PlanRow, loanIds: readonly string[] = plan.loanIds): Promise<void> {
  authorize(ctx, ...permissions)
  const keepsWaiver = !isConditionalWaiver(termsOf(plan))
  for (const loanId of loanIds) {
    await restoreContractSchedule(ctx, { borrowerId: plan.borrowerId, loanId, planId: plan.id, keepsWaiver })
  }
}

/** A restructured loan stays under watch (金融资产风险分类办法 2023): so many months after the plan's end. */
export async function watch(ctx: Ctx, plan: Pick<PlanRow, 'borrowerId' | 'loanIds'>, endsOn: LocalDate): Promise<void> {
  authorize(ctx, ...permissions)
  await ctx.db
    .update(loans)
    .set({ watchUntil: addMonths(endsOn, ctx.lender.policy.watchMonths) })
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, plan.borrowerId), inArray(loans.id, plan.loanIds)))
}

async function moveRelief(ctx: Ctx, plan: PlanRow, to: Account): Promise<void> {
  for (const loanId of plan.loanIds) {
    const deferred = await sumAccount(ctx, plan.borrowerId, loanId, 'deferred')
    const postings = deferred.flatMap(({ component, amountCents }) => move(amountCents, component, to, 'deferred'))
    if (postings.length === 0) continue
    await postEntries(ctx, plan.borrowerId, [{ loanId, kind: 'grant', effectiveOn: ctx.today, postings, planId: plan.id }])
    const amountCents = deferred.reduce((sum, part) => sum + part.amountCents, 0)
    await record(ctx, {
      type: 'plan.relief_granted',
      borrowerId: plan.borrowerId,
      caseId: plan.caseId,
      data: { planId: plan.id, loanId, to, amountCents },
    })
  }
}

async function startReview(ctx: Ctx, plan: PlanRow): Promise<{ restCents: Cents; dueOn: LocalDate }> {
  const { forgiven } = totalsOf(plan)
  const last = plan.lastDueOn > ctx.today ? plan.lastDueOn : ctx.today
  const dueOn = addDays(last, REVIEW_DAYS)
  for (const loanId of plan.loanIds) {
    const own = forgiven.find(loan => loan.loanId === loanId)?.rest ?? noParts()
    await followPlan(ctx, { borrowerId: plan.borrowerId, loanId, planId: plan.id, dueOn, rest: own })
  }
  const left = await loadLoans(ctx, plan.borrowerId, plan.loanIds)
  const restCents = add(...left.map(({ state }) => state.outstandingCents))
  const facts = { planNumber: plan.number, reviewDueOn: dueOn, restCents }
  await raiseEscalation(ctx, { borrowerId: plan.borrowerId, caseId: plan.caseId, kind: 'plan_review', subjectId: plan.id, facts })
  return { restCents, dueOn }
}

async function listGranted(ctx: Ctx, plan: PlanRow, loanId: string): Promise<{ account: Account; component: Component; amountCents: Cents }[]> {
  const rows = await ctx.db
    .select({ account: ledgerPostings.account, component: ledgerPostings.component, amount: sql<string>`sum(${ledgerPostings.amountCents})` })
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
    .where(
      and(
        eq(ledgerEntries.lenderId, ctx.actor.lenderId),
        eq(ledgerEntries.borrowerId, plan.borrowerId),
        eq(ledgerEntries.loanId, loanId),
        eq(ledgerEntries.planId, plan.id),
        eq(ledgerEntries.kind, 'grant'),
        inArray(ledgerPostings.account, ['waived', 'written_off']),
      ),
    )
    .groupBy(ledgerPostings.account, ledgerPostings.component)
  return rows.map(row => ({ account: row.account as Account, component: row.component as Component, amountCents: cents(Number(row.amount)) }))
}
