'use server'

import { headers } from 'next/headers'
import { getLocale, getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { clock } from '@/app/_server/context'
import { database } from '@/app/_server/db'
import { momentInWords } from '@/components/ui/date-words'
import type { Locale } from '@/lib/context'
import { DomainError } from '@/lib/errors'
import { findTrustCode } from '@/lib/outbox/queries'

export const checkCode = action({
  actor: 'nobody',
  input: z.object({ code: z.string().trim().min(1, 'trust_code_needed').max(40, 'trust_code_needed') }),
  run: async ({ code }) => {
    const address = (await headers()).get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'direct'
    const found = await findTrustCode(await database(), clock(), { code, address })
    if (!found) throw new DomainError('not_found', 'trust_code_unknown')
    const t = await getTranslations('trust')
    const locale = (await getLocale()) as Locale
    const when = momentInWords(found.handedAt, locale, 'Asia/Shanghai')
    return { message: t('yes', { lender: found.lender[locale], kind: t(`kind.${found.kind}`), when }), values: { code } }
  },
})
