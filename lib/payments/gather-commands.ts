import { isLockTimeout } from '@/db/client'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { groupCommit } from '../group-commit'
import { recordPayment, recordPayments } from './commands'
import type { PaymentReceipt, RecordPayment } from './payment'

type Call = { ctx: Ctx; input: RecordPayment }

const MOST_AT_ONCE = 64
/** A debt that somebody holds for longer, as a file of loans does while it is taken in, must not keep the others waiting. */
const LOCK_WAIT_MS = 300

const record = groupCommit<Call, PaymentReceipt>(
  async calls => {
    const recorded = await recordPayments(
      calls[0].ctx,
      calls.map(({ ctx, input }) => ({ ...input, requestId: ctx.requestId })),
      { lockWaitMs: LOCK_WAIT_MS },
    )
    return recorded.map(({ receipt, error }) => (receipt ? { result: receipt } : { error }))
  },
  { keyOf: ({ ctx: { actor } }) => `${actor.lenderId} ${actor.kind} ${actor.id}`, most: MOST_AT_ONCE },
)

/** As `recordPayment`, in one transaction with what else the same actor reports just now. Not inside a transaction. */
export async function recordPaymentAmongOthers(ctx: Ctx, input: RecordPayment): Promise<PaymentReceipt> {
  authorize(ctx, 'payment:record')
  try {
    return await record({ ctx, input })
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    return recordPayment(ctx, input)
  }
}
