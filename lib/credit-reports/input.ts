import { z } from 'zod'

export const correctionReasons = ['late_payment', 'reversal', 'dispute', 'told_since', 'error'] as const
export type CorrectionReason = (typeof correctionReasons)[number]

const note = z.string().trim().max(300, { error: 'text_too_long' }).default('')
export const ProposeForm = z.object({ token: z.string(), reason: z.enum(correctionReasons, { error: 'reason_needed' }), note })
export const DecideForm = z.object({ token: z.string(), decision: z.enum(['approve', 'return']), note })
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
