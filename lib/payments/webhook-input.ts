import { z } from 'zod'
import { withoutCardNumbers } from '@/lib/imports/numbers'
import { PaymentBody } from './input'

const { amount, currency, effectiveOn, channel } = PaymentBody.shape
const reference = z.string({ error: 'payment_external_id_needed' }).trim().min(1, { error: 'payment_external_id_needed' }).max(100, { error: 'text_too_long' })
const number = z.string().trim().min(1).max(60)
/** A provider's words are kept, a card's number in them is not. */
const text = (most: number) => z.string().trim().max(most).default('').transform(words => withoutCardNumbers(words.normalize('NFKC')))
const link = z.string().trim().min(1).max(100)

/** What a provider tells: `paymentId` is its own name of the payment, `link` our name of a checkout, `number` a loan's, case's or borrower's. */
export const WebhookEvent = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('payment.succeeded'),
    data: z.looseObject({
      paymentId: reference,
      link: link.optional(),
      number: number.optional(),
      amount,
      currency,
      paidOn: effectiveOn,
      channel: channel.default('other'),
      payerName: text(100),
      remark: text(500),
    }),
  }),
  z.looseObject({
    type: z.enum(['payment.refunded', 'payment.chargeback']),
    data: z.looseObject({ paymentId: reference, amount: amount.optional(), reason: text(300) }),
  }),
  z.looseObject({ type: z.literal('checkout.declined'), data: z.looseObject({ link }) }),
  z.looseObject({ type: z.literal('checkout.expired'), data: z.looseObject({ link }) }),
])
/** What is said of an event that cannot be read any further. */
export const WebhookName = z.looseObject({
  type: z.string().max(60).optional().catch(undefined),
  data: z.looseObject({ paymentId: reference.optional().catch(undefined) }).optional().catch(undefined),
})
export type WebhookEvent = z.output<typeof WebhookEvent>
export type Succeeded = Extract<WebhookEvent, { type: 'payment.succeeded' }>['data']
export type TakenBack = Extract<WebhookEvent, { type: 'payment.refunded' | 'payment.chargeback' }>
export type CheckoutEnded = Extract<WebhookEvent, { type: 'checkout.declined' | 'checkout.expired' }>
