'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { removeDocument } from '@/lib/documents/commands'
import { openStorage } from '@/lib/documents/disk-storage-port'
import {
  changes,
  consentCategories,
  incomeCategories,
  maxStoryLength,
  needs,
  offerFrequencies,
  spendingCategories,
  stepAfter,
  type BudgetEntry,
  type Step,
} from '@/lib/hardship/application-input'
import { frequencies } from '@/lib/hardship/budget'
import { answerRequest, saveStep, startApplication, submitApplication, withdrawApplication } from '@/lib/hardship/commands'
import { cents, parseAmount, type Cents } from '@/lib/money'

const lender = z.string()
const onward = { lender, application: z.uuid('field_invalid'), back: z.literal('check').optional() }
const many = <T extends z.ZodType>(one: T) => z.preprocess(value => (value === undefined ? [] : Array.isArray(value) ? value : [value]), z.array(one))
const amount = z
  .string()
  .trim()
  .max(20, 'amount_invalid')
  .refine(text => text === '' || (parseAmount(text) ?? -1) >= 0, 'amount_invalid')
  .transform(text => (text === '' ? cents(0) : (parseAmount(text) ?? cents(0))))

const to = (lender: string, step: Step | 'receipt' | 'requests') => `/portal/${lender}/hardship/${step}`
const next = (input: { lender: string; back?: 'check' }, step: Step) => ({ redirectTo: to(input.lender, input.back ?? stepAfter(step) ?? 'check') })

export const saveChanged = action({
  actor: 'borrower',
  input: z.object({
    lender,
    back: z.literal('check').optional(),
    whatChanged: z.enum(changes, 'what_changed_missing'),
    story: z.string().trim().max(maxStoryLength, 'text_too_long').default(''),
  }),
  run: async (ctx, input) => {
    const { applicationId } = await startApplication(ctx, ctx.actor.id)
    await saveStep(ctx, ctx.actor.id, applicationId, { step: 'changed', whatChanged: input.whatChanged, story: input.story || null })
    return next(input, 'changed')
  },
})

export const savePay = action({
  actor: 'borrower',
  input: z.object({ ...onward, frequency: z.enum(offerFrequencies, 'offer_missing'), amount: amount.default(0 as Cents) }),
  run: async (ctx, input) => {
    const amountCents = input.frequency === 'none' ? cents(0) : input.amount
    await saveStep(ctx, ctx.actor.id, input.application, { step: 'pay', amountCents, frequency: input.frequency })
    return next(input, 'pay')
  },
})

export const saveMoney = action({
  actor: 'borrower',
  input: z.looseObject({ ...onward, total: z.string().optional() }),
  run: async (ctx, input) => {
    const lines = [...linesOf('income', incomeCategories, input), ...linesOf('spending', spendingCategories, input)]
    await saveStep(ctx, ctx.actor.id, input.application, { step: 'money', lines })
    return input.total ? { redirectTo: `${to(input.lender, 'money')}${input.back ? '?back=check' : ''}#total` } : next(input, 'money')
  },
})

/** A line without an amount is no line; one that cannot be read is refused by the command under its own field. */
function linesOf(side: BudgetEntry['side'], categories: readonly string[], input: Record<string, unknown>): BudgetEntry[] {
  return categories.flatMap(category => {
    const text = String(input[`amount_${category}`] ?? '').trim()
    const frequency = frequencies.find(one => one === input[`frequency_${category}`]) ?? 'monthly'
    const amountCents = parseAmount(text) ?? (-1 as Cents)
    return text === '' || amountCents === 0 ? [] : [{ side, category, amountCents, frequency }]
  })
}

export const saveProof = action({
  actor: 'borrower',
  input: z.object({ ...onward, granted: many(z.enum(consentCategories)) }),
  run: async (ctx, input) => {
    const consents = Object.fromEntries(consentCategories.map(category => [category, input.granted.includes(category) ? ('granted' as const) : ('refused' as const)]))
    await saveStep(ctx, ctx.actor.id, input.application, { step: 'proof', consents })
    return next(input, 'proof')
  },
})

export const takeBackConsent = action({
  actor: 'borrower',
  input: z.object({ lender, application: z.uuid('field_invalid'), category: z.enum(consentCategories, 'field_invalid') }),
  run: async (ctx, input) => {
    await saveStep(ctx, ctx.actor.id, input.application, { step: 'proof', consents: { [input.category]: 'refused' } })
    return { redirectTo: to(input.lender, 'receipt') }
  },
})

export const saveNeeds = action({
  actor: 'borrower',
  input: z.object({ ...onward, needs: many(z.enum(needs)) }),
  run: async (ctx, input) => {
    await saveStep(ctx, ctx.actor.id, input.application, { step: 'needs', needs: input.needs })
    return next(input, 'needs')
  },
})

export const removeFile = action({
  actor: 'borrower',
  input: z.object({ lender, document: z.uuid('field_invalid') }),
  run: async (ctx, input) => {
    await removeDocument(ctx, openStorage(), ctx.actor.id, input.document)
    return { redirectTo: to(input.lender, 'proof') }
  },
})

export const send = action({
  actor: 'borrower',
  input: z.object({ lender, application: z.uuid('field_invalid'), declared: z.literal('on', 'declaration_missing') }),
  run: async (ctx, input) => {
    await submitApplication(ctx, ctx.actor.id, input.application)
    return { redirectTo: to(input.lender, 'receipt') }
  },
})

export const withdraw = action({
  actor: 'borrower',
  input: z.object({ lender, application: z.uuid('field_invalid') }),
  run: async (ctx, input) => {
    await withdrawApplication(ctx, ctx.actor.id, input.application)
    return { redirectTo: `/portal/${input.lender}?done=withdrawn` }
  },
})

export const answer = action({
  actor: 'borrower',
  input: z.object({
    lender,
    request: z.uuid('field_invalid'),
    answer: z.enum(['provided', 'not_available'], 'field_invalid'),
    note: z.string().trim().max(500, 'text_too_long').default(''),
  }),
  run: async (ctx, input) => {
    await answerRequest(ctx, { borrowerId: ctx.actor.id, requestId: input.request, answer: input.answer, note: input.note || null })
    return { redirectTo: to(input.lender, 'requests'), revalidate: [to(input.lender, 'requests')] }
  },
})
