import { and, eq, or } from 'drizzle-orm'
import { loans, paymentParts, payments } from '@/db/schema'
import type { Ctx } from '../context'
import type { Currency } from '../money'
import type { PaymentReceipt, RecordPayment } from './payment'

export type StoredPayment = { receipt: PaymentReceipt; inputHash: string; idempotencyKey: string; isSameExternal: boolean }

/** Payments recorded before under the same key or the same external id. */
export async function findRecorded(ctx: Ctx, input: Pick<RecordPayment, 'idempotencyKey' | 'source' | 'externalId'>): Promise<StoredPayment[]> {
  const rows = await ctx.db
    .select({ payment: payments, part: paymentParts, loanNumber: loans.number })
    .from(payments)
    .innerJoin(paymentParts, and(eq(paymentParts.borrowerId, payments.borrowerId), eq(paymentParts.paymentId, payments.id)))
    .innerJoin(loans, and(eq(loans.borrowerId, paymentParts.borrowerId), eq(loans.id, paymentParts.loanId)))
    .where(
      and(
        eq(payments.lenderId, ctx.actor.lenderId),
        or(eq(payments.idempotencyKey, input.idempotencyKey), and(eq(payments.source, input.source), eq(payments.externalId, input.externalId))),
      ),
    )
    .orderBy(paymentParts.id)
  const found = new Map<string, StoredPayment>()
  for (const { payment, part, loanNumber } of rows) {
    const { borrowerId, id: paymentId, amountCents, effectiveOn, inputHash, idempotencyKey } = payment
    const stored = found.get(paymentId) ?? {
      receipt: { borrowerId, paymentId, amountCents, currency: payment.currency as Currency, effectiveOn, shares: [], isReplay: true },
      inputHash,
      idempotencyKey,
      isSameExternal: payment.source === input.source && payment.externalId === input.externalId,
    }
    stored.receipt.shares.push({ loanNumber, amountCents: part.amountCents })
    found.set(paymentId, stored)
  }
  return [...found.values()]
}
