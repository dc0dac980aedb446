import { jsonBody, route } from '@/app/_server/route'
import { chargeBody } from '@/lib/loans/charge-openapi'
import { ChargeBody } from '@/lib/loans/charge-input'
import { billCharge } from '@/lib/loans/commands'
import { idempotencyKeyOf, parseBody } from '@/lib/payments/api'

/** 201 the first time; 200 with the same answer when the same request comes again. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request }) => {
    const requestKey = idempotencyKeyOf(request)
    const { amount: amountCents, ...charge } = parseBody(ChargeBody, await jsonBody(request))
    const { isReplay, ...found } = await billCharge(ctx, { ...charge, amountCents, requestKey })
    return Response.json(chargeBody({ ...charge, ...found, amountCents }), { status: isReplay ? 200 : 201, headers: { 'cache-control': 'no-store' } })
  },
})
