import { createHash } from 'node:crypto'
import type { Currency } from '@/lib/money'
import type { Cents } from '@/lib/money'
import { addDays, type LocalDate } from '@/lib/dates'
import type { Target } from '@/lib/borrowers/target'
import type { PaymentChannel } from './input'

export type RecordPayment = {
  /** whose money it is */
  target: Target
  amountCents: Cents
  currency: Currency
  effectiveOn: LocalDate
  channel: PaymentChannel
  /** The system that reports it; `externalId` is unique within. */
  source: string
  externalId: string
  idempotencyKey: string
  /** History made up to fill a gap: marked, and nobody is told. */
  isSynthetic?: boolean
}

export type PaymentReceipt = {
  borrowerId: string
  paymentId: string
  amountCents: Cents
  currency: Currency
  effectiveOn: LocalDate
  shares: { loanNumber: string; amountCents: Cents }[]
  isReplay: boolean
}

/** Of a receipt: the first answer and every later one name the loans in one order. */
export const byLoan = (a: { loanNumber: string }, b: { loanNumber: string }): number => (a.loanNumber < b.loanNumber ? -1 : Number(a.loanNumber > b.loanNumber))

/** Days back from today that a payment may count from. */
const REACH_BACK_DAYS = 1096

/** Why a payment cannot be taken, as a key below `errors.`; null when it can. */
export function refusePayment(
  payment: Pick<RecordPayment, 'amountCents' | 'currency' | 'effectiveOn'>,
  against: { currency: Currency; today: LocalDate; disbursedOn: LocalDate },
): { field: 'amount' | 'currency' | 'effectiveOn'; reason: string } | null {
  if (payment.amountCents <= 0) return { field: 'amount', reason: 'payment_amount_not_positive' }
  if (payment.currency !== against.currency) return { field: 'currency', reason: 'payment_currency_wrong' }
  if (payment.effectiveOn > against.today) return { field: 'effectiveOn', reason: 'payment_in_future' }
  if (payment.effectiveOn < against.disbursedOn) return { field: 'effectiveOn', reason: 'payment_before_loan' }
  return payment.effectiveOn < addDays(against.today, -REACH_BACK_DAYS) ? { field: 'effectiveOn', reason: 'payment_too_old' } : null
}

/** Tells one request from another under the same key. SHA-256 of everything that matters, in a fixed order. */
export function inputHash(input: RecordPayment): string {
  const { target, amountCents, currency, effectiveOn, channel, source, externalId } = input
  const parts = [target.kind, target.number, amountCents, currency, effectiveOn, channel, source, externalId]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
