import { jsonBody, route } from '@/app/_server/route'
import { notFound } from '@/lib/errors'
import { detailBody, parseBody } from '@/lib/payments/api'
import { reversePayment } from '@/lib/payments/commands'
import { ReversalBody } from '@/lib/payments/input'
import { getPayment } from '@/lib/payments/queries'
import { fromToken } from '@/lib/url-token'

/** 201 when it was reversed now; 200 when it had been before. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request, params }) => {
    const key = fromToken(params.id ?? '')
    if (!key) throw notFound()
    const { reason } = parseBody(ReversalBody, await jsonBody(request))
    const { isReplay } = await reversePayment(ctx, { borrowerId: key.borrowerId, paymentId: key.id, reason })
    const found = await getPayment(ctx, key.borrowerId, key.id)
    return Response.json(detailBody(found), { status: isReplay ? 200 : 201, headers: { 'cache-control': 'no-store' } })
  },
})
