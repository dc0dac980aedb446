import { createHmac, timingSafeEqual } from 'node:crypto'

/** As Standard Webhooks names them, `webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature`. */
export type SignedHeaders = { id: string; timestamp: string; signature: string }

const TOLERANCE_SECONDS = 300

/** `v1,<base64>` of HMAC-SHA256 over id, timestamp and the body as it was sent. The secret is `whsec_` and base64. */
export function signWebhook(secret: string, { id, timestamp }: Pick<SignedHeaders, 'id' | 'timestamp'>, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** True when one of the signatures is this secret's and the event is at most five minutes old or early. */
export function isSigned(secret: string, headers: SignedHeaders, body: string, now: Date): boolean {
  if (!/^\d{1,12}$/.test(headers.timestamp) || headers.id === '' || headers.id.length > 200) return false
  if (Math.abs(now.getTime() / 1000 - Number(headers.timestamp)) > TOLERANCE_SECONDS) return false
  const wanted = Buffer.from(signWebhook(secret, headers, body))
  return headers.signature.split(' ').some(given => {
    const bytes = Buffer.from(given)
    return bytes.length === wanted.length && timingSafeEqual(bytes, wanted)
  })
}
