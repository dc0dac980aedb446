import { z } from 'zod'
import { PaymentBody } from './input'

const { amount, currency, effectiveOn, channel } = PaymentBody.shape
const reference = z.string({ error: 'payment_external_id_needed' }).trim().min(1, { error: 'payment_external_id_needed' }).max(100, { error: 'text_too_long' })
const number = z.string().trim().min(1).max(60)

/** What a provider tells: `paymentId` is its own name of the payment, `number` a loan's, case's or borrower's. */
export const WebhookEvent = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('payment.succeeded'),
    data: z.looseObject({
      paymentId: reference,
      number: number.optional(),
      amount,
      currency,
      paidOn: effectiveOn,
      channel: channel.default('other'),
      payerName: z.string().trim().max(100).default(''),
      remark: z.string().trim().max(500).default(''),
    }),
  }),
  z.looseObject({
    type: z.enum(['payment.refunded', 'payment.chargeback']),
    data: z.looseObject({ paymentId: reference, amount: amount.optional(), reason: z.string().trim().max(300).default('') }),
  }),
])
export type WebhookEvent = z.output<typeof WebhookEvent>
export type Succeeded = Extract<WebhookEvent, { type: 'payment.succeeded' }>['data']
export type TakenBack = Exclude<WebhookEvent, { type: 'payment.succeeded' }>
