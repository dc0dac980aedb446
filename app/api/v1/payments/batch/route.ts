import { failureBody, jsonBody, route } from '@/app/_server/route'
import { parseBody, readBatch, receiptBody } from '@/lib/payments/api'
import { recordPayments, type Recorded } from '@/lib/payments/commands'
import { PaymentsBody } from '@/lib/payments/input'

/** An answer for each payment in its place, as it would have had alone: 201 recorded, 200 recorded before, else its error. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request }) => {
    const { payments } = parseBody(PaymentsBody, await jsonBody(request))
    const items = payments.map(readBatch)
    const inputs = items.flatMap(item => item.input ?? [])
    const recorded = await recordPayments(ctx, inputs)
    const answers = new Map(inputs.map((input, i) => [input, recorded[i]]))
    return { results: await Promise.all(items.map(({ input, error }) => resultOf((input && answers.get(input)) ?? { error }, ctx.requestId))) }
  },
})

async function resultOf({ receipt, error }: Recorded, requestId: string) {
  return receipt ? { status: receipt.isReplay ? 200 : 201, payment: receiptBody(receipt) } : failureBody(error, requestId)
}
