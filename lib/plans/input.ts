import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { cents, parseAmount, ZERO, type Cents } from '@/lib/money'
import type { PlanTerms } from './plan'

const amount = z
  .string()
  .trim()
  .optional()
  .transform((text, issue): Cents => {
    const value = text ? parseAmount(text) : ZERO
    if (value !== null && value >= 0) return value
    issue.addIssue({ code: 'custom', message: 'amount_invalid' })
    return z.NEVER
  })
const date = z.string().transform((text, issue): LocalDate => {
  const value = parseLocalDate(text)
  if (value) return value
  issue.addIssue({ code: 'custom', message: 'date_invalid' })
  return z.NEVER
})
const tick = z
  .string()
  .optional()
  .transform(value => value === 'on')
const count = z.coerce
  .number({ error: 'field_invalid' })
  .int({ error: 'field_invalid' })
  .min(1, { error: 'field_invalid' })
  .max(400, { error: 'field_invalid' })

const concessions = { freezePenalty: tick, freezeInterest: tick, waivePenalty: amount, waiveInterest: amount }
const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extension'), shiftPeriods: count, ...concessions }),
  z.object({
    kind: z.literal('instalments'),
    count,
    frequency: z.enum(['monthly', 'fortnightly', 'weekly']),
    firstDueOn: date,
    ...concessions,
  }),
])

/** The fields of the terms form, from a form post or a query string, as terms. */
export const TermsInput = shape.transform(({ waivePenalty, waiveInterest, ...terms }): PlanTerms => ({
  ...terms,
  waivePenaltyCents: waivePenalty,
  waiveInterestCents: waiveInterest,
}))

const storedCents = z
  .number()
  .int()
  .min(0)
  .transform(value => cents(value))
const storedConcessions = {
  freezePenalty: z.boolean(),
  freezeInterest: z.boolean(),
  waivePenaltyCents: storedCents,
  waiveInterestCents: storedCents,
}
const storedDate = z.string().transform((text, issue): LocalDate => {
  const value = parseLocalDate(text)
  if (value) return value
  issue.addIssue({ code: 'custom', message: 'date_invalid' })
  return z.NEVER
})

/** Terms as they stand in a plan's row, and as a page sends back an option it was given. */
export const StoredTerms = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extension'), shiftPeriods: z.number().int().min(1).max(400), ...storedConcessions }),
  z.object({
    kind: z.literal('instalments'),
    count: z.number().int().min(1).max(400),
    frequency: z.enum(['monthly', 'fortnightly', 'weekly']),
    firstDueOn: storedDate,
    ...storedConcessions,
  }),
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
