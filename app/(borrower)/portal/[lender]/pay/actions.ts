'use server'

import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { findProvider } from '@/app/_server/payment-provider'
import { subjectToken } from '@/app/_server/subject-token'
import { conflict, notFound } from '@/lib/errors'
import { parseAmount } from '@/lib/money'
import { beginLink, openCheckout } from '@/lib/payments/link-commands'

const lender = z.string().regex(/^[a-z0-9-]{1,60}$/, 'field_invalid')
const localeNow = async () => ((await getLocale()) === 'en' ? 'en' : 'zh-CN')

export const payNow = action({
  actor: 'borrower',
  input: z.object({
    lender,
    requestId: z.uuid({ error: 'form_outdated' }),
    choice: z.string({ error: 'pay_choice_gone' }).max(60, 'field_invalid'),
    amount: z.string().max(30, 'payment_amount_unreadable').default(''),
    loan: z.union([z.literal(''), z.uuid()]).default(''),
  }),
  run: async (ctx, { requestId, choice, amount, loan }) => {
    const provider = await findProvider(ctx.actor.lenderId)
    if (!provider) throw conflict('provider_away')
    const { linkId } = await beginLink(ctx, { requestId, choice, otherCents: parseAmount(amount), loanId: loan || null })
    return { redirectTo: (await openCheckout(ctx, provider, linkId, await localeNow())).address }
  },
})

export const goOnPaying = action({
  actor: 'borrower',
  input: z.object({ lender, token: subjectToken }),
  run: async (ctx, { token }) => {
    if (token.borrowerId !== ctx.actor.id) throw notFound()
    const provider = await findProvider(ctx.actor.lenderId)
    if (!provider) throw conflict('provider_away')
    return { redirectTo: (await openCheckout(ctx, provider, token.id, await localeNow())).address }
  },
})
