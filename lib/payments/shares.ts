import { invalid, notFound } from '@/lib/errors'
import { replayRecord, type Book, type LoanRecord } from '@/lib/ledger/loan-record'
import type { Currency } from '@/lib/money'
import { refusePayment, type RecordPayment } from './payment'
import { splitOverLoans, type LoanShare } from './split'

/** How the payment would be split today. Throws a sentence for the field that does not fit. */
export function sharesOf(
  currency: Currency,
  book: Book,
  input: Pick<RecordPayment, 'amountCents' | 'currency' | 'effectiveOn'>,
  records: readonly LoanRecord[],
  loanId: string | null,
): LoanShare[] {
  const payable = records.filter(({ loan }) => loan.status !== 'cancelled' && (loan.id === loanId || loan.disbursedOn <= input.effectiveOn))
  const named = loanId ? records.filter(({ loan }) => loan.id === loanId) : records
  const disbursedOn = named.map(({ loan }) => loan.disbursedOn).sort()[0]
  if (!disbursedOn) throw notFound()
  const refused = refusePayment(input, { currency, today: book.today, disbursedOn })
  if (refused) throw invalid(refused.reason, { [refused.field]: refused.reason }, { currency })
  const standing = payable.map(loanRecord => {
    const { id, annualRatePpm } = loanRecord.loan
    return { loanId: id, state: replayRecord(loanRecord, book, input.effectiveOn), annualRatePpm }
  })
  return splitOverLoans(input.amountCents, standing, loanId)
}
