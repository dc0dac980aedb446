import { buildSchedule, type Instalment } from '../loans/schedule'
import { decimalText } from '../money'
import type { LoanRow, RowReason } from './loan-row'

/** The contract's schedule from amount, rate, term and start; instalments are monthly. */
export const scheduleOf = (loan: LoanRow): Instalment[] =>
  buildSchedule({
    method: loan.method,
    principalCents: loan.principalCents,
    annualRatePpm: loan.annualRatePpm,
    count: loan.termCount,
    frequency: 'monthly',
    firstDueOn: loan.firstDueOn,
  })

/** More than two cents between the file's own instalment and ours is a remark, not a refusal. */
export function scheduleRemarks(loan: LoanRow): RowReason[] {
  const [first] = scheduleOf(loan)
  if (loan.fileInstalmentCents === null || !first) return []
  const ours = first.principalCents + first.interestCents
  if (Math.abs(ours - loan.fileInstalmentCents) <= 2) return []
  return [{ reason: 'instalment_differs', values: { file: decimalText(loan.fileInstalmentCents), ours: decimalText(ours) } }]
}
