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

export const TakePromise = z.object({
  token: CaseToken,
  amount: Amount,
  dueOn: DateText,
  contactId: optionalId,
  toldOfLimitation: z
    .string()
    .optional()
    .transform(text => text === 'yes'),
})
export const CancelPromise = z.object({
  token: CaseToken,
  promiseId: z.uuid(),
  reason: z.enum(['asked', 'replaced', 'mistake'], { error: 'choose_one' }),
})
