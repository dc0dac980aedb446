import { z } from 'zod'
import { CaseToken, DateText, optionalId } from '@/lib/cases/input'
import { OUTCOME_CODES } from './outcomes'

const note = z
  .string()
  .trim()
  .max(2000, { error: 'text_too_long' })
  .optional()
  .transform(text => text || null)
const outcome = z.enum(OUTCOME_CODES, { error: 'choose_outcome' })
const optionalDate = z
  .union([z.literal(''), DateText])
  .optional()
  .transform(date => date || null)

export const REVEAL_REASONS = ['call_outside', 'verify_person', 'correct_record', 'legal_duty'] as const
export const INBOUND_KINDS = ['call', 'sms', 'email', 'letter', 'app_message'] as const
/** What a collector may send by hand; everything else goes out by itself. */
export const HAND_SENT = ['overdue_notice', 'pre_due_reminder', 'payment_link'] as const

/** A third person is asked only where the borrower is, or to pass a message, and for a reason that is written down. */
export const StartCall = z.object({
  token: CaseToken,
  contactPointId: z.uuid(),
  requestKey: z.uuid(),
  asks: z.enum(['location', 'message']).optional(),
  reason: z.string().trim().max(500, { error: 'text_too_long' }).optional(),
})
export const LogOutcome = z.object({ token: CaseToken, contactId: z.uuid(), outcome, note, callBackOn: optionalDate })
export const LogInbound = z.object({
  token: CaseToken,
  contactId: z.uuid(),
  kind: z.enum(INBOUND_KINDS, { error: 'choose_one' }),
  contactPointId: optionalId,
  outcome,
  note,
  callBackOn: optionalDate,
})
export const RevealContact = z.object({
  token: CaseToken,
  contactPointId: z.uuid(),
  reason: z.enum(REVEAL_REASONS, { error: 'choose_one' }),
})
export const SendMessage = z.object({
  token: CaseToken,
  templateCode: z.enum(HAND_SENT, { error: 'choose_one' }),
  kind: z.enum(['sms', 'email'], { error: 'choose_one' }),
  requestKey: z.uuid(),
})

export const POINT_RELATIONS = [
  'self',
  'spouse',
  'parent',
  'child',
  'relative',
  'friend',
  'colleague',
  'employer',
  'other',
] as const
export const CONSENTS = ['unknown', 'granted', 'refused'] as const
export const VALIDITIES = ['unknown', 'valid', 'invalid', 'wrong_person'] as const

const pointFields = {
  kind: z.enum(['phone', 'email'], { error: 'choose_one' }),
  relation: z.enum(POINT_RELATIONS, { error: 'choose_one' }),
  value: z.string({ error: 'field_required' }).trim().min(1, { error: 'field_required' }).max(200, { error: 'text_too_long' }),
  personName: z
    .string()
    .trim()
    .max(80, { error: 'text_too_long' })
    .optional()
    .transform(text => text || null),
}
export const AddPoint = z.object({ token: CaseToken, ...pointFields })
export type AddPoint = Omit<z.infer<typeof AddPoint>, 'token'>
export const EditPoint = z.object({
  token: CaseToken,
  contactPointId: z.uuid(),
  consent: z.enum(CONSENTS, { error: 'choose_one' }),
  validity: z.enum(VALIDITIES, { error: 'choose_one' }),
})
export type EditPoint = Pick<z.infer<typeof EditPoint>, 'consent' | 'validity'>
