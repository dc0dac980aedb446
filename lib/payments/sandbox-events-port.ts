import { setTimeout as wait } from 'node:timers/promises'
import { dateIn } from '../dates'
import { decimalText } from '../money'
import type { SandboxCheckout } from './sandbox-page'
import { signWebhook } from './webhook-signature'

export type SandboxEvent = { type: 'payment.succeeded' | 'checkout.declined' | 'checkout.expired'; checkout: SandboxCheckout }

/** Seconds before each further try, as providers space them. */
const RETRY_SECONDS: readonly number[] = [1, 2, 5, 15, 60, 300, 900, 3600]
type Line = { secretOf: () => string; now: () => Date; over: AbortSignal; pauses?: readonly number[] }
const PATIENCE_MS = 10_000

function bodyOf({ type, checkout }: SandboxEvent, at: Date): string {
  const { id, link, amountCents, currency, payee, description } = checkout
  const paid = { paymentId: `pay_${id}`, amount: decimalText(amountCents), currency, paidOn: dateIn(at, payee.timeZone), channel: 'wallet', remark: description }
  return JSON.stringify({ type, timestamp: at.toISOString(), data: type === 'payment.succeeded' ? { ...paid, link } : { link } })
}

/** Tells the lender, again and again until it is heard or `over`; resolves after the first try, whatever came of it. */
export async function tellLender(event: SandboxEvent, { secretOf, now, over, pauses = RETRY_SECONDS }: Line): Promise<void> {
  const id = `evt_${event.checkout.id}_${event.type}`
  const body = bodyOf(event, now())
  const send = () => post(event.checkout.webhookUrl, { id, body, secret: secretOf(), at: now() })
  if (await send()) return
  void (async () => {
    for (const seconds of pauses) {
      await wait(seconds * 1000, undefined, { ref: false, signal: over })
      if (await send()) return
    }
  })().catch(() => undefined)
}

async function post(url: string, { id, body, secret, at }: { id: string; body: string; secret: string; at: Date }): Promise<boolean> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const headers = { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signWebhook(secret, { id, timestamp }, body) }
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}
