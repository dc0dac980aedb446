import { refunds } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { into } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, invalid } from '../errors'
import { move } from '../ledger/entries'
import { postEntries } from '../ledger/entry-commands'
import { replayRecord } from '../ledger/loan-record'
import { bookOf } from '../loans/record-queries'
import { add, ZERO, type Cents } from '../money'
import { lockDebt } from './debt-commands'
import { settleDebt, type Debt } from './settle-commands'

/** What payments of a loan left over and nobody has spent or paid back. */
export function creditOf(ctx: Ctx, debt: Pick<Debt, 'records'>, loanId: string): Cents {
  authorize(ctx, 'payment:record')
  const found = debt.records.find(({ loan }) => loan.id === loanId)
  return found ? add(ZERO, ...replayRecord(found, bookOf(ctx)).payments.map(payment => payment.overpaidCents)) : ZERO
}

/** Pays credit back, in the caller's transaction. Throws `refund_above_credit` when there is less of it by now. */
export async function postRefund(ctx: Ctx, { borrowerId, loanId, amountCents }: { borrowerId: string; loanId: string; amountCents: Cents }): Promise<string> {
  authorize(ctx, 'payment:confirm')
  if (!ctx.inTransaction) throw new Error('a refund outside a transaction')
  const debt = await lockDebt(ctx, borrowerId)
  if (amountCents <= 0) throw invalid('payment_amount_not_positive')
  if (amountCents > creditOf(ctx, debt, loanId)) throw conflict('refund_above_credit')
  const refund = { id: newId(), amountCents, effectiveOn: ctx.today, postedAt: ctx.now }
  const row = { ...refund, borrowerId, loanId, lenderId: ctx.actor.lenderId }
  const records = debt.records.map(one => (one.loan.id === loanId ? { ...one, refunds: [...(one.refunds ?? []), refund] } : one))
  await settleDebt(ctx, { ...debt, records }, new Set([loanId]), [into(refunds, [row])])
  await postEntries(ctx, borrowerId, [{ loanId, kind: 'refund', effectiveOn: ctx.today, postings: move(amountCents, 'principal', 'credit', 'funds') }])
  await record(ctx, { type: 'refund.posted', borrowerId, caseId: debt.open?.id, data: { refundId: refund.id, loanId, amountCents } })
  return refund.id
}
