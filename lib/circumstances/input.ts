import { z } from 'zod'
import { CaseToken, DateText, optionalId } from '@/lib/cases/input'
import { circumstanceKinds } from './circumstance'

const text = z
  .string()
  .trim()
  .max(200, { error: 'text_too_long' })
  .optional()
  .transform(value => value || null)
const optionalDate = z
  .union([z.literal(''), DateText])
  .optional()
  .transform(date => date || null)
const reason = z.string({ error: 'field_required' }).trim().min(3, { error: 'field_required' }).max(500, { error: 'text_too_long' })

/** The form: the parts that a kind does not have stay empty. */
export const RecordCircumstance = z.object({
  token: CaseToken,
  circumstanceId: z.uuid(),
  kind: z.enum(circumstanceKinds, { error: 'choose_one' }),
  sinceOn: DateText,
  untilOn: optionalDate,
  basis: reason,
  documentId: optionalId,
  name: text,
  contact: text,
  isWritten: z.literal('yes').optional(),
  space: z.enum(['standard', 'crisis'], { error: 'choose_one' }).optional(),
  treatmentEndedOn: optionalDate,
  periodEndsOn: optionalDate,
  from: text,
  to: text,
})
export type RecordCircumstance = Omit<z.output<typeof RecordCircumstance>, 'token'>

export const EndCircumstance = z.object({ token: CaseToken, circumstanceId: z.uuid(), reason })
