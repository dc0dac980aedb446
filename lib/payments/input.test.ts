import { describe, expect, it } from 'vitest'
import { DecideForm, WithdrawForm } from '../credit-reports/input'
import { newId } from '../clock'
import { NotOursForm } from './bank-input'
import { PaymentForm, ReversalBody, ReversalForm } from './input'
import { ProposalForm, RefundForm } from './proposal-input'
import { SettleForm } from './provider-input'
import { WebhookEvent } from './webhook-input'

const card = '6222 0212 3456 7890 128'
const typed = { number: 'L-1', amount: '1.00', effectiveOn: '2026-06-10', channel: 'other', requestId: newId() }

describe('what people write beside money', () => {
  it.each([
    ['a reference', PaymentForm, { ...typed, reference: card }],
    ['a reason to reverse', ReversalForm, { token: 't', reason: card }],
    ['a reason from a machine', ReversalBody, { reason: card }],
    ['a reason for a refund', RefundForm, { loanNumber: 'L-1', amount: '1.00', reason: `to ${card} 500`, requestId: newId() }],
    ['a reason to set aside', NotOursForm, { lineId: newId(), reason: card }],
    ['a note on a proposal', ProposalForm, { token: 't', decision: 'confirm', note: card }],
    ['a note on an event', SettleForm, { eventId: newId(), note: card }],
    ['a note on a correction', DecideForm, { token: 't', decision: 'return', note: card }],
    ['a note on a withdrawal', WithdrawForm, { loanNumber: 'L-1', reason: 'fraud', note: card }],
  ])('holds no card number: %s', (_, schema, input) => {
    expect(schema.safeParse(input).error?.issues.map(issue => issue.message)).toEqual(['card_number_refused'])
    expect(schema.safeParse(JSON.parse(JSON.stringify(input).replace(card, 'T20261126000123456'))).success).toBe(true)
  })

  it('is kept without the card number when a provider writes it', () => {
    const data = { paymentId: 'P1', amount: '1.00', currency: 'CNY', paidOn: '2026-06-10', payerName: `王小明 ${card}`, remark: `from ${card}` }
    expect(WebhookEvent.parse({ type: 'payment.succeeded', data })).toMatchObject({ data: { payerName: '王小明 ****0128', remark: 'from ****0128' } })
  })
})
