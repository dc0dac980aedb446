import { z } from 'zod'
import type { Operation, Parameter } from '@/lib/api/operation'
import { localDate } from '@/lib/dates'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { cents } from '@/lib/money'
import { toToken } from '@/lib/url-token'
import { detailBody, receiptBody } from './api'
import { BatchItem, IdempotencyKey, PaymentBody, ReversalBody } from './input'

const decimal = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .describe('Amount as decimal text, two places')
const currency = z.enum(['CNY', 'USD', 'GBP'])
const loans = z.array(z.strictObject({ loanNumber: z.string(), amount: decimal }))

const Receipt = z.strictObject({ id: z.string(), amount: decimal, currency, effectiveOn: z.iso.date(), loans })
const Detail = z.strictObject({
  ...Receipt.shape,
  status: z.enum(['posted', 'reversed']),
  receivedAt: z.iso.datetime(),
  channel: z.string(),
  source: z.string(),
  externalId: z.string(),
  reversedAt: z.iso.datetime().nullable(),
  allocations: z.array(
    z.strictObject({
      loanNumber: z.string(),
      version: z.int(),
      instalmentNumber: z.int().nullable(),
      component: z.enum([...COMPONENTS, 'overpaid', 'refunded']),
      amount: decimal,
    }),
  ),
})

const paid = {
  borrowerId: '019a0000-0000-7000-8000-000000000001',
  paymentId: '019a0000-0000-7000-8000-000000000002',
  amountCents: cents(15_500),
  currency: 'CNY' as const,
  effectiveOn: localDate('2026-11-23'),
  shares: [{ loanNumber: 'AH-2026-000123', amountCents: cents(15_500) }],
}
const token = toToken(paid.borrowerId, paid.paymentId)
const receipt = receiptBody({ ...paid, isReplay: false })
const detail = detailBody({
  ...paid,
  token,
  borrowerName: '',
  borrowerNumber: '',
  receivedAt: new Date('2026-11-23T06:30:00Z'),
  channel: 'bank_transfer',
  source: 'core-bank',
  externalId: 'TX-20261123-001',
  status: 'posted',
  isSynthetic: false,
  reversedAt: null,
  reversalReason: null,
  recordedBy: null,
  lineId: null,
  allocations: [
    { loanNumber: 'AH-2026-000123', version: 1, instalmentNumber: 3, component: 'interest', amountCents: cents(2_500) },
    { loanNumber: 'AH-2026-000123', version: 1, instalmentNumber: 3, component: 'principal', amountCents: cents(13_000) },
  ],
})

const paymentExample = {
  loanNumber: 'AH-2026-000123',
  amount: '155.00',
  currency: 'CNY',
  effectiveOn: '2026-11-23',
  channel: 'bank_transfer',
  source: 'core-bank',
  externalId: 'TX-20261123-001',
}

/** One of many: `payment` with 200 and 201, `error` otherwise. */
const BatchResult = z.strictObject({
  status: z.int().describe('As the payment alone would have been answered'),
  payment: Receipt.optional(),
  error: z
    .strictObject({
      code: z.string(),
      reason: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.string()).optional(),
      refusals: z.array(z.unknown()).optional(),
      requestId: z.string(),
    })
    .optional(),
})

const id: Parameter = {
  name: 'id',
  in: 'path',
  description: 'The `id` that recording the payment answered',
  schema: z.string(),
  example: token,
}

export const paymentOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/payments',
    tag: 'payments',
    summary: 'Record a payment that came in',
    description:
      'Exactly one of `loanNumber`, `caseNumber` and `borrowerNumber` says whose money it is. The same key with the same body answers 200 and records nothing twice; with another body it answers 409. Keys are kept as long as their payments, at least 30 days. A key belongs to a machine that reports what a bank or provider has proven, so every amount is recorded at once; the limit above which a second person confirms is for what people type.',
    scope: 'payment:record',
    parameters: [
      {
        name: 'idempotency-key',
        in: 'header',
        required: true,
        description: 'Makes a retry safe',
        schema: IdempotencyKey,
        example: 'core-bank-TX-20261123-001',
      },
    ],
    request: {
      schema: PaymentBody,
      example: paymentExample,
    },
    answers: {
      201: { description: 'Recorded', schema: Receipt, example: receipt },
      200: { description: 'Recorded before', schema: Receipt, example: receipt },
    },
    refuses: [400, 403, 404, 409, 413, 422],
  },
  {
    method: 'post',
    path: '/api/v1/payments/batch',
    tag: 'payments',
    summary: 'Record many payments',
    description:
      'At most 500, each with a key of its own. Each is answered in its place as it would have been alone, and what is refused stops none of the others. After a fault ask again with the same keys: nothing is recorded twice.',
    scope: 'payment:record',
    request: {
      schema: z.strictObject({ payments: z.array(BatchItem).min(1).max(500) }),
      example: { payments: [{ idempotencyKey: 'core-bank-TX-20261123-001', payment: paymentExample }] },
    },
    answers: {
      200: {
        description: 'What became of each, in their order',
        schema: z.strictObject({ results: z.array(BatchResult) }),
        example: {
          results: [
            { status: 201, payment: receipt },
            { status: 404, error: { code: 'not_found', reason: 'payment_target_unknown', message: 'A sentence for people.', fields: { number: 'payment_target_unknown' }, requestId: '019a0000-0000-7000-8000-000000000001' } },
          ],
        },
      },
    },
    refuses: [400, 403, 413],
  },
  {
    method: 'get',
    path: '/api/v1/payments/{id}',
    tag: 'payments',
    summary: 'A payment with its allocations',
    scope: 'payment:record',
    parameters: [id],
    answers: { 200: { description: 'The payment as it stands', schema: Detail, example: detail } },
    refuses: [403, 404],
  },
  {
    method: 'post',
    path: '/api/v1/payments/{id}/reversal',
    tag: 'payments',
    summary: 'Reverse a payment',
    description: 'History stays; the loans return to where they would be without it. A payment is reversed once: the same again answers 200 with the first reason and changes nothing, so it needs no key.',
    scope: 'payment:reverse',
    parameters: [id],
    request: { schema: ReversalBody, example: { reason: 'Returned by the bank' } },
    answers: {
      201: { description: 'Reversed now', schema: Detail, example: detail },
      200: { description: 'Reversed before', schema: Detail, example: detail },
    },
    refuses: [400, 403, 404, 409, 413],
  },
]
