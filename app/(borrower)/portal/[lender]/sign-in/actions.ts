'use server'

import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { clock, publicLender } from '@/app/_server/context'
import { borrowerCookie } from '@/app/_server/cookies'
import { database } from '@/app/_server/db'
import { requestSignInCode, verifySignInCode } from '@/lib/accounts/borrower-sign-in-commands'
import { endBorrowerSession } from '@/lib/accounts/session-commands'
import { DomainError } from '@/lib/errors'
import { forgetPhone, keepPhone, keptPhone } from './pending-phone'

const reasons = { wrong: 'sign_in_code_wrong', unknown: 'sign_in_code_wrong', expired: 'sign_in_code_expired', too_many: 'sign_in_code_used_up' } as const
const slug = z.string().regex(/^[a-z0-9-]{1,60}$/, 'field_invalid')
const address = async () => (await headers()).get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'direct'

export const sendCode = action({
  actor: 'nobody',
  input: z.object({ lender: slug, phone: z.string().trim().min(6, 'phone_invalid').max(24, 'phone_invalid') }),
  run: async ({ lender, phone }) => {
    await publicLender(lender)
    await requestSignInCode(await database(), clock(), { lenderSlug: lender, phone, address: await address() })
    await keepPhone(lender, phone)
    return { redirectTo: `/portal/${lender}/sign-in/code` }
  },
})

export const enterCode = action({
  actor: 'nobody',
  input: z.object({
    lender: slug,
    code: z
      .string()
      .transform(text => text.replaceAll(/\s/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, 'code_six_digits')),
    idLastFour: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z]{4}$/, 'id_last_four_needed')
      .transform(text => text.toUpperCase()),
  }),
  secret: ['code', 'idLastFour'],
  run: async ({ lender, code, idLastFour }) => {
    const phone = await keptPhone(lender)
    if (!phone) return { redirectTo: `/portal/${lender}/sign-in` }
    const session = await verifySignInCode(await database(), clock(), { lenderSlug: lender, phone, code, idLastFour, address: await address() })
    if ('refusal' in session) throw new DomainError('unauthenticated', reasons[session.refusal])
    const cookie = borrowerCookie()
    ;(await cookies()).set(cookie.name, session.token, cookie.options)
    await forgetPhone()
    return { redirectTo: `/portal/${lender}` }
  },
})

export const signOut = action({
  actor: 'nobody',
  input: z.object({ lender: slug }),
  run: async ({ lender }) => {
    const cookie = borrowerCookie()
    const jar = await cookies()
    const token = jar.get(cookie.name)?.value
    if (token) await endBorrowerSession(await database(), clock(), token)
    jar.delete({ name: cookie.name, path: '/', secure: cookie.options.secure })
    return { redirectTo: `/portal/${lender}/sign-in` }
  },
})
