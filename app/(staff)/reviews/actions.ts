'use server'

import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { subjectToken } from '@/app/_server/subject-token'
import { declineReasons, evidenceTopics, lineReviews } from '@/lib/hardship/evidence-topics'
import { getReviewSubject } from '@/lib/hardship/review-queries'
import { declineApplication, releaseReview, requestMore, reviewLine, takeReview } from '@/lib/hardship/review-commands'
import { proposePlans } from '@/lib/plans/commands'
import { withdrawOffer } from '@/lib/plans/counter-commands'
import { OffersInput } from '@/lib/plans/offers-input'
import { replyToBorrower } from '@/lib/threads/commands'
import { toToken } from '@/lib/url-token'

const note = z.string().trim().max(2000, { error: 'text_too_long' }).optional()
const several = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .union([z.enum(values), z.array(z.enum(values))])
    .optional()
    .transform(value => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
const texts = () => getTranslations('reviews')

export const takeAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken }),
  run: async (ctx, { token: { borrowerId, id, path } }) => {
    await takeReview(ctx, { borrowerId, applicationId: id })
    return { revalidate: [`/reviews/${path}`] }
  },
})

export const releaseAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken }),
  run: async (ctx, { token: { borrowerId, id, path } }) => {
    await releaseReview(ctx, { borrowerId, applicationId: id })
    return { revalidate: [`/reviews/${path}`] }
  },
})

export const judgeLineAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, line: z.uuid(), review: z.enum(lineReviews), note }),
  run: async (ctx, { token: { borrowerId, id, path }, line, review, note }) => {
    await reviewLine(ctx, { borrowerId, applicationId: id, lineId: line, review, note: note ?? null })
    return { revalidate: [`/reviews/${path}`] }
  },
})

export const askAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, topics: several(evidenceTopics), note }),
  run: async (ctx, { token: { borrowerId, id, path }, topics, note }) => {
    await requestMore(ctx, { borrowerId, applicationId: id, topics, note: note ?? null })
    return { revalidate: [`/reviews/${path}`], message: (await texts())('asked') }
  },
})

export const declineAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, reasons: several(declineReasons), note }),
  run: async (ctx, { token: { borrowerId, id, path }, reasons, note }) => {
    await declineApplication(ctx, { borrowerId, applicationId: id, reasons, note: note ?? '' })
    return { revalidate: [`/reviews/${path}`], message: (await texts())('declined') }
  },
})

export const replyAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, requestKey: z.uuid(), body: z.string().max(4000, { error: 'text_too_long' }) }),
  run: async (ctx, { token: { borrowerId, id, path }, requestKey, body }) => {
    const { caseId } = await getReviewSubject(ctx, borrowerId, id)
    await replyToBorrower(ctx, { borrowerId, caseId, applicationId: id, body, requestKey })
    return { revalidate: [`/reviews/${path}`], message: (await texts())('replied') }
  },
})

export const proposeAction = action({
  actor: 'staff',
  input: z.looseObject({ token: subjectToken, note }).and(OffersInput),
  run: async (ctx, { token: { borrowerId, id, path }, note, terms }) => {
    const proposed = await proposePlans(ctx, { borrowerId, applicationId: id, terms, note: note ?? null })
    const waiting = proposed.filter(plan => plan.status === 'awaiting_approval').length
    const t = await getTranslations('plans')
    return { revalidate: [`/reviews/${path}`], message: t('proposed', { offered: proposed.length - waiting, waiting }).trim() }
  },
})

export const withdrawAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, reason: z.string().trim().max(500, { error: 'text_too_long' }) }),
  run: async (ctx, { token: { borrowerId, id }, reason }) => {
    const { applicationId } = await withdrawOffer(ctx, { borrowerId, planId: id, reason })
    const t = await getTranslations('plans')
    return { revalidate: applicationId ? [`/reviews/${toToken(borrowerId, applicationId)}`] : [], message: t('withdrawn') }
  },
})
