import { z } from 'zod'
import { CaseToken, DateText, optionalId } from '@/lib/cases/input'
import { parseAmount } from '@/lib/money'

/** An amount as people write it; more than nothing. */
export const Amount = z.string({ error: 'amount_missing' }).transform((text, context) => {
  const amount = parseAmount(text)
  if (amount !== null && amount > 0) return amount
  context.addIssue({ code: 'custom', message: 'amount_invalid' })
  return z.NEVER
})

const blank = z.literal('').transform(() => null)
const NoAmount = z.union([blank, Amount]).optional()
const NoDate = z.union([blank, DateText]).optional()

/** One part, and up to two more where both amount and day are given. */
export const TakePromise = z
  .object({
    token: CaseToken,
    amount: Amount,
    dueOn: DateText,
    amount2: NoAmount,
    dueOn2: NoDate,
    amount3: NoAmount,
    dueOn3: NoDate,
    contactId: optionalId,
    toldOfLimitation: z
      .string()
      .optional()
      .transform(text => text === 'yes'),
  })
  .superRefine((given, context) => {
    for (const n of [2, 3] as const) {
      if (given[`amount${n}`] && !given[`dueOn${n}`])
        context.addIssue({ code: 'custom', path: [`dueOn${n}`], message: 'date_missing' })
      if (given[`dueOn${n}`] && !given[`amount${n}`])
        context.addIssue({ code: 'custom', path: [`amount${n}`], message: 'amount_missing' })
    }
  })

export const MISSED_REASONS = [
  'income_lost',
  'income_late',
  'illness',
  'other_debts',
  'forgot',
  'disagrees',
  'not_reached',
  'other',
] as const
export type MissedReason = (typeof MISSED_REASONS)[number]
export const TellMissed = z.object({
  token: CaseToken,
  promiseId: z.uuid(),
  reason: z.enum(MISSED_REASONS, { error: 'choose_one' }),
  note: z.string().max(500, { error: 'text_too_long' }).default(''),
})
export const CancelPromise = z.object({
  token: CaseToken,
  promiseId: z.uuid(),
  reason: z.enum(['asked', 'replaced', 'mistake'], { error: 'choose_one' }),
})
