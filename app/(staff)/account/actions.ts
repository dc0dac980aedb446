'use server'

import { z } from 'zod'
import { getTranslations } from 'next-intl/server'
import { action } from '@/app/_server/action'
import { changePassword, confirmTotp, endOwnSession } from '@/lib/accounts/own-account-commands'

const secret = z.string({ error: 'field_required' }).min(1, { error: 'field_required' }).max(200, { error: 'field_invalid' })

export const endSessionAction = action({
  actor: 'staff',
  input: z.object({ sessionId: z.uuid() }),
  run: async (ctx, { sessionId }) => {
    await endOwnSession(ctx, sessionId)
    return { revalidate: ['/account'] }
  },
})

export const confirmTotpAction = action({
  actor: 'staff',
  input: z.object({ secret, code: secret, password: secret }),
  secret: ['secret', 'password', 'code'],
  run: async (ctx, input) => {
    await confirmTotp(ctx, input)
    return { revalidate: ['/account'], message: (await getTranslations('account'))('totpDone') }
  },
})

export const changePasswordAction = action({
  actor: 'staff',
  input: z.object({ current: secret, next: secret }),
  secret: ['current', 'next'],
  run: async (ctx, input) => {
    await changePassword(ctx, input)
    return { message: (await getTranslations('account'))('passwordDone') }
  },
})
