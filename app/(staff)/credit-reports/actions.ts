'use server'

import { action } from '@/app/_server/action'
import { decideCorrection, proposeCorrection } from '@/lib/credit-reports/correction-commands'
import { DecideForm, ProposeForm, TakeDownForm, WithdrawForm } from '@/lib/credit-reports/input'
import { decideWithdrawal, proposeWithdrawal } from '@/lib/credit-reports/withdrawal-commands'
import { notFound } from '@/lib/errors'
import { takeDownDispute } from '@/lib/threads/dispute-commands'
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

export const proposeWithdrawalAction = action({
  actor: 'staff',
  input: WithdrawForm,
  run: async (ctx, input) => {
    await proposeWithdrawal(ctx, input)
    return { redirectTo: '/credit-reports/withdrawals' }
  },
})

export const decideWithdrawalAction = action({
  actor: 'staff',
  input: DecideForm,
  run: async (ctx, { token, decision, note }) => {
    const key = fromToken(token)
    if (!key) throw notFound()
    await decideWithdrawal(ctx, { borrowerId: key.borrowerId, withdrawalId: key.id, decision, note })
    return { redirectTo: '/credit-reports/withdrawals' }
  },
})

export const takeDownDisputeAction = action({
  actor: 'staff',
  input: TakeDownForm,
  run: async (ctx, input) => {
    await takeDownDispute(ctx, input)
    return { redirectTo: '/credit-reports/disputes' }
  },
})
