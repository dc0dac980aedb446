import { route } from '@/app/_server/route'
import { notFound } from '@/lib/errors'
import { cancelCharge } from '@/lib/loans/commands'
import { fromToken } from '@/lib/url-token'

/** 200 when it was taken back now; 409 when it had been before. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { params }) => {
    const key = fromToken(params.id ?? '')
    if (!key) throw notFound()
    await cancelCharge(ctx, { borrowerId: key.borrowerId, chargeId: key.id })
    return Response.json({ id: params.id, isCancelled: true }, { headers: { 'cache-control': 'no-store' } })
  },
})
