import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { recordPayment, reversePayment } from './commands'
import { differenceOf, type MoneyDifference } from './difference'
import { findTarget } from '../borrowers/find-queries'
import type { RecordPayment } from './payment'
import { loadMoneyStanding } from './standing-queries'

/** What recording this payment would change: the very command, rolled back. Throws as `recordPayment` does. */
export async function previewRecording(ctx: Ctx, input: Pick<RecordPayment, 'target' | 'amountCents' | 'currency' | 'effectiveOn'>): Promise<MoneyDifference> {
  authorize(ctx, 'payment:record')
  return tried(ctx, async ctx => {
    const { borrowerId } = await findTarget(ctx, input.target)
    const once = newId()
    return { borrowerId, run: async () => (await recordPayment(ctx, { ...input, channel: 'other', source: 'preview', externalId: once, idempotencyKey: once })).paymentId }
  })
}

/** What reversing this payment would change: the very command, rolled back. Throws as `reversePayment` does. */
export async function previewReversal(ctx: Ctx, input: { borrowerId: string; paymentId: string }): Promise<MoneyDifference> {
  authorize(ctx, 'payment:reverse')
  return tried(ctx, ctx => Promise.resolve({ borrowerId: input.borrowerId, run: async () => (await reversePayment(ctx, { ...input, reason: 'preview' })).paymentId }))
}

type Trial = { borrowerId: string; run: () => Promise<string> }

/** Does it, looks, and takes everything back, messages and jobs too. */
async function tried(ctx: Ctx, begin: (ctx: Ctx) => Promise<Trial>): Promise<MoneyDifference> {
  const undo = new Error('a preview is taken back')
  let found: MoneyDifference | null = null
  try {
    await transaction(ctx, async ctx => {
      const { borrowerId, run } = await begin(ctx)
      const before = await loadMoneyStanding(ctx, borrowerId)
      const paymentId = await run()
      found = differenceOf(before, await loadMoneyStanding(ctx, borrowerId), paymentId)
      throw undo
    })
  } catch (error) {
    if (error !== undo || !found) throw error
  }
  if (!found) throw undo
  return found
}
