'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { subjectToken } from '@/app/_server/subject-token'
import { adjustPlan } from '@/lib/plans/adjust-commands'
import { ChangeInput } from '@/lib/plans/adjust-input'
import { endPlan } from '@/lib/plans/end-commands'

/** The case's head and its panel say other things now too. */
const done = (path: string) => ({ revalidate: [`/cases/${path}`], redirectTo: `/cases/${path}/plans` })

export const changeDateForBorrower = action({
  actor: 'staff',
  input: z
    .object({ token: subjectToken, caseToken: subjectToken, version: z.coerce.number().int().positive() })
    .and(ChangeInput.transform(change => ({ change }))),
  run: async (ctx, { token, caseToken, version, change }) => {
    await adjustPlan(ctx, { borrowerId: token.borrowerId, planId: token.id, version, change })
    return done(caseToken.path)
  },
})

export const endPlanAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, caseToken: subjectToken, reason: z.string().trim().min(1, 'reason_needed').max(300, 'text_too_long') }),
  run: async (ctx, { token, caseToken, reason }) => {
    await endPlan(ctx, { borrowerId: token.borrowerId, planId: token.id, reason })
    return done(caseToken.path)
  },
})
