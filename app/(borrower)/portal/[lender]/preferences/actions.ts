'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { borrowerCookie } from '@/app/_server/cookies'
import { localeCookie, locales } from '@/components/layout/preferences'
import { setConsent, setLanguage } from '@/lib/preferences/commands'

const lender = z.string()
const back = (lender: string) => ({ redirectTo: `/portal/${lender}/preferences?done=saved` })

export const saveLanguage = action({
  actor: 'borrower',
  input: z.object({ lender, locale: z.enum(locales, 'field_invalid') }),
  run: async (ctx, input) => {
    await setLanguage(ctx, input.locale)
    ;(await cookies()).set(localeCookie, input.locale, { ...borrowerCookie().options, maxAge: 365 * 24 * 3600 })
    return back(input.lender)
  },
})

export const saveConsent = action({
  actor: 'borrower',
  input: z.object({ lender, point: z.uuid('field_invalid'), consent: z.enum(['granted', 'refused'], 'field_invalid') }),
  run: async (ctx, input) => {
    await setConsent(ctx, input.point, input.consent)
    return back(input.lender)
  },
})
