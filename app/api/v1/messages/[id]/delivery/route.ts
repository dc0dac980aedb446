import { z } from 'zod'
import { jsonBody, route } from '@/app/_server/route'
import { parseBody } from '@/lib/api/body'
import { notFound } from '@/lib/errors'
import type { Kept } from '@/lib/outbox/openapi'
import { keepReceipt } from '@/lib/outbox/receipt-commands'
import { ReceiptBody } from '@/lib/outbox/receipt-input'

/** 201 when the receipt is new; 200 when the same was told before. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request, params }) => {
    const id = z.uuid().safeParse(params.id)
    if (!id.success) throw notFound()
    const { delivery, at } = parseBody(ReceiptBody, await jsonBody(request))
    const { isReplay } = await keepReceipt(ctx, id.data, { delivery, at: new Date(at) })
    const body: Kept = { id: id.data, delivery, at }
    return Response.json(body, { status: isReplay ? 200 : 201, headers: { 'cache-control': 'no-store' } })
  },
})
