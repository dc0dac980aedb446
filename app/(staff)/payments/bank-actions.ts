'use server'

import { z } from 'zod'
import { action } from '@/app/_server/action'
import { assignLine, confirmLine, setLineAside, undoLine } from '@/lib/payments/bank-line-commands'
import { ConfirmLineForm, LineForm, NotOursForm, SplitForm } from '@/lib/payments/bank-input'
import { startStatement } from '@/lib/payments/bank-upload-commands'

export const applyStatementAction = action({
  actor: 'staff',
  input: z.object({ statementId: z.uuid() }),
  run: async (ctx, { statementId }) => {
    await startStatement(ctx, statementId)
    return { redirectTo: `/payments/statements/${statementId}` }
  },
})

export const assignLineAction = action({
  actor: 'staff',
  input: SplitForm,
  run: async (ctx, input) => {
    await assignLine(ctx, input)
    return { redirectTo: `/payments/unmatched/${input.lineId}` }
  },
})

export const confirmLineAction = action({
  actor: 'staff',
  input: ConfirmLineForm,
  run: async (ctx, input) => {
    await confirmLine(ctx, input)
    return { redirectTo: `/payments/unmatched/${input.lineId}` }
  },
})

export const notOursAction = action({
  actor: 'staff',
  input: NotOursForm,
  run: async (ctx, input) => {
    await setLineAside(ctx, input)
    return { redirectTo: '/payments/unmatched' }
  },
})

export const undoLineAction = action({
  actor: 'staff',
  input: LineForm,
  run: async (ctx, { lineId }) => {
    await undoLine(ctx, lineId)
    return { redirectTo: `/payments/unmatched/${lineId}` }
  },
})
