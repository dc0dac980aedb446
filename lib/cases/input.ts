import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { changes, maxStoryLength, offerFrequencies } from '@/lib/hardship/application-input'
import { parseAmount, ZERO } from '@/lib/money'
import { fromToken } from '@/lib/url-token'
import { SNOOZE_REASONS } from './queue'

/** Both halves of a case's token. */
export const CaseToken = z.string().transform((text, context) => {
  const found = fromToken(text)
  if (found) return { borrowerId: found.borrowerId, caseId: found.id }
  context.addIssue({ code: 'custom', message: 'not_found' })
  return z.NEVER
})

export const DateText = z.string({ error: 'date_missing' }).transform((text, context): LocalDate => {
  const date = parseLocalDate(text)
  if (date) return date
  context.addIssue({ code: 'custom', message: 'date_invalid' })
  return z.NEVER
})

/** An empty choice is no choice. */
export const optionalId = z
  .union([z.uuid(), z.literal('')])
  .optional()
  .transform(id => id || null)

export const SnoozeCase = z.object({ token: CaseToken, until: DateText, reason: z.enum(SNOOZE_REASONS, { error: 'choose_one' }) })
/** The moment from which what is not allowed now is allowed. */
export const AsideCase = z.object({
  token: CaseToken,
  until: z.iso.datetime({ error: 'date_invalid' }).transform(text => new Date(text)),
})
export const AssignCase = z.object({ token: CaseToken, ownerId: optionalId })
export const AddNote = z.object({
  token: CaseToken,
  body: z.string({ error: 'field_required' }).trim().min(1, { error: 'field_required' }).max(4000, { error: 'text_too_long' }),
})
export const OnlyToken = z.object({ token: CaseToken })
export const ReassignCases = z.object({
  fromId: optionalId,
  toId: z.uuid({ error: 'choose_one' }),
  count: z.coerce
    .number({ error: 'number_invalid' })
    .int({ error: 'number_invalid' })
    .min(1, { error: 'number_invalid' })
    .max(500, { error: 'number_invalid' }),
})

/** An amount that may be left out: nothing right now. */
const offerAmount = z
  .string()
  .trim()
  .optional()
  .transform((text, context) => {
    const amount = text ? parseAmount(text) : ZERO
    if (amount !== null && amount >= 0) return amount
    context.addIssue({ code: 'custom', message: 'amount_invalid' })
    return z.NEVER
  })

export const OpenHardship = z.object({
  token: CaseToken,
  whatChanged: z.enum(changes, { error: 'choose_one' }),
  story: z
    .string()
    .trim()
    .max(maxStoryLength, { error: 'text_too_long' })
    .optional()
    .transform(text => text || null),
  amount: offerAmount,
  frequency: z.enum(offerFrequencies, { error: 'choose_one' }),
})
