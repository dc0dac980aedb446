'use server'

import { headers } from 'next/headers'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { clock, requestId } from '@/app/_server/context'
import { database } from '@/app/_server/db'
import { DomainError } from '@/lib/errors'
import { optOut } from '@/lib/preferences/opt-out-commands'

export const stopMessagesAction = action({
  actor: 'nobody',
  input: z.object({ code: z.string().trim().max(40, 'trust_code_needed') }),
  run: async ({ code }) => {
    const address = (await headers()).get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'direct'
    const done = await optOut(await database(), clock(), { code, address, requestId: await requestId() })
    if (!done) throw new DomainError('not_found', 'trust_code_unknown')
    return { redirectTo: `/stop/${encodeURIComponent(code)}` }
  },
})
