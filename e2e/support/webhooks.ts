import type { APIRequestContext, APIResponse } from '@playwright/test'
import { sandboxSecret } from '@/lib/payments/sandbox-secret'
import { signWebhook } from '@/lib/payments/webhook-signature'
import type { Server } from './servers'

type Own = { secret?: string; minutesOld?: number; signature?: string; body?: string }

/** The secret that the demo world's lender knows the sandbox by. */
export const secretOf = (server: Server, slug: string): string => sandboxSecret(server.env.LEEWAY_PAYMENT_PROVIDER_KEY ?? '', slug)

/** Sends a provider's event to the lender `anhe` as a provider would, but for what is told otherwise. */
export async function sendEvent(request: APIRequestContext, server: Server, id: string, payload: object, own: Own = {}): Promise<APIResponse> {
  const seconds = Math.floor((Date.now() + Number(server.env.LEEWAY_CLOCK_OFFSET_DAYS) * 86_400_000) / 1000)
  const timestamp = String(seconds - (own.minutesOld ?? 0) * 60)
  const body = JSON.stringify(payload)
  const signature = own.signature ?? signWebhook(own.secret ?? secretOf(server, 'anhe'), { id, timestamp }, body)
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  return request.post(`${server.url}/api/webhooks/payments/anhe`, { headers, data: own.body ?? body })
}
