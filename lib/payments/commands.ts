import { sql } from 'drizzle-orm'
import { isConnectionLost, isLockTimeout } from '@/db/client'
import { auditEvents, paymentParts, payments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { auditRow } from '../audit/record'
import { findTargets, targetUnknown, type FoundTarget } from '../borrowers/find-queries'
import { into, planForMany } from '../bulk-port'
import type { OpenCase } from '../cases/case-change'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, notFound } from '../errors'
import type { LoanRecord } from '../ledger/loan-record'
import { lockDebts } from '../loans/figures-commands'
import { bookOf } from '../loans/record-queries'
import { formatMoney } from '../money'
import { queueMessages } from '../outbox/commands'
import { transaction } from '../transaction'
import { loadDebts } from './debt-commands'
import { changedBy } from './difference'
import { findRecorded, type StoredPayment } from './find-queries'
import { byLoan, inputHash, type PaymentReceipt, type RecordPayment } from './payment'
import { settleDebts, type Debt } from './settle-commands'
import { sharesOf } from './shares'
import type { LoanShare } from './split'

export { reversePayment } from './reversal-commands'

/** What became of one of many: its receipt, or why it was not recorded. */
export type Recorded = { receipt: PaymentReceipt; error?: undefined } | { receipt?: undefined; error: unknown }
/** `requestId` where it came with a request of its own. */
export type ToRecord = RecordPayment & { requestId?: string }

/**
 * Records money received, exactly once: the same key or the same external id with the same content gives the first answer.
 * Splits it over loans, allocates, posts, and tells promises, plans, case and borrower, all in one transaction. Throws
 * `payment_target_unknown`, `idempotency_key_reused`, `payment_external_id_reused`, and a sentence per unfit field.
 */
export async function recordPayment(ctx: Ctx, input: RecordPayment): Promise<PaymentReceipt> {
  const [recorded] = await recordPayments(ctx, [input])
  if (!recorded?.receipt) throw recorded?.error ?? notFound()
  return recorded.receipt
}

/**
 * As `recordPayment` for many, each answered in its place, in one transaction with as many statements as one payment has. What cannot be
 * recorded stops none of the others: when the transaction fails, each is tried in one of its own. Inside a caller's transaction
 * it throws then. With `lockWaitMs` it throws, with nothing recorded, when somebody holds one of the debts for longer.
 */
export async function recordPayments(ctx: Ctx, inputs: readonly ToRecord[], { lockWaitMs }: { lockWaitMs?: number } = {}): Promise<Recorded[]> {
  authorize(ctx, 'payment:record')
  const attempt = () =>
    transaction(ctx, async ctx => {
      if (lockWaitMs) await ctx.db.execute(sql`select set_config('lock_timeout', ${`${lockWaitMs}ms`}, true)`)
      return recordAll(ctx, inputs)
    })
  try {
    return await attempt()
  } catch (error) {
    if (ctx.inTransaction || isConnectionLost(error) || isLockTimeout(error)) throw error
    if (inputs.length > 1) return recordEach(ctx, inputs)
    // Two borrowers' payments under one key meet at the unique index only: the second try finds the first.
    if (!(error instanceof DomainError) || error.message !== 'payment_already_recorded') throw error
    return attempt()
  }
}

async function recordEach(ctx: Ctx, inputs: readonly ToRecord[]): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  for (const input of inputs) recorded.push(...(await recordPayments(ctx, [input]).catch((error: unknown) => [{ error }])))
  return recorded
}

/** So many do well with the plans that are kept for a few. */
const FEW = 20

/** Also one for nobody known: what its key was used for before is said all the same. */
type Waiting = { place: number; input: ToRecord; target: FoundTarget | null }

/** Everybody's debts are held from the first to the last; rounds go on until each borrower's payments were posted one after the other. */
async function recordAll(ctx: Ctx, inputs: readonly ToRecord[]): Promise<Recorded[]> {
  if (inputs.length > FEW) await planForMany(ctx)
  const targets = await findTargets(ctx, inputs.map(input => input.target))
  const recorded: Recorded[] = []
  let waiting = inputs.map((input, place): Waiting => ({ place, input, target: targets[place] ?? null }))
  let held = await lockDebts(ctx, borrowersOf(waiting))
  for (let isFirst = true; waiting.length > 0; isFirst = false) {
    // A case may have been opened or closed by what went before.
    if (!isFirst) held = await lockDebts(ctx, borrowersOf(waiting))
    const { round, later } = nextRound(waiting)
    for (const [place, one] of await recordRound(ctx, round, held.open)) recorded[place] = one
    waiting = later
  }
  return recorded
}

const borrowersOf = (waiting: readonly Waiting[]): string[] => [...new Set(waiting.flatMap(({ target }) => target?.borrowerId ?? []))]

/** As many as no two of them are one borrower's or bear the same key or external id, in their order. */
function nextRound(waiting: readonly Waiting[]): { round: Waiting[]; later: Waiting[] } {
  const taken = new Set<string>()
  const [round, later]: [Waiting[], Waiting[]] = [[], []]
  for (const one of waiting) {
    const { idempotencyKey, source, externalId } = one.input
    const marks = [...borrowersOf([one]), `key ${idempotencyKey}`, `id ${source} ${externalId}`]
    const isFree = marks.every(mark => !taken.has(mark))
    for (const mark of marks) taken.add(mark)
    if (isFree) round.push(one)
    else later.push(one)
  }
  return { round, later }
}

async function recordRound(ctx: Ctx, round: readonly Waiting[], open: ReadonlyMap<string, OpenCase>): Promise<[place: number, recorded: Recorded][]> {
  const borrowerIds = borrowersOf(round)
  // Looked for under the lock: whoever held it may have recorded this very payment.
  const [debts, earlier] = await Promise.all([loadDebts(ctx, borrowerIds, open), findRecorded(ctx, round.map(one => one.input))])
  const [recorded, posted]: [[number, Recorded][], Posted[]] = [[], []]
  for (const { place, input, target } of round) {
    try {
      const before = recordedBefore(earlier, input)
      if (before) recorded.push([place, { receipt: before }])
      else {
        if (!target) throw targetUnknown()
        const debt = debts.get(target.borrowerId)
        if (!debt) throw notFound()
        const made = post(ctx, input, debt, target.loanId)
        posted.push(made)
        recorded.push([place, { receipt: made.receipt }])
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      recorded.push([place, { error }])
    }
  }
  await write(ctx, posted)
  return recorded
}

function recordedBefore(found: readonly StoredPayment[], input: RecordPayment): PaymentReceipt | null {
  const hash = inputHash(input)
  const sameKey = found.find(stored => stored.idempotencyKey === input.idempotencyKey)
  if (sameKey && sameKey.inputHash !== hash) throw conflict('idempotency_key_reused')
  const sameExternal = found.find(stored => stored.source === input.source && stored.externalId === input.externalId)
  if (sameExternal && sameExternal.inputHash !== hash) throw conflict('payment_external_id_reused')
  return (sameKey ?? sameExternal)?.receipt ?? null
}

type Posted = {
  input: ToRecord
  receipt: PaymentReceipt
  /** as it is with the payment */
  debt: Debt
  payment: typeof payments.$inferInsert
  parts: (typeof paymentParts.$inferInsert)[]
  trace: typeof auditEvents.$inferInsert
}

function post(ctx: Ctx, input: ToRecord, debt: Debt, loanId: string | null): Posted {
  const shares = sharesOf(ctx.lender.currency, bookOf(ctx), input, debt.records, loanId)
  const { amountCents, currency, effectiveOn, channel, source, externalId, idempotencyKey } = input
  const { borrowerId } = debt
  const owned = { borrowerId, lenderId: ctx.actor.lenderId }
  const id = newId()
  const columns = { amountCents, currency, effectiveOn, channel, source, externalId, idempotencyKey, caseId: debt.open?.id ?? null }
  const payment = { ...owned, id, ...columns, inputHash: inputHash(input), receivedAt: ctx.now, isSynthetic: input.isSynthetic ? ('yes' as const) : ('no' as const) }
  const parts = shares.map(share => ({ ...owned, ...share, id: newId(), paymentId: id }))
  const records = debt.records.map(loanRecord => withShare(loanRecord, shares, { id, effectiveOn, receivedAt: ctx.now, reversed: false }))
  // A payment of today changes nothing that came before it.
  const isBackDated = effectiveOn < ctx.today && !input.isSynthetic
  const changed = isBackDated ? { changed: changedBy(bookOf(ctx), debt.records, records, id) } : {}
  const data = { paymentId: id, amountCents, effectiveOn, channel, source, ...changed }
  const trace = auditRow(ctx, { type: 'payment.recorded', borrowerId, caseId: debt.open?.id, data, requestId: input.requestId })
  const numbers = new Map(debt.records.map(({ loan }) => [loan.id, loan.number]))
  const said = shares.map(share => ({ loanNumber: numbers.get(share.loanId) ?? '', amountCents: share.amountCents })).toSorted(byLoan)
  const receipt = { borrowerId, paymentId: id, amountCents, currency, effectiveOn, shares: said, isReplay: false }
  return { input, receipt, debt: { ...debt, records }, payment, parts, trace }
}

type NewPayment = Omit<LoanRecord['payments'][number], 'amountCents'>

function withShare(loanRecord: LoanRecord, shares: readonly LoanShare[], payment: NewPayment): LoanRecord {
  const share = shares.find(({ loanId }) => loanId === loanRecord.loan.id)
  if (!share) return loanRecord
  return { ...loanRecord, payments: [...loanRecord.payments, { ...payment, amountCents: share.amountCents }] }
}

async function write(ctx: Ctx, posted: readonly Posted[]): Promise<void> {
  if (posted.length === 0) return
  const changed = posted.map(({ debt, parts }) => ({ debt, touched: new Set(parts.map(part => part.loanId)) }))
  const alongside = [
    into(payments, posted.map(one => one.payment)),
    into(paymentParts, posted.flatMap(one => one.parts)),
    into(auditEvents, posted.map(one => one.trace)),
  ]
  await settleDebts(ctx, changed, alongside)
  await queueMessages(ctx, posted.filter(({ input }) => !input.isSynthetic).map(one => thanksOf(ctx, one)))
}

function thanksOf(ctx: Ctx, { input, receipt: { borrowerId, paymentId, amountCents, currency, effectiveOn }, debt }: Posted) {
  const values = { amount: formatMoney(amountCents, currency, ctx.lender.locale), date: effectiveOn }
  const about = { borrowerId, caseId: debt.open?.id ?? null, values, requestId: input.requestId }
  return { ...about, templateCode: 'payment_received' as const, kind: 'sms' as const, uniqueKey: `payment_received:${paymentId}` }
}
