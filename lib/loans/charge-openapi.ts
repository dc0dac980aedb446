import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { localDate } from '@/lib/dates'
import { cents, decimalText } from '@/lib/money'
import { IdempotencyKey } from '@/lib/payments/input'
import { toToken } from '@/lib/url-token'
import { CHARGE_COMPONENTS, ChargeBody } from './charge-input'

type Charged = Omit<ChargeBody, 'amount'> & { borrowerId: string; chargeId: string; amountCents: number }

export const chargeBody = ({ borrowerId, chargeId, loanNumber, component, amountCents, dueOn, reason }: Charged) => ({
  id: toToken(borrowerId, chargeId),
  loanNumber,
  component,
  amount: decimalText(amountCents),
  dueOn,
  reason,
})

const Charge = z.strictObject({
  id: z.string(),
  loanNumber: z.string(),
  component: z.enum(CHARGE_COMPONENTS),
  amount: z.string().regex(/^-?\d+\.\d{2}$/),
  dueOn: z.iso.date(),
  reason: z.string(),
})
const asked = { loanNumber: 'AH-2026-000123', component: 'cost' as const, dueOn: localDate('2026-12-01'), reason: 'Court fee, judgment (2026) 01 civil 123' }
const charged = chargeBody({ ...asked, borrowerId: '019a0000-0000-7000-8000-000000000001', chargeId: '019a0000-0000-7000-8000-000000000003', amountCents: cents(5_000) })

export const chargeOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/charges',
    tag: 'loans',
    summary: 'Bill a fee or a cost on a loan',
    description:
      'Only what the contract, a court or a law lets the lender ask for. It stands beside the schedule, is paid in the order of the house and can be taken back. The same key with the same body answers 200 and bills nothing twice; with another body it answers 409.',
    scope: 'charge:record',
    parameters: [{ name: 'idempotency-key', in: 'header', required: true, description: 'Makes a retry safe', schema: IdempotencyKey, example: 'court-fee-2026-0123' }],
    request: { schema: ChargeBody, example: { ...asked, amount: '50.00' } },
    answers: { 201: { description: 'Billed', schema: Charge, example: charged }, 200: { description: 'Billed before', schema: Charge, example: charged } },
    refuses: [400, 403, 404, 409, 413, 422],
  },
  {
    method: 'post',
    path: '/api/v1/charges/{id}/cancellation',
    tag: 'loans',
    summary: 'Take a charge back',
    description: 'Money that had paid it goes where it would have gone without it.',
    scope: 'charge:record',
    parameters: [{ name: 'id', in: 'path', description: 'The `id` that billing answered', schema: z.string(), example: charged.id }],
    answers: { 200: { description: 'Taken back', schema: z.strictObject({ id: z.string(), isCancelled: z.literal(true) }), example: { id: charged.id, isCancelled: true } } },
    refuses: [403, 404, 409],
  },
]
