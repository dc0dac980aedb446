import { and, asc, between, desc, eq, lt, sql } from 'drizzle-orm'
import { auditEvents, borrowers, loans, paymentAllocations, paymentParts, payments, staffAccounts } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { findTarget } from '../borrowers/find-queries'
import type { Ctx } from '../context'
import { addDays, type LocalDate } from '../dates'
import { notFound } from '../errors'
import { allocationRows, type AllocationComponent } from '../ledger/allocation-rows'
import { replayRecord } from '../ledger/loan-record'
import { bookOf, loadLoanRecords } from '../loans/record-queries'
import type { Cents, Currency } from '../money'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { findLineOf } from './find-queries'
import type { RecordPayment } from './payment'
import { isAboveLimit } from './second-person-queries'
import { sharesOf } from './shares'

export type PaymentLine = {
  token: string
  borrowerName: string
  borrowerNumber: string
  amountCents: Cents
  currency: Currency
  effectiveOn: LocalDate
  receivedAt: Date
  channel: string
  source: string
  status: 'posted' | 'reversed'
  isSynthetic: boolean
}
export type AllocationLine = { loanNumber: string; version: number; instalmentNumber: number | null; component: AllocationComponent; amountCents: Cents }
export type PaymentDetail = PaymentLine & {
  paymentId: string
  borrowerId: string
  externalId: string
  reversedAt: Date | null
  reversalReason: string | null
  shares: { loanNumber: string; amountCents: Cents }[]
  allocations: AllocationLine[]
  recordedBy: string | null
  /** The line of the inbox that it was posted from and is undone with. */
  lineId: string | null
}

const LIMIT = 50

const lineColumns = {
  id: payments.id,
  borrowerId: payments.borrowerId,
  borrowerName: borrowers.name,
  borrowerNumber: borrowers.number,
  amountCents: payments.amountCents,
  currency: payments.currency,
  effectiveOn: payments.effectiveOn,
  receivedAt: payments.receivedAt,
  channel: payments.channel,
  source: payments.source,
  status: payments.status,
  isSynthetic: payments.isSynthetic,
}

type LineRow = Omit<PaymentLine, 'token' | 'currency' | 'status' | 'isSynthetic'> & { id: string; borrowerId: string; currency: string; status: string; isSynthetic: string }

const lineOf = ({ id, borrowerId, currency, status, isSynthetic, ...row }: LineRow): PaymentLine => ({
  ...row,
  token: toToken(borrowerId, id),
  currency: currency as Currency,
  status: status === 'reversed' ? 'reversed' : 'posted',
  isSynthetic: isSynthetic === 'yes',
})

/** The lender's payments, last recorded first; `cursor` is the id the page before ended with. */
export async function listPayments(ctx: Ctx, { cursor, limit = LIMIT }: { cursor?: string; limit?: number } = {}): Promise<{ rows: PaymentLine[]; nextCursor: string | null }> {
  authorize(ctx, 'payment:record', 'payment:reverse')
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select(lineColumns)
      .from(payments)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, payments.lenderId), eq(borrowers.id, payments.borrowerId)))
      .where(and(eq(payments.lenderId, ctx.actor.lenderId), cursor ? lt(payments.id, cursor) : undefined))
      .orderBy(desc(payments.id))
      .limit(limit + 1)
    const page = rows.slice(0, limit)
    return { rows: page.map(lineOf), nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
  })
}

/** One payment with its split and where the money stands now. Throws `not_found`. */
export async function getPayment(ctx: Ctx, borrowerId: string, paymentId: string): Promise<PaymentDetail> {
  authorize(ctx, 'payment:record', 'payment:reverse', 'case:read')
  return read(ctx, async ctx => {
    const mine = and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.borrowerId, borrowerId), eq(payments.id, paymentId))
    const [found] = await ctx.db
      .select({ line: lineColumns, externalId: payments.externalId, reversedAt: payments.reversedAt, reversalReason: payments.reversalReason })
      .from(payments)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, payments.lenderId), eq(borrowers.id, payments.borrowerId)))
      .where(mine)
    if (!found) throw notFound()
    const [shares, allocations, recordedBy, lineId] = await Promise.all([
      listShares(ctx, borrowerId, paymentId),
      listAllocationLines(ctx, borrowerId, paymentId),
      findRecorder(ctx, borrowerId, paymentId),
      findLineOf(ctx, borrowerId, paymentId),
    ])
    const { line, ...rest } = found
    return { ...lineOf(line), ...rest, paymentId, borrowerId, shares, allocations, recordedBy, lineId }
  })
}

const listShares = (ctx: Ctx, borrowerId: string, paymentId: string) =>
  ctx.db
    .select({ loanNumber: loans.number, amountCents: paymentParts.amountCents })
    .from(paymentParts)
    .innerJoin(loans, and(eq(loans.borrowerId, paymentParts.borrowerId), eq(loans.id, paymentParts.loanId)))
    .where(and(eq(paymentParts.lenderId, ctx.actor.lenderId), eq(paymentParts.borrowerId, borrowerId), eq(paymentParts.paymentId, paymentId)))
    .orderBy(asc(loans.number))

/** Allocations as they were while the payment counted: those in force, or the last ones before it was reversed. */
async function listAllocationLines(ctx: Ctx, borrowerId: string, paymentId: string): Promise<AllocationLine[]> {
  const rows = await ctx.db
    .select({ allocation: paymentAllocations, loanNumber: loans.number })
    .from(paymentAllocations)
    .innerJoin(loans, and(eq(loans.borrowerId, paymentAllocations.borrowerId), eq(loans.id, paymentAllocations.loanId)))
    .where(and(eq(paymentAllocations.lenderId, ctx.actor.lenderId), eq(paymentAllocations.borrowerId, borrowerId), eq(paymentAllocations.paymentId, paymentId)))
    .orderBy(asc(paymentAllocations.version), asc(paymentAllocations.instalmentNumber), asc(paymentAllocations.id))
  const running = rows.filter(({ allocation }) => allocation.revokedAt === null)
  const last = rows.reduce((latest, { allocation }) => Math.max(latest, allocation.revokedAt?.getTime() ?? 0), 0)
  const shown = running.length > 0 ? running : rows.filter(({ allocation }) => allocation.revokedAt?.getTime() === last)
  return shown.map(({ allocation, loanNumber }) => ({
    loanNumber,
    version: allocation.version,
    instalmentNumber: allocation.instalmentNumber,
    component: allocation.component as AllocationComponent,
    amountCents: allocation.amountCents,
  }))
}

async function findRecorder(ctx: Ctx, borrowerId: string, paymentId: string): Promise<string | null> {
  const [event] = await ctx.db
    .select({ name: staffAccounts.name })
    .from(auditEvents)
    .innerJoin(staffAccounts, and(eq(staffAccounts.lenderId, auditEvents.lenderId), eq(staffAccounts.id, auditEvents.actorId)))
    .where(
      and(
        eq(auditEvents.lenderId, ctx.actor.lenderId),
        eq(auditEvents.borrowerId, borrowerId),
        eq(auditEvents.type, 'payment.recorded'),
        sql`${auditEvents.data} ->> 'paymentId' = ${paymentId}`,
      ),
    )
    .limit(1)
  return event?.name ?? null
}

export type PaymentPreview = {
  borrowerName: string
  borrowerNumber: string
  before: { dueCents: Cents; outstandingCents: Cents }
  after: { dueCents: Cents; outstandingCents: Cents }
  allocations: AllocationLine[]
  /** It would wait for another person. */
  needsSecond: boolean
  /** Payments of the same amount within days: perhaps this very money, heard of another way. */
  alike: { token: string; effectiveOn: LocalDate; channel: string }[]
}

/** Where a payment would go, by the code that records it, with nothing written. Throws as `recordPayment` does. */
export async function previewPayment(ctx: Ctx, input: Pick<RecordPayment, 'target' | 'amountCents' | 'currency' | 'effectiveOn'>): Promise<PaymentPreview> {
  authorize(ctx, 'payment:record')
  return read(ctx, async ctx => {
    const target = await findTarget(ctx, input.target)
    const [records, [borrower]] = await Promise.all([
      loadLoanRecords(ctx, target.borrowerId),
      ctx.db
        .select({ name: borrowers.name, number: borrowers.number })
        .from(borrowers)
        .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, target.borrowerId))),
    ])
    if (!borrower) throw notFound()
    const book = bookOf(ctx)
    const shares = sharesOf(ctx.lender.currency, book, input, records, target.loanId)
    const paid = records.map(record => {
      const share = shares.find(({ loanId }) => loanId === record.loan.id)
      const payment = { id: 'preview', effectiveOn: input.effectiveOn, receivedAt: ctx.now, reversed: false }
      return share ? { ...record, payments: [...record.payments, { ...payment, amountCents: share.amountCents }] } : record
    })
    const [before, after] = [records, paid].map(list => list.map(record => replayRecord(record, book)))
    const total = (states: typeof before, key: 'dueCents' | 'outstandingCents') => (states ?? []).reduce((sum, state) => sum + state[key], 0) as Cents
    const allocations = (after ?? []).flatMap((state, i) =>
      state.payments
        .filter(result => result.paymentId === 'preview')
        .flatMap(result => allocationRows(result).map(row => ({ ...row, loanNumber: paid[i]?.loan.number ?? '' }))),
    )
    return {
      borrowerName: borrower.name,
      borrowerNumber: borrower.number,
      before: { dueCents: total(before, 'dueCents'), outstandingCents: total(before, 'outstandingCents') },
      after: { dueCents: total(after, 'dueCents'), outstandingCents: total(after, 'outstandingCents') },
      allocations,
      needsSecond: await isAboveLimit(ctx, target.borrowerId, input.amountCents),
      alike: await listAlike(ctx, target.borrowerId, input),
    }
  })
}

const [DAYS_APART, MOST_ALIKE] = [3, 3]

async function listAlike(ctx: Ctx, borrowerId: string, { amountCents, effectiveOn }: Pick<RecordPayment, 'amountCents' | 'effectiveOn'>): Promise<PaymentPreview['alike']> {
  const p = payments
  const rows = await ctx.db
    .select({ id: p.id, effectiveOn: p.effectiveOn, channel: p.channel })
    .from(p)
    .where(
      and(
        ...[eq(p.lenderId, ctx.actor.lenderId), eq(p.borrowerId, borrowerId), eq(p.amountCents, amountCents), eq(p.status, 'posted'), eq(p.isSynthetic, 'no')],
        between(p.effectiveOn, addDays(effectiveOn, -DAYS_APART), addDays(effectiveOn, DAYS_APART)),
      ),
    )
    .orderBy(desc(p.effectiveOn), desc(p.id))
    .limit(MOST_ALIKE)
  return rows.map(({ id, ...row }) => ({ ...row, token: toToken(borrowerId, id) }))
}
