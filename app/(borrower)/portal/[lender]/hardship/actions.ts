'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { removeDocument } from '@/lib/documents/commands'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { listDocuments } from '@/lib/documents/queries'
import { invalid } from '@/lib/errors'
import { consentCategories, stepAfter, type Step } from '@/lib/hardship/application-input'
import { answerRequest, saveStep, startApplication, submitApplication, withdrawApplication } from '@/lib/hardship/commands'
import { getLatestApplication } from '@/lib/hardship/queries'
import { budgetOf, changedFields, many, needsFields, offerOf, payFields } from './step-inputs'

const lender = z.string()
const onward = { lender, application: z.uuid('field_invalid'), back: z.literal('check').optional() }
const to = (lender: string, step: Step | 'receipt' | 'requests') => `/portal/${lender}/hardship/${step}`
const next = (input: { lender: string; back?: 'check' }, step: Step) => ({ redirectTo: to(input.lender, input.back ?? stepAfter(step) ?? 'check') })

export const saveChanged = action({
  actor: 'borrower',
  input: z.object({
    lender,
    back: z.literal('check').optional(),
    ...changedFields,
  }),
  run: async (ctx, input) => {
    const { applicationId } = await startApplication(ctx, ctx.actor.id)
    await saveStep(ctx, ctx.actor.id, applicationId, { step: 'changed', whatChanged: input.whatChanged, story: input.story || null })
    return next(input, 'changed')
  },
})

export const savePay = action({
  actor: 'borrower',
  input: z.object({ ...onward, ...payFields }),
  run: async (ctx, input) => {
    await saveStep(ctx, ctx.actor.id, input.application, offerOf(input))
    return next(input, 'pay')
  },
})

export const saveMoney = action({
  actor: 'borrower',
  input: z.looseObject({ ...onward, total: z.string().optional() }),
  run: async (ctx, input) => {
    await saveStep(ctx, ctx.actor.id, input.application, { step: 'money', lines: budgetOf(input) })
    return input.total ? { redirectTo: `${to(input.lender, 'money')}${input.back ? '?back=check' : ''}#total` } : next(input, 'money')
  },
})

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
  input: z.object({ ...onward, ...needsFields }),
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
    const hasPaper = async () => (await listDocuments(ctx, ctx.actor.id, { evidenceRequestId: input.request })).length > 0
    if (input.answer === 'provided' && !input.note && !(await hasPaper())) throw invalid('check_fields', { note: 'answer_or_paper' })
    await answerRequest(ctx, { borrowerId: ctx.actor.id, requestId: input.request, answer: input.answer, note: input.note || null })
    const isMore = (await getLatestApplication(ctx, ctx.actor.id))?.status === 'more_requested'
    return { redirectTo: isMore ? to(input.lender, 'requests') : `${to(input.lender, 'receipt')}?done=answered`, revalidate: [to(input.lender, 'requests')] }
  },
})
