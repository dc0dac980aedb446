'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { subjectToken } from '@/app/_server/subject-token'
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
