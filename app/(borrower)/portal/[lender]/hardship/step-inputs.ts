import { z } from 'zod'
import {
  changes,
  incomeCategories,
  maxStoryLength,
  needs,
  offerFrequencies,
  spendingCategories,
  type BudgetEntry,
  type OfferFrequency,
  type StepAnswers,
} from '@/lib/hardship/application-input'
import { frequencies } from '@/lib/hardship/budget'
import { cents, parseAmount, type Cents } from '@/lib/money'

export const many = <T extends z.ZodType>(one: T) => z.preprocess(value => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(one))
const amount = z
  .string()
  .trim()
  .max(20, 'amount_invalid')
  .refine(text => text === '' || (parseAmount(text) ?? -1) >= 0, 'amount_invalid')
  .transform(text => (text === '' ? cents(0) : (parseAmount(text) ?? cents(0))))

export const changedFields = {
  whatChanged: z.enum(changes, 'what_changed_missing'),
  story: z.string().trim().max(maxStoryLength, 'text_too_long').default(''),
}
export const payFields = { frequency: z.enum(offerFrequencies, 'offer_missing'), amount: amount.default(0 as Cents) }
export const needsFields = { needs: many(z.enum(needs)) }

export const offerOf = ({ frequency, amount }: { frequency: OfferFrequency; amount: Cents }): StepAnswers => ({
  step: 'pay',
  amountCents: frequency === 'none' ? cents(0) : amount,
  frequency,
})

export const budgetOf = (input: Record<string, unknown>): BudgetEntry[] => [
  ...linesOf('income', incomeCategories, input),
  ...linesOf('spending', spendingCategories, input),
]

/** A line without an amount is no line; one that cannot be read is refused by the command under its own field. */
function linesOf(side: BudgetEntry['side'], categories: readonly string[], input: Record<string, unknown>): BudgetEntry[] {
  return categories.flatMap(category => {
    const text = String(input[`amount_${category}`] ?? '').trim()
    const frequency = frequencies.find(one => one === input[`frequency_${category}`]) ?? 'monthly'
    const amountCents = parseAmount(text) ?? (-1 as Cents)
    return text === '' || amountCents === 0 ? [] : [{ side, category, amountCents, frequency }]
  })
}

/** What a half-filled step already says; null while it says nothing that could be kept. */
export function answersOf(step: string, form: FormData): StepAnswers | null {
  const raw = Object.fromEntries([...form.keys()].map(name => [name, form.getAll(name).length > 1 ? form.getAll(name) : form.get(name)]))
  if (step === 'money') return { step, lines: budgetOf(raw) }
  if (step === 'changed') {
    const { data } = z.object(changedFields).safeParse(raw)
    return data ? { step, whatChanged: data.whatChanged, story: data.story || null } : null
  }
  if (step === 'pay') {
    const { data } = z.object(payFields).safeParse(raw)
    return data && (data.frequency === 'none' || data.amount > 0) ? offerOf(data) : null
  }
  if (step !== 'needs') return null
  const { data } = z.object(needsFields).safeParse(raw)
  return data ? { step, needs: data.needs } : null
}
