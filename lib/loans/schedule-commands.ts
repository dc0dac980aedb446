import { and, eq } from 'drizzle-orm'
import { instalments, loans, loanSchedules } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addMilliseconds, type LocalDate } from '../dates'
import { notFound } from '../errors'
import { writeAllocations } from '../ledger/allocation-commands'
import { byComponent, move } from '../ledger/entries'
import { postEntries } from '../ledger/entry-commands'
import { instalmentStates } from '../ledger/instalments'
import type { ByComponent, LoanState, ScheduledInstalment } from '../ledger/loan-events'
import { replayRecord, type LoanRecord } from '../ledger/loan-record'
import { listAllocations, sumAccount } from '../ledger/posting-queries'
import { COMPONENTS } from '../ledger/waterfall'
import { lessWaived, restorePostings, takeoverPostings, type Forgiven, type Takeover } from '../ledger/takeover'
import { add, cents, smaller, subtract, ZERO, type Cents } from '../money'
import type { PlanParts } from '../plans/parts'
import { positionOf } from '../plans/position'
import { runningTermsOf } from '../plans/running-terms'
import { transaction } from '../transaction'
import { lockLoans, writeLoanFigures } from './figures-commands'
import { bookOf, loadLoanRecords } from './record-queries'

type OfPlan = { borrowerId: string; loanId: string; planId: string }
export type RestoreSchedule = OfPlan & {
  fromOn?: LocalDate
  /** What the plan waived was given for good and stays waived. */
  keepsWaiver?: boolean
}
export type StartSchedule = OfPlan & {
  fromOn: LocalDate
  instalments: readonly ScheduledInstalment[]
  /** What the plan forgives on this loan, by component; the rest of any difference is worked out. */
  forgiven?: Forgiven
}
export type ContinueSchedule = OfPlan & {
  /** All of the plan's instalments on this loan, as they are from now on. */
  instalments: readonly ScheduledInstalment[]
  /** What a plan that had been over puts off again, by component. */
  deferred?: Forgiven['deferred']
}
export type FollowPlan = OfPlan & { dueOn: LocalDate; rest: PlanParts }

/**
 * A plan's schedule takes over from `fromOn`: the next version with its instalments, entries for what is forgiven and what is
 * added, kept figures of the loan. Call `refreshCase` afterwards. Throws `not_found`.
 */
export async function startSchedule(ctx: Ctx, input: StartSchedule): Promise<{ version: number }> {
  authorize(ctx, 'plan:answer', 'plan:propose', 'escalation:decide', 'job:run')
  return transaction(ctx, async ctx => {
    const { found, state } = await lockLoan(ctx, input.borrowerId, input.loanId, input.fromOn)
    const terms = runningTermsOf(found, state.version)
    const { unearnedInterestCents } = positionOf(state, terms)
    const again = terms.rest ? putOff(terms.rest, await sumAccount(ctx, input.borrowerId, input.loanId, 'deferred')) : undefined
    const takeover = takeoverPostings(state, unearnedInterestCents, input.instalments, input.forgiven, again)
    const version = await insertVersion(ctx, found, state.outstanding, { ...input, planId: input.planId })
    await postTakeover(ctx, found, input.fromOn, input.planId, 'waiver', takeover)
    await settle(ctx, input.borrowerId, input.loanId)
    await record(ctx, { type: 'loan.schedule_started', borrowerId: input.borrowerId, data: { loanId: input.loanId, planId: input.planId, version } })
    return { version }
  })
}

/**
 * A plan that is over gives way to the contract: the next version holds what the contract, replayed with every payment, still
 * leaves open, at its own dates. What the plan had deferred is owed again, and what it had waived unless that was given for good.
 * Call `refreshCase` afterwards. Throws `not_found`.
 */
export async function restoreContractSchedule(ctx: Ctx, input: RestoreSchedule): Promise<{ version: number }> {
  authorize(ctx, 'plan:propose', 'plan:answer', 'escalation:decide', 'payment:record', 'payment:reverse', 'job:run')
  return transaction(ctx, async ctx => {
    const fromOn = input.fromOn ?? ctx.today
    const { found, state } = await lockLoan(ctx, input.borrowerId, input.loanId, fromOn)
    const waived = byComponent(await sumAccount(ctx, input.borrowerId, input.loanId, 'waived', input.planId))
    const { whole, excessCents } = contractLeft(ctx, found, state)
    const open = input.keepsWaiver ? lessWaived(whole, waived) : whole
    return replaceSchedule(ctx, input, { found, state, fromOn, excessCents }, open, input.keepsWaiver ? byComponent([]) : waived, 'loan.contract_restored')
  })
}

/**
 * After a plan of small payments: all that it left open falls due on one later day, the day by which it is looked at again. It begins
 * after the payment of the same moment that completed the plan. Call `refreshCase` afterwards. Throws `not_found`.
 */
export async function followPlan(ctx: Ctx, input: FollowPlan): Promise<{ version: number }> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'job:run')
  return transaction(ctx, async ctx => {
    const { found, state } = await lockLoan(ctx, input.borrowerId, input.loanId, ctx.today)
    const deferred = byComponent(await sumAccount(ctx, input.borrowerId, input.loanId, 'deferred'))
    const more = (rest: Cents, put: Cents): Cents => (put > rest ? put : rest)
    const row = {
      number: 1,
      dueOn: input.dueOn,
      principalCents: more(input.rest.principalCents, deferred.principal),
      interestCents: more(input.rest.interestCents, deferred.interest),
      penaltyCents: more(input.rest.penaltyCents, deferred.penalty),
      feeCents: more(input.rest.feeCents, add(deferred.fee, deferred.cost)),
    }
    return replaceSchedule(ctx, input, { found, state, fromOn: ctx.today }, [row], byComponent([]), 'loan.schedule_followed')
  })
}

/**
 * A plan goes on in changed instalments, or after it had given way to the contract: a further version with the same plan, covered by
 * what was paid towards it before and since. Call `refreshCase` afterwards. Throws `not_found`.
 */
export async function continueSchedule(ctx: Ctx, input: ContinueSchedule): Promise<{ version: number }> {
  authorize(ctx, 'plan:answer', 'plan:propose', 'payment:record', 'payment:reverse', 'job:run')
  return transaction(ctx, async ctx => {
    const { borrowerId, loanId, planId, instalments } = input
    const { found, state } = await lockLoan(ctx, borrowerId, loanId, ctx.today)
    const isRunning = found.loan.planId === planId
    const version = await insertVersion(ctx, found, isRunning ? besideSchedule(state) : null, { planId, fromOn: ctx.today, instalments, createdAt: afterPayments(ctx) })
    const postings = COMPONENTS.flatMap(part => move(smaller(input.deferred?.[part] ?? ZERO, state.outstanding[part]), part, 'deferred', 'receivable'))
    await postEntries(ctx, borrowerId, [{ loanId, kind: 'waiver', effectiveOn: ctx.today, postings, planId }])
    await settle(ctx, borrowerId, loanId)
    await record(ctx, { type: 'loan.schedule_continued', borrowerId, data: { loanId, planId, version } })
    return { version }
  })
}

/** What small payments left open, as far as it stands deferred: another plan asks for it again. */
const putOff = (rest: PlanParts, deferred: Parameters<typeof byComponent>[0]): ByComponent => {
  const whole = byComponent(deferred)
  return {
    ...byComponent([]),
    principal: smaller(rest.principalCents, whole.principal),
    interest: smaller(rest.interestCents, whole.interest),
    penalty: smaller(rest.penaltyCents, whole.penalty),
    fee: smaller(rest.feeCents, whole.fee),
  }
}

/** What is open beside the instalments themselves. */
const besideSchedule = ({ lines, version }: LoanState): ByComponent =>
  byComponent(
    lines.flatMap(line => (line.version === version && line.origin !== 'schedule' ? [{ component: line.component, amountCents: line.openCents }] : [])),
  )

type Standing = { found: LoanRecord; state: LoanState; fromOn: LocalDate; excessCents?: Cents }

async function replaceSchedule(
  ctx: Ctx,
  { borrowerId, loanId, planId }: OfPlan,
  { found, state, fromOn, excessCents = ZERO }: Standing,
  open: readonly ScheduledInstalment[],
  waived: ByComponent,
  type: `loan.${string}`,
): Promise<{ version: number }> {
  const deferred = byComponent(await sumAccount(ctx, borrowerId, loanId, 'deferred'))
  const version = await insertVersion(ctx, found, { ...state.outstanding, principal: add(state.outstanding.principal, excessCents) }, { planId: null, fromOn, instalments: open, createdAt: afterPayments(ctx) })
  await postTakeover(ctx, found, fromOn, planId, 'reversal', restorePostings(state, open, { waived, deferred }))
  await settle(ctx, borrowerId, loanId)
  await record(ctx, { type, borrowerId, data: { loanId, planId, version } })
  return { version }
}

async function lockLoan(ctx: Ctx, borrowerId: string, loanId: string, asOf: LocalDate): Promise<{ found: LoanRecord; state: LoanState }> {
  await lockLoans(ctx, borrowerId)
  const [found] = await loadLoanRecords(ctx, borrowerId, [loanId])
  if (!found) throw notFound()
  return { found, state: replayRecord(found, bookOf(ctx), asOf) }
}

/**
 * The contract's own open instalments, charges and penalty to date inside them, and what was paid beyond the whole of it. What is credit
 * already, or was paid back, has paid nothing.
 */
function contractLeft(ctx: Ctx, found: LoanRecord, state: LoanState): { whole: ScheduledInstalment[]; excessCents: Cents } {
  const unspent = new Map(state.payments.map(payment => [payment.paymentId, add(payment.overpaidCents, payment.refundedCents)]))
  const payments = found.payments.map(payment => ({ ...payment, amountCents: subtract(payment.amountCents, unspent.get(payment.id) ?? ZERO) }))
  const contract = { ...found, payments, refunds: [], schedules: found.schedules.filter(schedule => schedule.version === 1) }
  const alone = replayRecord(contract, bookOf(ctx), state.asOf)
  const whole = instalmentStates(alone)
    .filter(row => row.openCents > 0)
    .map(({ number, dueOn, open }) => ({
      number,
      dueOn,
      principalCents: open.principal,
      interestCents: open.interest,
      penaltyCents: open.penalty,
      feeCents: add(open.fee, open.cost),
    }))
  return { whole, excessCents: alone.overpaidCents }
}

type NewVersion = { planId: string | null; fromOn: LocalDate; instalments: readonly ScheduledInstalment[]; createdAt?: Date }

/** A schedule that a payment may have brought about comes after that payment, which bears the same moment. */
const afterPayments = (ctx: Ctx): Date => addMilliseconds(ctx.now, 1)

async function insertVersion(ctx: Ctx, { loan, schedules }: LoanRecord, replaces: ByComponent | null, next: NewVersion): Promise<number> {
  const owned = { borrowerId: loan.borrowerId, lenderId: loan.lenderId, loanId: loan.id }
  const version = Math.max(...schedules.map(schedule => schedule.version)) + 1
  await ctx.db.insert(loanSchedules).values({ ...owned, id: newId(), version, fromOn: next.fromOn, planId: next.planId, createdAt: next.createdAt ?? ctx.now, replaces })
  const rows = next.instalments.map(row => ({
    ...owned,
    id: newId(),
    version,
    number: row.number,
    dueOn: row.dueOn,
    principalCents: row.principalCents,
    interestCents: row.interestCents,
    penaltyCents: row.penaltyCents ?? ZERO,
    feeCents: cents((row.feeCents ?? 0) + (row.costCents ?? 0)),
  }))
  if (rows.length > 0) await ctx.db.insert(instalments).values(rows)
  await ctx.db
    .update(loans)
    .set({ planId: next.planId })
    .where(and(eq(loans.lenderId, loan.lenderId), eq(loans.borrowerId, loan.borrowerId), eq(loans.id, loan.id)))
  return version
}

const postTakeover = (ctx: Ctx, { loan }: LoanRecord, effectiveOn: LocalDate, planId: string, kind: 'waiver' | 'reversal', { billing, waiver }: Takeover) =>
  postEntries(ctx, loan.borrowerId, [
    { loanId: loan.id, kind: 'billing', effectiveOn, postings: billing, planId },
    { loanId: loan.id, kind, effectiveOn, postings: waiver, planId },
  ])

/** Credits may pay lines of the new version; the loan's row follows. */
async function settle(ctx: Ctx, borrowerId: string, loanId: string): Promise<void> {
  const [[changed], stored] = await Promise.all([loadLoanRecords(ctx, borrowerId, [loanId]), listAllocations(ctx, [borrowerId], [loanId])])
  if (!changed) throw notFound()
  const state = replayRecord(changed, bookOf(ctx))
  await writeAllocations(ctx, [{ record: changed, state }], stored)
  await writeLoanFigures(ctx, [{ record: changed, state }])
}
