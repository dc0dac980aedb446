import { and, arrayOverlaps, asc, desc, eq, gt, gte, inArray, lt, ne, sql } from 'drizzle-orm'
import { cases, paymentParts, payments, promises } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { lockDebts } from '../loans/figures-commands'
import { loadLoans } from '../loans/queries'
import type { Cents } from '../money'
import { read, transaction } from '../transaction'
import { endPromiseHold, startPromiseHold } from './hold-commands'
import { decideParts } from './promise-parts'
import { promiseEndsOn, promiseMachine, type PromiseEvent, type PromiseState } from './promise-state'

type Row = typeof promises.$inferSelect
/** Older promises are settled history: a payment can be back-dated this far. */
const reachBackDays = 400

/**
 * Decides the borrower's promises again after a payment, a reversal, or when their days of grace are over. Money counts when it
 * is effective from the day of the promise to its last day of grace and was received after the promise was made.
 */
export async function applyPaymentToPromises(ctx: Ctx, borrowerId: string): Promise<{ changed: number }> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'import:run', 'promise:take')
  return transaction(ctx, async ctx => {
    const made = await ctx.db
      .select()
      .from(promises)
      .where(
        and(
          eq(promises.lenderId, ctx.actor.lenderId),
          eq(promises.borrowerId, borrowerId),
          ne(promises.status, 'cancelled'),
          gte(promises.createdAt, new Date(ctx.now.getTime() - reachBackDays * 86_400_000)),
        ),
      )
      .orderBy(desc(promises.createdAt), desc(promises.id))
      .for('update')
    let changed = 0
    for (const promise of made) if (await decideAgain(ctx, promise)) changed++
    return { changed }
  })
}

/**
 * A plan takes the place of the promises that are open on its loans: they are taken back, and their pause is over. Part of the command
 * that puts the plan in force.
 */
export async function replacePromises(ctx: Ctx, plan: { borrowerId: string; id: string; loanIds: readonly string[] }): Promise<void> {
  authorize(ctx, 'plan:answer', 'payment:record', 'payment:reverse', 'job:run')
  const replaced = await ctx.db
    .update(promises)
    .set({ status: 'cancelled', decidedAt: ctx.now, nextDueOn: null })
    .where(
      and(
        eq(promises.lenderId, ctx.actor.lenderId),
        eq(promises.borrowerId, plan.borrowerId),
        eq(promises.status, 'open'),
        arrayOverlaps(promises.loanIds, [...plan.loanIds]),
      ),
    )
    .returning({ id: promises.id, caseId: promises.caseId })
  for (const { id: promiseId, caseId } of replaced) {
    const data = { promiseId, reason: 'replaced', planId: plan.id }
    await record(ctx, { type: 'promise.cancelled', borrowerId: plan.borrowerId, caseId, data })
    await endPromiseHold(ctx, plan.borrowerId, promiseId, 'plan_signed')
  }
}

/**
 * Decides every open promise whose last day of grace is over, each borrower in a transaction of its own, so that one that fails stops
 * nobody else's; throws in the end what failed. Safe to run twice.
 */
export async function decideDuePromises(ctx: Ctx): Promise<{ decided: number }> {
  authorize(ctx, 'job:run')
  const failed: unknown[] = []
  let decided = 0
  let after: string | null = null
  for (;;) {
    const due: Due[] = await listDue(ctx, after)
    for (const borrowerId of new Set(due.map(one => one.borrowerId))) {
      decided += await decideDue(ctx, borrowerId).catch((error: unknown) => {
        failed.push(error)
        return 0
      })
    }
    after = due.at(-1)?.id ?? null
    if (due.length === chunk) continue
    if (failed.length > 0) throw new AggregateError(failed, `the promises of ${failed.length} borrowers could not be decided`, { cause: failed[0] })
    return { decided }
  }
}

/** Case and loans are held first, as by a payment that arrives meanwhile. */
const decideDue = (ctx: Ctx, borrowerId: string): Promise<number> =>
  transaction(ctx, async ctx => {
    await lockDebts(ctx, [borrowerId])
    const answer = await applyPaymentToPromises(ctx, borrowerId)
    if (answer.changed > 0) await record(ctx, { type: 'promise.sweep_decided', borrowerId, data: answer })
    return answer.changed
  })

const chunk = 500
type Due = { borrowerId: string; id: string }

const nextDueOn = sql`coalesce(${promises.nextDueOn}, ${promises.dueOn})`

const listDue = (ctx: Ctx, after: string | null): Promise<Due[]> =>
  read(ctx, ctx =>
    ctx.db
      .select({ borrowerId: promises.borrowerId, id: promises.id })
      .from(promises)
      .where(
        and(
          eq(promises.lenderId, ctx.actor.lenderId),
          eq(promises.status, 'open'),
          lt(nextDueOn, ctx.today),
          sql`${nextDueOn} + ${promises.graceDays} < ${ctx.today}::date`,
          after ? gt(promises.id, after) : undefined,
        ),
      )
      .orderBy(asc(promises.id))
      .limit(chunk),
  )

async function decideAgain(ctx: Ctx, promise: Row): Promise<boolean> {
  const { amountCents, dueOn, tolerancePpm, graceDays } = promise
  const partialPpm = promise.partialPpm ?? undefined
  const parts = promise.parts ?? [{ dueOn, amountCents }]
  const decided = decideParts({ parts, tolerancePpm, graceDays, partialPpm, paid: await paidTowards(ctx, promise), today: ctx.today })
  const { nextDueOn, paidCents } = decided
  const isMissed = decided.state === 'broken' || decided.state === 'partly_kept'
  const verdict = isMissed && (await owedNothing(ctx, promise)) ? 'kept' : decided.state
  const before = promise.status as PromiseState
  const after = verdict === 'open' && before !== 'open' && (await hasOpen(ctx, promise)) ? 'cancelled' : verdict
  if (after === before && paidCents === promise.paidCents && (after !== 'open' || nextDueOn === (promise.nextDueOn ?? dueOn))) return false
  const steps = stepsTo(before, after)
  await ctx.db
    .update(promises)
    .set({ status: after, paidCents, nextDueOn: after === 'open' ? nextDueOn : null, decidedAt: after === 'open' ? null : after === before ? promise.decidedAt : ctx.now })
    .where(
      and(eq(promises.lenderId, ctx.actor.lenderId), eq(promises.borrowerId, promise.borrowerId), eq(promises.id, promise.id)),
    )
  await record(ctx, {
    type: after === before ? 'promise.progressed' : `promise.${after}`,
    borrowerId: promise.borrowerId,
    caseId: promise.caseId,
    data: { promiseId: promise.id, before, after, paidCents, steps },
  })
  if (after !== before) await follow(ctx, promise, after)
  return true
}

/** The machine's way from one state to another; reopening comes first when a decision is taken back. */
function stepsTo(before: PromiseState, after: PromiseState): PromiseEvent[] {
  if (before === after) return []
  const start: PromiseEvent[] = before === 'open' ? [] : ['reopen']
  const events: Record<PromiseState, PromiseEvent[]> = {
    open: [],
    kept: ['keep'],
    partly_kept: ['keep_partly'],
    broken: ['break'],
    cancelled: ['cancel'],
  }
  const steps = [...start, ...events[after]]
  let at = before
  for (const event of steps) {
    const step = promiseMachine.next(at, event)
    if (!step.ok) throw new Error(`a promise cannot ${event} from ${at}`)
    at = step.state
  }
  return steps
}

async function follow(ctx: Ctx, promise: Row, after: PromiseState): Promise<void> {
  const { borrowerId, caseId, id: promiseId, dueOn, graceDays } = promise
  if (after === 'open') await startPromiseHold(ctx, { borrowerId, caseId, promiseId, dueOn, graceDays })
  else await endPromiseHold(ctx, borrowerId, promiseId, `promise_${after}`)
  if (after === 'broken' || after === 'partly_kept') {
    await ctx.db
      .update(cases)
      .set({ wakesAt: null })
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.id, caseId)))
  }
  await refreshCase(ctx, borrowerId)
}

async function hasOpen(ctx: Ctx, promise: Row): Promise<boolean> {
  const others = await ctx.db
    .select({ id: promises.id })
    .from(promises)
    .where(
      and(
        eq(promises.lenderId, ctx.actor.lenderId),
        eq(promises.borrowerId, promise.borrowerId),
        eq(promises.caseId, promise.caseId),
        eq(promises.status, 'open'),
        ne(promises.id, promise.id),
      ),
    )
    .limit(1)
  return others.length > 0
}

/** Whether nothing was owed any more on the last day of grace, whichever money had done it: then nothing promised was left to pay. */
async function owedNothing(ctx: Ctx, { borrowerId, loanIds, dueOn, graceDays }: Row): Promise<boolean> {
  const found = await loadLoans(ctx, borrowerId, loanIds, promiseEndsOn(dueOn, graceDays))
  return found.length > 0 && found.every(({ state }) => state.settled)
}

async function paidTowards(ctx: Ctx, promise: Row): Promise<{ on: LocalDate; amountCents: Cents }[]> {
  return ctx.db
    .select({ on: payments.effectiveOn, amountCents: paymentParts.amountCents })
    .from(payments)
    .innerJoin(paymentParts, and(eq(paymentParts.borrowerId, payments.borrowerId), eq(paymentParts.paymentId, payments.id)))
    .where(
      and(
        eq(payments.lenderId, ctx.actor.lenderId),
        eq(payments.borrowerId, promise.borrowerId),
        eq(payments.status, 'posted'),
        gte(payments.effectiveOn, promise.madeOn),
        sql`${payments.effectiveOn} <= ${promiseEndsOn(promise.dueOn, promise.graceDays)}::date`,
        gte(payments.receivedAt, promise.createdAt),
        promise.loanIds.length > 0 ? inArray(paymentParts.loanId, promise.loanIds) : undefined,
      ),
    )
}
