import { route } from '@/app/_server/route'
import { parseBody } from '@/lib/api/body'
import { invalid } from '@/lib/errors'
import { takeWebhookEvent } from '@/lib/payments/webhook-commands'
import { WebhookEvent } from '@/lib/payments/webhook-input'

/** A payment provider's event, signed by Standard Webhooks. The same event again gets the same answer. */
export const POST = route({
  actor: 'webhook',
  run: async (ctx, { provider, eventId, body }) => takeWebhookEvent(ctx, { provider, eventId, body, event: parseBody(WebhookEvent, read(body)) }),
})

function read(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    throw invalid('body_not_json')
  }
}
