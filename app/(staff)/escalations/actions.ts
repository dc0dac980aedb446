'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { subjectToken } from '@/app/_server/subject-token'
import { answerDispute } from '@/lib/threads/dispute-commands'
import { maxMessageLength } from '@/lib/threads/input'
import { decideEscalation } from '@/lib/escalations/commands'
import { DecisionInput } from '@/lib/escalations/input'

export const decideAction = action({
  actor: 'staff',
  input: z.looseObject({ token: subjectToken }).and(DecisionInput),
  run: async (ctx, { token: { borrowerId, id }, answer }) => {
    await decideEscalation(ctx, { borrowerId, escalationId: id, ...answer })
    return { redirectTo: '/escalations?done=1' }
  },
})

export const answerAction = action({
  actor: 'staff',
  input: z.object({ token: subjectToken, requestKey: z.uuid(), body: z.string().trim().min(2, 'message_missing').max(maxMessageLength, 'text_too_long') }),
  run: async (ctx, { token: { borrowerId, id }, ...answer }) => {
    await answerDispute(ctx, { borrowerId, escalationId: id, ...answer })
    return { redirectTo: '/escalations?done=1' }
  },
})
