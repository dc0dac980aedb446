import { z } from 'zod'

const amount = z.number().int()

/** What an escalation says about itself, by kind; anything unknown is left out. */
export const EscalationFacts = z.object({
  planNumber: z.string().optional().catch(undefined),
  note: z.string().nullish().catch(undefined),
  reasons: z
    .array(z.object({ reason: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])).optional() }))
    .optional()
    .catch(undefined),
  owedCents: amount.optional().catch(undefined),
  dueOn: z.string().optional().catch(undefined),
  missingCents: amount.optional().catch(undefined),
  paidCents: amount.optional().catch(undefined),
  reviewDueOn: z.string().optional().catch(undefined),
  reliefEndsOn: z.string().optional().catch(undefined),
  saysChanged: z.boolean().optional().catch(undefined),
  restCents: amount.optional().catch(undefined),
  totalCents: amount.optional().catch(undefined),
  topic: z.literal('dispute').optional().catch(undefined),
  /** The line that is disputed. */
  about: z.object({ loanNumber: z.string(), line: z.string() }).nullish().catch(undefined),
  reason: z.enum(['not_mine', 'amount_wrong', 'already_paid', 'other_dispute']).optional().catch(undefined),
})
export type EscalationFacts = z.infer<typeof EscalationFacts>
