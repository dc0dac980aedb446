'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { assignCase } from '@/lib/cases/assign-commands'
import { AddNote, AsideCase, AssignCase, CaseToken, OnlyToken, SnoozeCase } from '@/lib/cases/input'
import { asleepUntil } from '@/lib/cases/snooze'
import { addNote, claimCase, finishCase, nextCase, snoozeCase, wakeCase } from '@/lib/cases/work-commands'
import { toToken } from '@/lib/url-token'

const pageOf = (key: { borrowerId: string; caseId: string }) => `/cases/${toToken(key.borrowerId, key.caseId)}`

/** Done with this one, and straight on to the next; without a next one, to the desk. */
export const finishAndNextAction = action({
  actor: 'staff',
  input: z.object({ token: CaseToken }),
  run: async (ctx, { token }) => {
    await finishCase(ctx, token)
    const next = await nextCase(ctx)
    return { redirectTo: next ? pageOf(next) : '/desk' }
  },
})

export const nextCaseAction = action({
  actor: 'staff',
  input: z.object({}),
  run: async ctx => {
    const next = await nextCase(ctx)
    if (next) return { redirectTo: pageOf(next) }
    return { message: (await getTranslations('desk'))('nothingLeft') }
  },
})

export const finishAction = action({
  actor: 'staff',
  input: OnlyToken,
  run: async (ctx, { token }) => {
    await finishCase(ctx, token)
    return { message: (await getTranslations('desk'))('doneSaid') }
  },
})

export const wakeAction = action({
  actor: 'staff',
  input: OnlyToken,
  run: async (ctx, { token }) => {
    await wakeCase(ctx, token)
    return { revalidate: [pageOf(token)], message: (await getTranslations('desk'))('wokenSaid') }
  },
})

export const snoozeAction = action({
  actor: 'staff',
  input: SnoozeCase,
  run: async (ctx, { token, ...input }) => {
    await snoozeCase(ctx, { ...token, ...input })
    return { revalidate: [pageOf(token)], message: (await getTranslations('desk'))('snoozedSaid', { until: input.until }) }
  },
})

/** What is not allowed now comes back at the moment when it is. */
export const asideAction = action({
  actor: 'staff',
  input: AsideCase,
  run: async (ctx, { token, until }) => {
    await snoozeCase(ctx, { ...token, until, reason: 'not_allowed_yet' })
    const words = asleepUntil(until, ctx.now, ctx.lender.timeZone) ?? ''
    return { revalidate: [pageOf(token)], message: (await getTranslations('desk'))('snoozedSaid', { until: words }) }
  },
})

export const assignAction = action({
  actor: 'staff',
  input: AssignCase,
  run: async (ctx, { token, ownerId }) => {
    await assignCase(ctx, { ...token, ownerId })
    return { revalidate: [pageOf(token)], message: (await getTranslations('desk'))('assignedSaid') }
  },
})

export const noteAction = action({
  actor: 'staff',
  input: AddNote,
  run: async (ctx, { token, body }) => {
    await addNote(ctx, { ...token, body })
    return { revalidate: [pageOf(token)], message: (await getTranslations('desk'))('notedSaid') }
  },
})

export const takeOverAction = action({
  actor: 'staff',
  input: OnlyToken,
  run: async (ctx, { token }) => {
    await claimCase(ctx, token, true)
    return { revalidate: [pageOf(token)] }
  },
})
