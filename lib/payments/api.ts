import { parseBody } from '@/lib/api/body'
import { DomainError } from '@/lib/errors'
import { decimalText } from '@/lib/money'
import { toToken } from '@/lib/url-token'
import { BatchItem, IdempotencyKey, type PaymentBody } from './input'
import type { PaymentReceipt, RecordPayment } from './payment'
import type { PaymentDetail } from './queries'

export { parseBody }

/** One payment of many, or why it cannot be read. */
export function readBatch(item: unknown): { input: RecordPayment; error?: undefined } | { input?: undefined; error: unknown } {
  try {
    const { payment, idempotencyKey } = parseBody(BatchItem, item)
    return { input: paymentOf(payment, idempotencyKey) }
  } catch (error) {
    return { error }
  }
}

/** The header that makes a retry safe. Throws `idempotency_key_needed`. */
export function idempotencyKeyOf(request: Request): string {
  const parsed = IdempotencyKey.safeParse(request.headers.get('idempotency-key') ?? undefined)
  if (!parsed.success) throw new DomainError('invalid', 'idempotency_key_needed')
  return parsed.data
}

export function paymentOf(body: PaymentBody, idempotencyKey: string): RecordPayment {
  const { loanNumber, caseNumber, borrowerNumber, amount, ...rest } = body
  const target = loanNumber
    ? { kind: 'loan' as const, number: loanNumber }
    : caseNumber
      ? { kind: 'case' as const, number: caseNumber }
      : { kind: 'borrower' as const, number: borrowerNumber ?? '' }
  return { ...rest, target, amountCents: amount, idempotencyKey }
}

const amounts = <T extends { amountCents: number }>(rows: readonly T[]) => rows.map(({ amountCents, ...row }) => ({ ...row, amount: decimalText(amountCents) }))

export const receiptBody = ({ borrowerId, paymentId, amountCents, currency, effectiveOn, shares }: PaymentReceipt) => ({
  id: toToken(borrowerId, paymentId),
  amount: decimalText(amountCents),
  currency,
  effectiveOn,
  loans: amounts(shares),
})

export const detailBody = (found: PaymentDetail) => ({
  id: found.token,
  status: found.status,
  amount: decimalText(found.amountCents),
  currency: found.currency,
  effectiveOn: found.effectiveOn,
  receivedAt: found.receivedAt.toISOString(),
  channel: found.channel,
  source: found.source,
  externalId: found.externalId,
  reversedAt: found.reversedAt?.toISOString() ?? null,
  loans: amounts(found.shares),
  allocations: amounts(found.allocations),
})
