'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { complain, writeToLender } from '@/lib/threads/commands'
import { raiseDispute } from '@/lib/threads/dispute-commands'
import { disputeReasons, maxMessageLength } from '@/lib/threads/input'

const lender = z.string()
const body = z.string().trim().min(2, 'message_missing').max(maxMessageLength, 'text_too_long')

export const ask = action({
  actor: 'borrower',
  input: z.object({ lender, body }),
  run: async (ctx, input) => {
    await writeToLender(ctx, { body: input.body })
    return { redirectTo: `/portal/${input.lender}/ask?done=sent` }
  },
})

export const dispute = action({
  actor: 'borrower',
  input: z.object({ lender, reason: z.enum(disputeReasons, 'dispute_reason_missing'), body, loan: z.string().max(60).optional(), line: z.string().max(120).optional() }),
  run: async (ctx, { reason, body, loan, line, ...input }) => {
    await raiseDispute(ctx, { reason, body, about: loan && line ? { loanNumber: loan, line } : null })
    return { redirectTo: `/portal/${input.lender}/ask?done=dispute` }
  },
})

export const makeComplaint = action({
  actor: 'borrower',
  input: z.object({ lender, body }),
  run: async (ctx, input) => {
    await complain(ctx, { body: input.body })
    return { redirectTo: `/portal/${input.lender}/ask?done=complaint` }
  },
})
