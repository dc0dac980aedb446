import { jsonBody, route } from '@/app/_server/route'
import { parseBody } from '@/lib/api/body'
import { decisionBody } from '@/lib/guard/api'
import { takeDecision } from '@/lib/guard/machine-commands'
import { DecisionBody } from '@/lib/guard/machine-input'
import { idempotencyKeyOf } from '@/lib/payments/api'

/** A decision for a real person, stored; when allowed, to be used within ten minutes. A block is an answer too: 201. */
export const POST = route({
  actor: 'machine',
  run: async (ctx, { request }) => {
    const key = idempotencyKeyOf(request)
    const { borrowerId, decision } = await takeDecision(ctx, parseBody(DecisionBody, await jsonBody(request)), key)
    return Response.json(decisionBody(borrowerId, decision, ctx.now), { status: 201, headers: { 'cache-control': 'no-store' } })
  },
})
