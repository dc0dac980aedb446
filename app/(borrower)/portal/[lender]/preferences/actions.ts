'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { borrowerCookie } from '@/app/_server/cookies'
import { localeCookie, locales } from '@/components/layout/preferences'
import { setConsent, setContactHours, setLanguage } from '@/lib/preferences/commands'
import { contactHours } from '@/lib/preferences/contact-hours'
import { getPreferences } from '@/lib/preferences/queries'

const lender = z.string()
const back = (lender: string) => ({ redirectTo: `/portal/${lender}/preferences?done=saved` })

export const savePreferences = action({
  actor: 'borrower',
  input: z.looseObject({ lender, locale: z.enum(locales, 'field_invalid'), hours: z.enum([...contactHours, 'any'], 'field_invalid').optional() }),
  run: async (ctx, input) => {
    const { points } = await getPreferences(ctx)
    await setLanguage(ctx, input.locale)
    if (input.hours) await setContactHours(ctx, input.hours === 'any' ? null : input.hours)
    for (const { id } of points) {
      const consent = input[`consent_${id}`]
      if (consent === 'granted' || consent === 'refused') await setConsent(ctx, id, consent)
    }
    ;(await cookies()).set(localeCookie, input.locale, { ...borrowerCookie().options, maxAge: 365 * 24 * 3600 })
    return back(input.lender)
  },
})
