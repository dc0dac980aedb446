import { z } from 'zod'
import { amountText, dateText, withoutCard, word } from '@/lib/payments/input'

export const CHARGE_COMPONENTS = ['fee', 'cost'] as const
const component = z.enum(CHARGE_COMPONENTS, { error: 'choose_one' })
const reason = withoutCard(word('charge_reason_needed', 200))

/** The body of `POST /api/v1/charges`. */
export const ChargeBody = z.strictObject({ loanNumber: word('payment_number_needed', 60), component, amount: amountText, dueOn: dateText, reason })
export type ChargeBody = z.output<typeof ChargeBody>

/** The staff form; `requestId` is made with it, so that it counts once. */
export const ChargeForm = z.object({ loanNumber: word('payment_number_needed', 60), component, amount: amountText, dueOn: dateText, reason, requestId: z.uuid({ error: 'form_outdated' }) })
