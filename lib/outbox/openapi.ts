import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { deliveries, ReceiptBody } from './receipt-input'

const Kept = z.strictObject({ id: z.uuid(), delivery: z.enum(deliveries), at: z.iso.datetime() })
export type Kept = z.output<typeof Kept>

const id = '019a0000-0000-7000-8000-000000000004'
const receipt = { delivery: 'delivered', at: '2026-11-25T02:00:31Z' }

export const receiptOperation: Operation = {
  method: 'post',
  path: '/api/v1/messages/{id}/delivery',
  tag: 'messages',
  summary: 'Say whether a message arrived',
  description:
    'For the gateway that was given the message: `id` is the `Idempotency-Key` it came with. The first receipt stands; the same again is answered with 200, another with 409. A demand that is proven to have arrived begins limitation anew where the law says so.',
  scope: 'message:receipt',
  parameters: [{ name: 'id', in: 'path', required: true, description: 'The message', schema: z.uuid(), example: id }],
  request: { schema: ReceiptBody, example: receipt },
  answers: {
    200: { description: 'It had been told before', schema: Kept, example: { id, ...receipt } },
    201: { description: 'Kept', schema: Kept, example: { id, ...receipt } },
  },
  refuses: [400, 403, 404, 409, 413],
}
