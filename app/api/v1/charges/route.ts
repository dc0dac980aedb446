import { jsonBody, route } from '@/app/_server/route'
import { findTarget } from '@/lib/borrowers/find-queries'
import { notFound } from '@/lib/errors'
import { addCharge } from '@/lib/loans/commands'
import { chargeBody } from '@/lib/loans/charge-openapi'
import { ChargeBody } from '@/lib/loans/charge-input'
import { idempotencyKeyOf, parseBody } from '@/lib/payments/api'

/** 201 the first time; 200 with the same answer when the same request comes again. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request }) => {
    const requestKey = idempotencyKeyOf(request)
    const { loanNumber, amount: amountCents, ...charge } = parseBody(ChargeBody, await jsonBody(request))
    const { borrowerId, loanId } = await findTarget(ctx, { kind: 'loan', number: loanNumber })
    if (!loanId) throw notFound()
    const { chargeId, isReplay } = await addCharge(ctx, { ...charge, borrowerId, loanId, amountCents, requestKey })
    return Response.json(chargeBody({ ...charge, loanNumber, borrowerId, chargeId, amountCents }), { status: isReplay ? 200 : 201, headers: { 'cache-control': 'no-store' } })
  },
})
