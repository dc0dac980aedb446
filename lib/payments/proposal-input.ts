import { z } from 'zod'
import { PaymentForm, ReversalForm, withoutCard } from './input'

export const ProposalForm = z.object({
  token: z.string(),
  decision: z.enum(['confirm', 'decline']),
  note: withoutCard(z.string().trim().max(300, { error: 'text_too_long' }).default('')),
})
export const RefundForm = z.object({ loanNumber: PaymentForm.shape.number, amount: PaymentForm.shape.amount, reason: ReversalForm.shape.reason, requestId: PaymentForm.shape.requestId })
export const ProposalsFilter = z.object({ show: z.enum(['waiting', 'decided']).catch('waiting'), cursor: z.uuid().optional().catch(undefined) })
