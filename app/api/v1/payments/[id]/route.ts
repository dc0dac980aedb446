import { route } from '@/app/_server/route'
import { notFound } from '@/lib/errors'
import { detailBody } from '@/lib/payments/api'
import { getPayment } from '@/lib/payments/queries'
import { fromToken } from '@/lib/url-token'

export const GET = route({
  actor: 'api',
  run: async (ctx, { params }) => {
    const key = fromToken(params.id ?? '')
    if (!key) throw notFound()
    return detailBody(await getPayment(ctx, key.borrowerId, key.id))
  },
})
