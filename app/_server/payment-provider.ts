import { cache } from 'react'
import { paymentProvider, type PaymentProvider } from '@/lib/payments/provider-port'
import { hasWebhookSecret } from '@/lib/payments/webhook-secret-queries'
import { systemContext } from './context'

/** Where this lender's borrowers can pay by a link; null without a provider, or without the secret that makes its word believed. */
export const findProvider = cache(async (lenderId: string): Promise<PaymentProvider | null> => {
  const provider = paymentProvider()
  return provider && (await hasWebhookSecret(await systemContext(lenderId))) ? provider : null
})
