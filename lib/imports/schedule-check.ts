import { contractTerms, type Rhythm } from '../loans/contract-terms'
import { duePeriods } from '../loans/due-dates'
import { instalmentAmount, interestOf } from '../loans/schedule'
import { add, decimalText, mulDiv, ZERO, type Cents } from '../money'
import type { LoanRow, RowReason } from './loan-row'

/** The first instalment of the contract's schedule from amount, rate, term and rhythm. */
function firstInstalment(loan: LoanRow, rhythm: Rhythm): Cents {
  const { method, principalCents, annualRatePpm, termCount } = loan
  const terms = contractTerms({ ...loan, ...rhythm })
  if (method === 'equal_instalment') return instalmentAmount(terms)
  const interest = duePeriods(terms, 1).reduce<Cents>((_, { share }) => interestOf(principalCents, annualRatePpm, share, 'half-even'), ZERO)
  if (method === 'interest_first' && termCount > 1) return interest
  return add(mulDiv(principalCents, 1, termCount, 'half-even'), interest)
}

/** More than two cents between the file's own instalment and ours is a remark, not a refusal. */
export function scheduleRemarks(loan: LoanRow, rhythm: Rhythm): RowReason[] {
  if (loan.fileInstalmentCents === null) return []
  const ours = firstInstalment(loan, rhythm)
  if (Math.abs(ours - loan.fileInstalmentCents) <= 2) return []
  return [{ reason: 'instalment_differs', values: { file: decimalText(loan.fileInstalmentCents), ours: decimalText(ours) } }]
}
