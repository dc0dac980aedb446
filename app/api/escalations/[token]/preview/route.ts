import { getTranslations } from 'next-intl/server'
import { route } from '@/app/_server/route'
import { invalid, notFound } from '@/lib/errors'
import { getEscalation } from '@/lib/escalations/queries'
import { TermsInput } from '@/lib/plans/input'
import { previewPlan } from '@/lib/plans/option-queries'
import { fromToken } from '@/lib/url-token'

/** What changed terms would mean for the loans of an escalation's case; nothing is written. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params, url }) => {
    const ids = fromToken(params.token ?? '')
    if (!ids) throw notFound()
    const terms = TermsInput.safeParse(Object.fromEntries(url.searchParams))
    if (!terms.success) throw invalid('check_fields')
    const { caseId } = await getEscalation(ctx, ids.borrowerId, ids.id)
    if (!caseId) throw notFound()
    const preview = await previewPlan(ctx, ids.borrowerId, caseId, terms.data)
    const t = await getTranslations('errors')
    return { ...preview, texts: preview.ok ? [] : preview.refusals.map(({ reason, values }) => t(reason, values)) }
  },
})
