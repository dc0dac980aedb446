'use server'

import { action } from '@/app/_server/action'
import { notFound } from '@/lib/errors'
import { reversePayment } from '@/lib/payments/commands'
import { PaymentForm, ReversalForm } from '@/lib/payments/input'
import { enterPayment } from '@/lib/payments/proposal-commands'
import { fromToken, toToken } from '@/lib/url-token'

export const recordPaymentAction = action({
  actor: 'staff',
  input: PaymentForm,
  run: async (ctx, { number, amount, reference, requestId, ...rest }) => {
    const { borrowerId, paymentId } = await enterPayment(ctx, {
      ...rest,
      target: { kind: 'any', number },
      amountCents: amount,
      currency: ctx.lender.currency,
      reference,
      requestId,
    })
    return { redirectTo: paymentId ? `/payments/${toToken(borrowerId, paymentId)}` : '/payments/to-confirm' }
  },
})

export const reversePaymentAction = action({
  actor: 'staff',
  input: ReversalForm,
  run: async (ctx, { token, reason }) => {
    const key = fromToken(token)
    if (!key) throw notFound()
    await reversePayment(ctx, { borrowerId: key.borrowerId, paymentId: key.id, reason })
    return { revalidate: [`/payments/${token}`, '/payments'] }
  },
})
