import { auditEvents, paymentParts, payments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { auditRow } from '../audit/record'
import { findTarget } from '../borrowers/find-queries'
import { into } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError } from '../errors'
import type { LoanRecord } from '../ledger/loan-record'
import { bookOf } from '../loans/record-queries'
import { formatMoney } from '../money'
import { queueMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { lockDebt } from './debt-commands'
import { changedBy } from './difference'
import { findRecorded } from './find-queries'
import { inputHash, type PaymentReceipt, type RecordPayment } from './payment'
import { settleDebt, type Debt } from './settle-commands'
import { sharesOf } from './shares'
import type { LoanShare } from './split'

export { reversePayment } from './reversal-commands'

/**
 * Records money received, exactly once: the same key or the same external id with the same content gives the first answer.
 * Splits it over loans, allocates, posts, and tells promises, plans, case and borrower, all in one transaction. Throws
 * `payment_target_unknown`, `idempotency_key_reused`, `payment_external_id_reused`, and a sentence per unfit field.
 */
export async function recordPayment(ctx: Ctx, input: RecordPayment): Promise<PaymentReceipt> {
  authorize(ctx, 'payment:record')
  const once = () =>
    transaction(ctx, async ctx => {
      const target = await findTarget(ctx, input.target)
      // Looked for under the lock: whoever held it may have recorded this very payment.
      const debt = await lockDebt(ctx, target.borrowerId)
      const earlier = await recordedBefore(ctx, input)
      if (earlier) return earlier
      return post(ctx, input, debt, target.loanId)
    })
  try {
    return await once()
  } catch (error) {
    // Two borrowers' payments under one key meet at the unique index only: the second try finds the first.
    if (ctx.inTransaction || !(error instanceof DomainError) || error.message !== 'payment_already_recorded') throw error
    return once()
  }
}

async function recordedBefore(ctx: Ctx, input: RecordPayment): Promise<PaymentReceipt | null> {
  const found = await findRecorded(ctx, input)
  const hash = inputHash(input)
  const sameKey = found.find(stored => stored.idempotencyKey === input.idempotencyKey)
  if (sameKey && sameKey.inputHash !== hash) throw conflict('idempotency_key_reused')
  const sameExternal = found.find(stored => stored.isSameExternal)
  if (sameExternal && sameExternal.inputHash !== hash) throw conflict('payment_external_id_reused')
  return (sameKey ?? sameExternal)?.receipt ?? null
}

async function post(ctx: Ctx, input: RecordPayment, debt: Debt, loanId: string | null): Promise<PaymentReceipt> {
  const shares = sharesOf(ctx.lender.currency, bookOf(ctx), input, debt.records, loanId)
  const { amountCents, currency, effectiveOn, channel, source, externalId, idempotencyKey } = input
  const owned = { borrowerId: debt.borrowerId, lenderId: ctx.actor.lenderId }
  const id = newId()
  const columns = { amountCents, currency, effectiveOn, channel, source, externalId, idempotencyKey, caseId: debt.open?.id ?? null }
  const payment = { ...owned, id, ...columns, inputHash: inputHash(input), receivedAt: ctx.now, isSynthetic: input.isSynthetic ? 'yes' : 'no' }
  const parts = shares.map(share => ({ ...owned, ...share, id: newId(), paymentId: id }))
  const records = debt.records.map(loanRecord => withShare(loanRecord, shares, { id, effectiveOn, receivedAt: ctx.now, reversed: false }))
  // A payment of today changes nothing that came before it.
  const isBackDated = effectiveOn < ctx.today && !input.isSynthetic
  const changed = isBackDated ? { changed: changedBy(bookOf(ctx), debt.records, records, id) } : {}
  const data = { paymentId: id, amountCents, effectiveOn, channel, source, ...changed }
  const trace = auditRow(ctx, { type: 'payment.recorded', borrowerId: debt.borrowerId, caseId: debt.open?.id, data })
  const touched = new Set(shares.map(share => share.loanId))
  await settleDebt(ctx, { ...debt, records }, touched, [into(payments, [payment]), into(paymentParts, parts), into(auditEvents, [trace])])
  if (!input.isSynthetic) await sayThanks(ctx, debt, id, input)
  const numbers = new Map(debt.records.map(({ loan }) => [loan.id, loan.number]))
  const said = shares.map(share => ({ loanNumber: numbers.get(share.loanId) ?? '', amountCents: share.amountCents }))
  return { borrowerId: debt.borrowerId, paymentId: id, amountCents, currency, effectiveOn, shares: said, isReplay: false }
}

type NewPayment = Omit<LoanRecord['payments'][number], 'amountCents'>

function withShare(loanRecord: LoanRecord, shares: readonly LoanShare[], payment: NewPayment): LoanRecord {
  const share = shares.find(({ loanId }) => loanId === loanRecord.loan.id)
  if (!share) return loanRecord
  return { ...loanRecord, payments: [...loanRecord.payments, { ...payment, amountCents: share.amountCents }] }
}

async function sayThanks(ctx: Ctx, debt: Debt, paymentId: string, input: RecordPayment): Promise<void> {
  const amount = formatMoney(input.amountCents, input.currency, ctx.lender.locale)
  const { borrowerId, open } = debt
  const values = { amount, date: input.effectiveOn }
  await queueMessage(ctx, { borrowerId, caseId: open?.id ?? null, templateCode: 'payment_received', kind: 'sms', values, uniqueKey: `payment_received:${paymentId}` })
}
