import type { Ctx } from '../context'
import { addDays, type LocalDate } from '../dates'
import type { LoanRecord } from '../ledger/loan-record'
import { bookOf, loadLoanRecords } from '../loans/record-queries'
import { cents, type Cents } from '../money'
import { sharesOf } from '../payments/shares'
import { progressIfContinued, type CureStanding } from './cure-queries'
import type { PlanRow } from './stored-plan'

export type WayBack = { missingCents: Cents; untilOn: LocalDate }

/**
 * What may be said to the borrower of a broken plan: this sum, paid to nothing in particular on any day from today to that one, brings it
 * back. Null when no such sum can be named, as where the order of the law would send it to another loan.
 */
export async function findWayBack(ctx: Ctx, plan: PlanRow, { progress, rows, untilOn }: CureStanding): Promise<WayBack | null> {
  const missingCents = cents(progress.dates.reduce((sum, date) => (date.dueOn < ctx.today ? sum + date.totalCents - date.paidCents : sum), 0))
  const next = progress.dates.find(date => date.dueOn >= ctx.today && date.paidCents < date.totalCents)
  const enoughUntil = next ? addDays(next.dueOn, plan.graceDays) : untilOn
  const wayBack = { missingCents, untilOn: enoughUntil < untilOn ? enoughUntil : untilOn }
  if (missingCents <= 0 || untilOn < ctx.today) return null
  const records = await loadLoanRecords(ctx, plan.borrowerId)
  const bringsBack = [ctx.today, wayBack.untilOn].every(today => {
    const then = { ...ctx, today }
    const paid = withPayment(then, records, missingCents).filter(({ loan }) => plan.loanIds.includes(loan.id))
    return progressIfContinued(then, plan, paid, rows).state !== 'broken'
  })
  return bringsBack ? wayBack : null
}

function withPayment(ctx: Ctx, records: readonly LoanRecord[], amountCents: Cents): LoanRecord[] {
  const input = { amountCents, currency: ctx.lender.currency, effectiveOn: ctx.today }
  const shares = new Map(sharesOf(ctx.lender.currency, bookOf(ctx), input, records, null).map(share => [share.loanId, share.amountCents]))
  return records.map(record => {
    const share = shares.get(record.loan.id)
    const payment = { id: record.loan.id, effectiveOn: ctx.today, receivedAt: ctx.now, reversed: false }
    return share === undefined ? record : { ...record, payments: [...record.payments, { ...payment, amountCents: share }] }
  })
}
