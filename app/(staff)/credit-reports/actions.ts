'use server'

import { action } from '@/app/_server/action'
import { decideCorrection, proposeCorrection } from '@/lib/credit-reports/correction-commands'
import { DecideForm, ProposeForm } from '@/lib/credit-reports/input'
import { notFound } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

export const proposeCorrectionAction = action({
  actor: 'staff',
  input: ProposeForm,
  run: async (ctx, { token, reason, note }) => {
    const key = fromToken(token)
    if (!key) throw notFound()
    await proposeCorrection(ctx, { borrowerId: key.borrowerId, correctionId: key.id, reason, note })
    return { redirectTo: '/credit-reports/corrections' }
  },
})

export const decideCorrectionAction = action({
  actor: 'staff',
  input: DecideForm,
  run: async (ctx, { token, decision, note }) => {
    const key = fromToken(token)
    if (!key) throw notFound()
    await decideCorrection(ctx, { borrowerId: key.borrowerId, correctionId: key.id, decision, note })
    return { redirectTo: '/credit-reports/corrections' }
  },
})
