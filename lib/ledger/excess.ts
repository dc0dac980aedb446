import { add, smaller, subtract, type Cents } from '@/lib/money'
import type { LoanBook } from './loan-book'

/**
 * What was paid beyond what a later schedule asks for is the payer's again, taken from where the latest payments had gone. Of what
 * nobody paid, such as a charge taken back, nothing becomes credit.
 */
export function freeExcess(book: Pick<LoanBook, 'lines' | 'payments' | 'received'>, excessCents: Cents): void {
  if (excessCents === 0) return
  const lines = new Map(book.lines.map(line => [line.id, line]))
  let left = excessCents
  for (const payment of book.payments.toReversed()) {
    for (const allocation of payment.allocations.toReversed()) {
      const amount = smaller(left, allocation.amountCents)
      left = subtract(left, amount)
      allocation.amountCents = subtract(allocation.amountCents, amount)
      payment.overpaidCents = add(payment.overpaidCents, amount)
      const line = lines.get(allocation.lineId)
      if (!line) continue
      line.paidCents = subtract(line.paidCents, amount)
      line.carriedCents = add(line.carriedCents, amount)
      const received = line.origin === 'schedule' ? book.received.get(line.version) : undefined
      if (received) received[line.component] = subtract(received[line.component], amount)
    }
    payment.allocations = payment.allocations.filter(allocation => allocation.amountCents > 0)
  }
}
