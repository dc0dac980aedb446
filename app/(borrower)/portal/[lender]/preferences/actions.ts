'use server'

import { cookies } from 'next/headers'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { borrowerCookie } from '@/app/_server/cookies'
import { localeCookie, locales } from '@/components/layout/preferences'
import { setPreferences } from '@/lib/preferences/commands'
import { consents } from '@/lib/preferences/consent'
import { contactHours } from '@/lib/preferences/contact-hours'
import { getPreferences } from '@/lib/preferences/queries'

const lender = z.string()
const back = (lender: string) => ({ redirectTo: `/portal/${lender}/preferences?done=saved` })

export const savePreferences = action({
  actor: 'borrower',
  input: z.looseObject({ lender, locale: z.enum(locales, 'field_invalid'), hours: z.enum([...contactHours, 'any'], 'field_invalid').optional() }),
  run: async (ctx, input) => {
    const { points } = await getPreferences(ctx)
    const wishes = Object.fromEntries(
      points.flatMap(({ id }) => {
        const consent = consents.find(one => one === input[`consent_${id}`])
        return consent ? [[id, consent] as const] : []
      }),
    )
    await setPreferences(ctx, { locale: input.locale, hours: input.hours === 'any' ? null : input.hours, consents: wishes })
    ;(await cookies()).set(localeCookie, input.locale, { ...borrowerCookie().options, maxAge: 365 * 24 * 3600 })
    return back(input.lender)
  },
})
