import { jsonBody, route } from '@/app/_server/route'
import { idempotencyKeyOf, parseBody, paymentOf, receiptBody } from '@/lib/payments/api'
import { recordPaymentAmongOthers } from '@/lib/payments/gather-commands'
import { PaymentBody } from '@/lib/payments/input'

/** 201 the first time; 200 with the same answer when the same request comes again. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request }) => {
    const key = idempotencyKeyOf(request)
    const receipt = await recordPaymentAmongOthers(ctx, paymentOf(parseBody(PaymentBody, await jsonBody(request)), key))
    return Response.json(receiptBody(receipt), { status: receipt.isReplay ? 200 : 201, headers: { 'cache-control': 'no-store' } })
  },
})
