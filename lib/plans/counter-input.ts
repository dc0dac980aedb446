import { z } from 'zod'
import { addDays, parseLocalDate, type LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import { cents, parseAmount, type Cents } from '@/lib/money'
import { MAX_FIRST_DUE_DAYS } from './plan-refusals'

export const counterFrequencies = ['monthly', 'fortnightly', 'weekly'] as const
/** What a borrower could pay instead of an offer. */
export type Counter = { amountCents: Cents; frequency: (typeof counterFrequencies)[number]; firstDueOn: LocalDate; note: string | null }

/** The fields of the borrower's form as a counter-offer. */
export const CounterInput = z.object({
  amount: z.string({ error: 'amount_invalid' }).transform((text, issue): Cents => {
    const value = parseAmount(text)
    if (value !== null && value > 0) return value
    issue.addIssue({ code: 'custom', message: 'amount_invalid' })
    return z.NEVER
  }),
  frequency: z.enum(counterFrequencies, { error: 'field_invalid' }),
  firstDueOn: z.string({ error: 'date_invalid' }).transform((text, issue): LocalDate => {
    const value = parseLocalDate(text)
    if (value) return value
    issue.addIssue({ code: 'custom', message: 'date_invalid' })
    return z.NEVER
  }),
  note: z.string().trim().max(1000, { error: 'text_too_long' }).optional(),
})

/** Every reason why a counter-offer cannot be taken down. */
export function refuseCounter({ amountCents, firstDueOn }: Counter, owedCents: number, today: LocalDate): Refusal[] {
  const refusals: Refusal[] = []
  if (amountCents > owedCents) refusals.push({ reason: 'counter_above_owed' })
  if (firstDueOn <= today) refusals.push({ reason: 'plan_first_date_not_ahead' })
  if (firstDueOn > addDays(today, MAX_FIRST_DUE_DAYS)) refusals.push({ reason: 'plan_first_date_too_far', values: { days: MAX_FIRST_DUE_DAYS } })
  return refusals
}

const stored = z.object({
  amountCents: z.number().int().positive().transform(cents),
  frequency: z.enum(counterFrequencies),
  firstDueOn: z.string().transform((text, issue): LocalDate => {
    const value = parseLocalDate(text)
    if (value) return value
    issue.addIssue({ code: 'custom', message: 'date_invalid' })
    return z.NEVER
  }),
  note: z.string().nullable(),
})

/** A counter-offer as it stands in a plan's row; null when there is none. */
export const counterOf = (row: { counter: unknown }): Counter | null => (row.counter === null ? null : stored.parse(row.counter))
