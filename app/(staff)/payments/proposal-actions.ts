'use server'

import { action } from '@/app/_server/action'
import { notFound } from '@/lib/errors'
import { askRefund, decideProposal } from '@/lib/payments/proposal-commands'
import { ProposalForm, RefundForm } from '@/lib/payments/proposal-input'
import { fromToken } from '@/lib/url-token'

export const decideProposalAction = action({
  actor: 'staff',
  input: ProposalForm,
  run: async (ctx, { token, decision, note }) => {
    const key = fromToken(token)
    if (!key) throw notFound()
    await decideProposal(ctx, { borrowerId: key.borrowerId, proposalId: key.id, decision, note })
    return { redirectTo: '/payments/to-confirm' }
  },
})

export const askRefundAction = action({
  actor: 'staff',
  input: RefundForm,
  run: async (ctx, { loanNumber, amount, reason, requestId }) => {
    await askRefund(ctx, { loanNumber, amountCents: amount, reason, requestId })
    return { redirectTo: '/payments/to-confirm' }
  },
})
