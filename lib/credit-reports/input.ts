import { z } from 'zod'
import { withoutCard } from '../payments/input'
import { disputeReasons, maxMessageLength } from '../threads/input'

export const correctionReasons = ['late_payment', 'reversal', 'dispute', 'told_since', 'error'] as const
export type CorrectionReason = (typeof correctionReasons)[number]

export const withdrawalReasons = ['mistaken_identity', 'identity_theft', 'fraud', 'not_ours'] as const
export type WithdrawalReason = (typeof withdrawalReasons)[number]

const note = withoutCard(z.string().trim().max(300, { error: 'text_too_long' }).default(''))
export const ProposeForm = z.object({ token: z.string(), reason: z.enum(correctionReasons, { error: 'reason_needed' }), note })
export const DecideForm = z.object({ token: z.string(), decision: z.enum(['approve', 'return']), note })
const someNote = note.refine(text => text !== '', { error: 'reason_needed' })
export const WithdrawForm = z.object({
  loanNumber: z.string().trim().min(1, { error: 'loan_unknown' }).max(60, { error: 'loan_unknown' }),
  reason: z.enum(withdrawalReasons, { error: 'reason_needed' }),
  note: someNote,
})
export const TakeDownForm = z.object({
  loanNumber: z.string().trim().min(1, { error: 'loan_unknown' }).max(60, { error: 'loan_unknown' }),
  reason: z.enum(disputeReasons, { error: 'dispute_reason_missing' }),
  body: z.string().trim().min(2, { error: 'message_missing' }).max(maxMessageLength, { error: 'text_too_long' }),
})
export const CorrectionsFilter = z.object({ show: z.enum(['waiting', 'decided']).catch('waiting'), cursor: z.uuid().optional().catch(undefined) })
/** A place in a list of lines: borrower and id. */
export const HeldFilter = z.object({
  cursor: z
    .string()
    .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/)
    .optional()
    .catch(undefined),
})
export const RunsFilter = z.object({ cursor: z.uuid().optional().catch(undefined) })
