import { z } from 'zod'

export const deliveries = ['delivered', 'undelivered'] as const

/** The body of `POST /api/v1/messages/{id}/delivery`. */
export const ReceiptBody = z.strictObject({
  delivery: z.enum(deliveries, { error: 'choose_one' }),
  at: z.iso.datetime({ error: 'date_invalid' }).describe('When it reached the handset or the letter box, or was given up'),
})
export type Receipt = { delivery: (typeof deliveries)[number]; at: Date }

export const readReceipt = (row: { delivery: string | null; deliveryAt: Date | null }): Receipt | null => {
  const delivery = deliveries.find(one => one === row.delivery)
  return delivery && row.deliveryAt ? { delivery, at: row.deliveryAt } : null
}
