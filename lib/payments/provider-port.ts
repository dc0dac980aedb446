import { z } from 'zod'
import type { Locale } from '../context'
import { decimalText, type Cents, type Currency } from '../money'

export type CheckoutRequest = {
  /** Ours; comes back in the event and makes a repeated request one checkout. */
  link: string
  amountCents: Cents
  currency: Currency
  payee: { slug: string; name: string; timeZone: string }
  /** What the payer sees beside the amount. */
  description: string
  locale: Locale
  /** Where the payer's browser goes afterwards. */
  returnUrl: string
  /** Where the provider's signed events go. */
  webhookUrl: string
  expiresAt: Date
}
export type Checkout = { address: string; reference: string }
export type PaymentProvider = { origin: string; open: (request: CheckoutRequest) => Promise<Checkout> }

const Answer = z.object({ id: z.string().min(1).max(200), url: z.url() })
const PATIENCE_MS = 10_000

/** A provider that answers `POST /checkouts` with `{ id, url }`; its page must lie on its own origin, where the browser may go. */
export function httpProvider(url: string, key: string): PaymentProvider {
  const { origin } = new URL(url)
  return {
    origin,
    open: async ({ link, amountCents, expiresAt, ...rest }) => {
      const response = await fetch(`${url.replace(/\/$/, '')}/checkouts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'idempotency-key': link },
        body: JSON.stringify({ ...rest, link, amount: decimalText(amountCents), expiresAt: expiresAt.toISOString() }),
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE_MS),
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw new Error(`the payment provider answered ${response.status}`)
      }
      const { id, url: address } = Answer.parse(await response.json())
      if (new URL(address).origin !== origin) throw new Error('the payment provider names a page of another origin')
      return { address, reference: id }
    },
  }
}

/** The provider of LEEWAY_PAYMENT_PROVIDER_URL; null where none is named. */
export function paymentProvider(env: Record<string, string | undefined> = process.env): PaymentProvider | null {
  const { LEEWAY_PAYMENT_PROVIDER_URL: url, LEEWAY_PAYMENT_PROVIDER_KEY: key } = env
  return url && key ? httpProvider(url, key) : null
}
