import { invalid, notFound } from '@/lib/errors'
import { replayRecord, type Book, type LoanRecord } from '@/lib/ledger/loan-record'
import { smaller, type Currency } from '@/lib/money'
import { refusePayment, type RecordPayment } from './payment'
import { splitOverLoans, type LoanShare } from './split'

/**
 * How the payment would be split today: by what was owed on its day, and not to a loan that later payments have paid meanwhile while
 * another is open. Throws a sentence for the field that does not fit.
 */
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
    const then = replayRecord(loanRecord, book, input.effectiveOn)
    const stillOpen = input.effectiveOn < book.today ? replayRecord(loanRecord, book).outstandingCents : then.outstandingCents
    const state = { ...then, dueCents: smaller(then.dueCents, stillOpen), outstandingCents: smaller(then.outstandingCents, stillOpen) }
    return { loanId: id, state, annualRatePpm }
  })
  return splitOverLoans(input.amountCents, standing, loanId)
}
