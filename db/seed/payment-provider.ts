import { createHash } from 'node:crypto'
import type { Ctx } from '@/lib/context'
import { decimalText } from '@/lib/money'
import { SANDBOX, sandboxSecret } from '@/lib/payments/sandbox-secret'
import { takeWebhookEvent } from '@/lib/payments/webhook-commands'
import { WebhookEvent } from '@/lib/payments/webhook-input'
import { setWebhookSecret } from '@/lib/payments/webhook-secret-commands'
import { hasWebhookSecret } from '@/lib/payments/webhook-secret-queries'

/** Each lender believes the sandbox's word, where the demo runs one. */
export async function seedProvider(ctx: Ctx, key = process.env.LEEWAY_PAYMENT_PROVIDER_KEY): Promise<void> {
  if (!key || (await hasWebhookSecret(ctx))) return
  await setWebhookSecret(ctx, { provider: SANDBOX, secret: sandboxSecret(key, ctx.lender.slug) })
}

/** What the provider told and nobody can carry out without a person: a part given back, and a refund of a payment it never reported. */
export async function seedProviderEvents(ctx: Ctx, borrowerNumber: string): Promise<void> {
  const name = createHash('sha256').update(`${ctx.lender.slug} ${borrowerNumber}`).digest('hex').slice(0, 10)
  const paid = { paymentId: `pay_${name}`, number: borrowerNumber, amount: decimalText(30_000), currency: ctx.lender.currency, paidOn: ctx.today, channel: 'wallet' }
  const events = [
    { type: 'payment.succeeded', data: paid },
    { type: 'payment.refunded', data: { paymentId: paid.paymentId, amount: decimalText(10_000), reason: 'duplicate part' } },
    { type: 'payment.refunded', data: { paymentId: `pay_${name}x`, reason: 'requested_by_customer' } },
  ]
  for (const [i, event] of events.entries()) {
    await takeWebhookEvent(ctx, { provider: SANDBOX, eventId: `evt_${name}_${i}`, body: JSON.stringify(event), event: WebhookEvent.parse(event) })
  }
}
