import { getTranslations } from 'next-intl/server'
import { route } from '@/app/_server/route'
import { invalid, notFound } from '@/lib/errors'
import { getReviewSubject } from '@/lib/hardship/review-queries'
import { TermsInput } from '@/lib/plans/input'
import { previewPlan } from '@/lib/plans/option-queries'
import { fromToken } from '@/lib/url-token'

/** What terms would mean for the loans of an application; nothing is written. Reasons come as texts in the reader's language. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params, url }) => {
    const ids = fromToken(params.token ?? '')
    if (!ids) throw notFound()
    const terms = TermsInput.safeParse(Object.fromEntries(url.searchParams))
    if (!terms.success) throw invalid('check_fields')
    const { caseId } = await getReviewSubject(ctx, ids.borrowerId, ids.id)
    const preview = await previewPlan(ctx, ids.borrowerId, caseId, terms.data)
    const t = await getTranslations('errors')
    const reasons = preview.ok ? preview.limitReasons : preview.refusals
    return { ...preview, texts: reasons.map(({ reason, values }) => t(reason, values)) }
  },
})
