import { route } from '@/app/_server/route'
import { getOverview } from '@/lib/cases/overview-queries'
import { notFound } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

/** The peek: what the case page's head and side say. */
export const GET = route({
  actor: 'staff',
  run: (ctx, { params }) => {
    const key = fromToken(params.token ?? '')
    if (!key) throw notFound()
    return getOverview(ctx, key.borrowerId, key.id)
  },
})
