import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { cents, ZERO } from '@/lib/money'
import type { PlanTerms } from './plan'

const amount = z
  .number()
  .int()
  .min(0)
  .transform(value => cents(value))
const count = z.number().int().min(1).max(400)
const date = z.string().transform((text, issue): LocalDate => {
  const value = parseLocalDate(text)
  if (value) return value
  issue.addIssue({ code: 'custom', message: 'date_invalid' })
  return z.NEVER
})
/** Before plans said so themselves, a waiver was given back when the plan broke. */
const concessions = {
  freezePenalty: z.boolean(),
  freezeInterest: z.boolean(),
  waivePenaltyCents: amount,
  waiveInterestCents: amount,
  waiveFeeCents: amount.default(ZERO),
  isConditional: z.boolean().default(true),
}
const dated = {
  count,
  frequency: z.enum(['monthly', 'fortnightly', 'weekly']),
  firstDueOn: date,
  payDay: z.number().int().min(1).max(31).exactOptional(),
  ...concessions,
}

/** Terms as they stand in a plan's row, and as a page sends back an option it was given. */
export const StoredTerms = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extension'), shiftPeriods: count, ...concessions }),
  z.object({ kind: z.literal('instalments'), ...dated }),
  z.object({ kind: z.literal('holiday'), periods: count, ...dated }),
  z.object({ kind: z.literal('step_up'), steps: z.array(z.object({ count, amountCents: amount })).min(1).max(6), ...dated }),
  z.object({ kind: z.literal('token'), amountCents: amount, ...dated }),
  z.object({ kind: z.literal('settlement'), settleCents: amount, ...dated }),
  z.object({ kind: z.literal('lump_sum_plus'), lumpCents: amount, ...dated }),
])

/** A JSON text with one option's terms; null when it is none. */
export function parseTerms(text: string): PlanTerms | null {
  try {
    const parsed = StoredTerms.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
