import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { parseAmount, ZERO, type Cents } from '@/lib/money'
import type { PlanStep, PlanTerms } from './plan'

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

const concessions = {
  freezePenalty: tick,
  freezeInterest: tick,
  waivePenalty: amount,
  waiveInterest: amount,
  waiveFee: amount,
  isConditional: tick,
}
const payDay = z
  .string()
  .optional()
  .transform(text => (text ? Number(text) : undefined))
  .pipe(z.number({ error: 'field_invalid' }).int({ error: 'field_invalid' }).min(1, { error: 'field_invalid' }).max(31, { error: 'field_invalid' }).optional())
const dated = { count, frequency: z.enum(['monthly', 'fortnightly', 'weekly', 'pay_day']), payDay, firstDueOn: date, ...concessions }

/** "3 × 200", one step a line: how many instalments of how much each. */
const steps = z.string({ error: 'plan_steps_unreadable' }).transform((text, issue): PlanStep[] => {
  const found = text
    .normalize('NFKC')
    .split(/[\n;；]+/)
    .map(line => line.trim())
    .filter(Boolean)
    .map(readStep)
  if (found.length > 0 && found.every(step => step !== null)) return found
  issue.addIssue({ code: 'custom', message: 'plan_steps_unreadable' })
  return z.NEVER
})

function readStep(line: string): PlanStep | null {
  const match = /^(\d{1,3})\s*[x×*]\s*(\S+)$/i.exec(line)
  const amountCents = match ? parseAmount(match[2] ?? '') : null
  return match && amountCents !== null && amountCents > 0 ? { count: Number(match[1]), amountCents } : null
}

const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('extension'), shiftPeriods: count, ...concessions }),
  z.object({ kind: z.literal('instalments'), ...dated }),
  z.object({ kind: z.literal('holiday'), periods: count, ...dated }),
  z.object({ kind: z.literal('step_up'), steps, ...dated }),
  z.object({ kind: z.literal('token'), tokenAmount: amount, ...dated }),
  z.object({ kind: z.literal('settlement'), settleAmount: amount, ...dated }),
  z.object({ kind: z.literal('lump_sum_plus'), lumpAmount: amount, ...dated }),
])
type Fields = z.output<typeof shape>

/** The fields of the terms form, from a form post or a query string, as terms. */
export const TermsInput = shape.transform(termsFrom)

function termsFrom(fields: Fields): PlanTerms {
  const concessions = {
    freezePenalty: fields.freezePenalty,
    freezeInterest: fields.freezeInterest,
    waivePenaltyCents: fields.waivePenalty,
    waiveInterestCents: fields.waiveInterest,
    waiveFeeCents: fields.waiveFee,
    isConditional: fields.isConditional,
  }
  if (fields.kind === 'extension') return { kind: fields.kind, shiftPeriods: fields.shiftPeriods, ...concessions }
  const { count, firstDueOn, frequency, payDay } = fields
  const isPayDay = frequency === 'pay_day'
  const dates = {
    count,
    firstDueOn,
    frequency: isPayDay ? ('monthly' as const) : frequency,
    ...(isPayDay && payDay !== undefined ? { payDay } : {}),
    ...concessions,
  }
  switch (fields.kind) {
    case 'instalments':
      return { kind: fields.kind, ...dates }
    case 'holiday':
      return { kind: fields.kind, periods: fields.periods, ...dates }
    case 'step_up':
      return { kind: fields.kind, steps: fields.steps, ...dates }
    case 'token':
      return { kind: fields.kind, amountCents: fields.tokenAmount, ...dates }
    case 'settlement':
      return { kind: fields.kind, settleCents: fields.settleAmount, ...dates, ...settled }
    case 'lump_sum_plus':
      return { kind: fields.kind, lumpCents: fields.lumpAmount, ...dates }
  }
}

/** A settlement names what is paid; what is forgiven follows from it, once it is kept. */
const settled = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
