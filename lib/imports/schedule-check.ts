import { instalmentAmount, periodInterest } from '../loans/schedule'
import { add, decimalText, mulDiv, type Cents } from '../money'
import type { LoanRow, RowReason } from './loan-row'

/** The first instalment of the contract's schedule from amount, rate and term; instalments are monthly. */
function firstInstalment({ method, principalCents, annualRatePpm, termCount }: LoanRow): Cents {
  if (method === 'equal_instalment') return instalmentAmount({ principalCents, annualRatePpm, count: termCount, frequency: 'monthly' })
  return add(mulDiv(principalCents, 1, termCount, 'half-even'), periodInterest(principalCents, annualRatePpm, 'monthly'))
}

/** More than two cents between the file's own instalment and ours is a remark, not a refusal. */
export function scheduleRemarks(loan: LoanRow): RowReason[] {
  if (loan.fileInstalmentCents === null) return []
  const ours = firstInstalment(loan)
  if (Math.abs(ours - loan.fileInstalmentCents) <= 2) return []
  return [{ reason: 'instalment_differs', values: { file: decimalText(loan.fileInstalmentCents), ours: decimalText(ours) } }]
}
