import { z } from 'zod'
import { parseLocalDate } from '@/lib/dates'
import { namesNoCard } from '@/lib/imports/numbers'
import { parseAmount } from '@/lib/money'

export const CHANNELS = ['bank_transfer', 'direct_debit', 'card', 'wallet', 'cash_deposit', 'cheque', 'other'] as const
export type PaymentChannel = (typeof CHANNELS)[number]

const MOST_CENTS = 100_000_000_000

/** "155.00" → 15500. */
export const amountText = z
  .string({ error: 'payment_amount_unreadable' })
  .trim()
  .transform((text, ctx) => {
    const amount = parseAmount(text)
    const message = amount === null ? 'payment_amount_unreadable' : amount <= 0 ? 'payment_amount_not_positive' : amount > MOST_CENTS ? 'payment_amount_too_large' : null
    if (amount !== null && message === null) return amount
    ctx.addIssue({ code: 'custom', message: message ?? 'payment_amount_unreadable' })
    return z.NEVER
  })

export const dateText = z.string({ error: 'payment_date_unreadable' }).transform((text, ctx) => {
  const date = parseLocalDate(text.trim())
  if (date) return date
  ctx.addIssue({ code: 'custom', message: 'payment_date_unreadable' })
  return z.NEVER
})

export const word = (message: string, max = 120) => z.string({ error: message }).trim().min(1, { error: message }).max(max, { error: 'text_too_long' })
const number = word('payment_number_needed', 60)
/** What people write beside money. */
export const withoutCard = <T extends z.ZodType<string, string | undefined>>(text: T): T => text.refine(namesNoCard, { error: 'card_number_refused' })
const reason = withoutCard(word('payment_reason_needed', 300))
const channel = z.enum(CHANNELS, { error: 'payment_channel_unknown' })

/** The body of `POST /api/v1/payments`: exactly one of the three numbers says whose money it is. */
export const PaymentBody = z
  .strictObject(
    {
      loanNumber: number.optional(),
      caseNumber: number.optional(),
      borrowerNumber: number.optional(),
      amount: amountText,
      currency: z.enum(['CNY', 'USD', 'GBP'], { error: 'payment_currency_unknown' }),
      effectiveOn: dateText,
      channel,
      source: word('payment_source_needed', 40).regex(/^[\w.:-]+$/, { error: 'payment_source_needed' }),
      externalId: word('payment_external_id_needed'),
    },
    { error: issue => (issue.code === 'unrecognized_keys' ? 'payment_field_unknown' : undefined) },
  )
  .refine(body => [body.loanNumber, body.caseNumber, body.borrowerNumber].filter(Boolean).length === 1, { path: ['loanNumber'], error: 'payment_number_needed' })
export type PaymentBody = z.output<typeof PaymentBody>

export const IdempotencyKey = z.string({ error: 'idempotency_key_needed' }).regex(/^[\x21-\x7e]{8,128}$/, { error: 'idempotency_key_needed' })

/** One of many: what alone would stand in the header stands beside it. */
export const BatchItem = z.strictObject({ idempotencyKey: IdempotencyKey, payment: PaymentBody })

const MOST_AT_ONCE = 500
/** The body of `POST /api/v1/payments/batch`; each item is read by `BatchItem` and answered for itself. */
export const PaymentsBody = z.strictObject({ payments: z.array(z.unknown()).min(1, { error: 'payments_none' }).max(MOST_AT_ONCE, { error: 'payments_too_many' }) })

export const ReversalBody = z.strictObject({ reason })

/** The staff form. `number` is a loan's, a case's or a borrower's; `requestId` is made with the form, so that it counts once. */
export const PaymentForm = z.object({
  number,
  amount: amountText,
  effectiveOn: dateText,
  channel,
  reference: withoutCard(z.string().trim().max(120, { error: 'text_too_long' }).default('')),
  requestId: z.uuid({ error: 'form_outdated' }),
})

export const ReversalForm = z.object({ token: z.string(), reason })

/** What stands in the list's address; anything unreadable is the first page. */
export const PaymentsFilter = z.object({ cursor: z.uuid().optional().catch(undefined) })
