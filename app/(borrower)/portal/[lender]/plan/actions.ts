'use server'

import { getLocale } from 'next-intl/server'
import { z } from 'zod'
import { action } from '@/app/_server/action'
import { subjectToken } from '@/app/_server/subject-token'
import { issueSigningCode } from '@/lib/accounts/borrower-sign-in-commands'
import { notFound } from '@/lib/errors'
import { adjustPlan } from '@/lib/plans/adjust-commands'
import { ChangeInput, date } from '@/lib/plans/adjust-input'
import { acceptPlan, declinePlan, signPlan } from '@/lib/plans/answer-commands'
import { checkInAnswers } from '@/lib/plans/check-in'
import { answerCheckIn } from '@/lib/plans/check-in-commands'
import { counterPlan } from '@/lib/plans/counter-commands'
import { CounterInput } from '@/lib/plans/counter-input'

const lender = z.string().regex(/^[a-z0-9-]{1,60}$/, 'field_invalid')
const tick = z.string().optional().transform(value => value === 'on')
const own = (token: { borrowerId: string; id: string }, borrowerId: string): string => {
  if (token.borrowerId !== borrowerId) throw notFound()
  return token.id
}

export const refusePlan = action({
  actor: 'borrower',
  input: z.object({ lender, token: subjectToken }),
  run: async (ctx, { lender, token }) => {
    await declinePlan(ctx, own(token, ctx.actor.id))
    return { redirectTo: `/portal/${lender}/plan?done=refused` }
  },
})

export const sendSigningCode = action({
  actor: 'borrower',
  input: z.object({ lender, token: subjectToken }),
  run: async (ctx, { lender, token }) => {
    const planId = own(token, ctx.actor.id)
    await acceptPlan(ctx, planId)
    await issueSigningCode(ctx, planId)
    return { redirectTo: `/portal/${lender}/plan/${token.path}?code=sent#sign` }
  },
})

export const sign = action({
  actor: 'borrower',
  input: z.object({
    lender,
    token: subjectToken,
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'field_invalid'),
    signedName: z.string().trim().min(1, 'signed_name_differs').max(200, 'field_invalid'),
    code: z
      .string()
      .transform(text => text.normalize('NFKC').replaceAll(/\s/g, ''))
      .pipe(z.string().regex(/^\d{6}$/, 'code_six_digits')),
    agree: z.literal('on', { error: 'agreement_tick_needed' }),
    knowsLimitation: tick,
  }),
  secret: ['code'],
  run: async (ctx, { lender, token, sha256, signedName, code, knowsLimitation }) => {
    const locale = (await getLocale()) === 'en' ? 'en' : 'zh-CN'
    await signPlan(ctx, { planId: own(token, ctx.actor.id), signedName, agreementSha256: sha256, code, locale, knowsLimitation })
    return { redirectTo: `/portal/${lender}/plan?done=signed` }
  },
})

export const askForOther = action({
  actor: 'borrower',
  input: z.object({ lender, token: subjectToken }).extend(CounterInput.shape),
  run: async (ctx, { lender, token, amount, frequency, firstDueOn, note }) => {
    await counterPlan(ctx, own(token, ctx.actor.id), { amountCents: amount, frequency, firstDueOn, note: note || null })
    return { redirectTo: `/portal/${lender}/plan?done=asked` }
  },
})

export const changeDate = action({
  actor: 'borrower',
  input: z.object({ lender, token: subjectToken, version: z.coerce.number().int().positive() }).and(ChangeInput.transform(change => ({ change }))),
  run: async (ctx, { lender, token, version, change }) => {
    await adjustPlan(ctx, { borrowerId: ctx.actor.id, planId: own(token, ctx.actor.id), version, change })
    return { redirectTo: `/portal/${lender}/plan?done=changed` }
  },
})

export const answerQuestion = action({
  actor: 'borrower',
  input: z.object({ lender, token: subjectToken, dueOn: date, answer: z.enum(checkInAnswers, { error: 'field_invalid' }) }),
  run: async (ctx, { lender, token, dueOn, answer }) => {
    await answerCheckIn(ctx, { planId: own(token, ctx.actor.id), dueOn, answer })
    const onward = { yes: 'plan?done=answered', move: `plan/${token.path}/change`, changed: 'hardship/changed' }
    return { redirectTo: `/portal/${lender}/${onward[answer]}` }
  },
})
