'use server'

import { action } from '@/app/_server/action'
import { settleProviderEvent } from '@/lib/payments/provider-event-commands'
import { EndSecretForm, SecretForm, SettleForm } from '@/lib/payments/provider-input'
import { endWebhookSecret, replaceWebhookSecret } from '@/lib/payments/webhook-secret-commands'

export const settleEventAction = action({
  actor: 'staff',
  input: SettleForm,
  run: async (ctx, input) => {
    await settleProviderEvent(ctx, input)
    return { redirectTo: '/payments/provider' }
  },
})

/** The secret comes back once and is shown nowhere again. */
export const replaceSecretAction = action({
  actor: 'staff',
  input: SecretForm,
  secret: ['secret'],
  run: async (ctx, input) => {
    const { secret } = await replaceWebhookSecret(ctx, input)
    return { values: { secret }, revalidate: ['/payments/provider/secrets'] }
  },
})

export const endSecretAction = action({
  actor: 'staff',
  input: EndSecretForm,
  run: async (ctx, { secretId }) => {
    await endWebhookSecret(ctx, secretId)
    return { redirectTo: '/payments/provider/secrets' }
  },
})
