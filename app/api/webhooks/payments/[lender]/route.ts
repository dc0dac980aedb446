import { route } from '@/app/_server/route'
import { receiveWebhook } from '@/lib/payments/webhook-commands'

/** A payment provider's event, signed by Standard Webhooks. The same event again gets the same answer. */
export const POST = route({
  actor: 'webhook',
  run: async (ctx, { provider, eventId, body }) => receiveWebhook(ctx, { provider, eventId, body }),
})
