import { createHash } from 'node:crypto'
import type { LocalDate } from '../dates'
import { decimalText, type Cents } from '../money'
import type { CheckedRow, LoanRow, RowReason } from './loan-row'

export type Verdict = 'new' | 'changed' | 'unchanged' | 'duplicate' | 'refused'
export const VERDICTS: readonly Verdict[] = ['new', 'changed', 'unchanged', 'duplicate', 'refused']

/** A loan that the book already holds under the row's number. */
export type KnownLoan = {
  borrowerNumber: string
  sourceHash: string | null
  principalCents: Cents
  annualRatePpm: number
  termCount: number
  method: string
  frequency: string
  dayCount: string | null
  disbursedOn: LocalDate
  firstDueOn: LocalDate
  paidPrincipalCents: Cents
}

export type Judged = { verdict: Verdict; reasons: RowReason[]; loan: LoanRow | null }

/** The same cells give the same hash, in whatever order the columns stand. */
export const sourceHashOf = (cells: Record<string, string>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(cells).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')

/** What applying this row would do. `earlierRow` is the row of the same file that already named this contract. */
export function judgeRow(checked: CheckedRow, hash: string, known: KnownLoan | null, earlierRow: number | null): Judged {
  if (!checked.loan) return { verdict: 'refused', reasons: checked.reasons, loan: null }
  const { loan, remarks } = checked
  if (earlierRow !== null) return { verdict: 'duplicate', reasons: [{ reason: 'duplicate_of', values: { row: earlierRow } }], loan: null }
  if (!known) return { verdict: 'new', reasons: remarks, loan }
  if (known.sourceHash === hash) return { verdict: 'unchanged', reasons: [], loan: null }
  const changed = changedTerms(loan, known)
  if (changed.length > 0) return { verdict: 'refused', reasons: changed, loan: null }
  if (loan.paidPrincipalCents >= known.paidPrincipalCents) return { verdict: 'changed', reasons: remarks, loan }
  const values = { file: decimalText(loan.paidPrincipalCents), ours: decimalText(known.paidPrincipalCents) }
  return { verdict: 'changed', reasons: [...remarks, { reason: 'ledger_ahead', values }], loan }
}

/** A contract's terms and its borrower never change by a file; that takes a new contract or a plan. A rhythm that the file leaves out is no change. */
function changedTerms(loan: LoanRow, known: KnownLoan): RowReason[] {
  const pairs: [string, unknown, unknown][] = [
    ['borrower_number', loan.borrowerNumber, known.borrowerNumber],
    ['amount', loan.principalCents, known.principalCents],
    ['annual_rate', loan.annualRatePpm, known.annualRatePpm],
    ['term', loan.termCount, known.termCount],
    ['method', loan.method, known.method],
    ['disbursed_on', loan.disbursedOn, known.disbursedOn],
    ['first_due_on', loan.firstDueOn, known.firstDueOn],
  ]
  const { frequency, dayCount } = loan
  if (frequency) pairs.push(['frequency', frequency, known.frequency])
  if (dayCount) pairs.push(['day_count', dayCount, known.dayCount ?? 'none'])
  return pairs.filter(([, file, ours]) => file !== ours).map(([column]) => ({ reason: 'terms_changed', values: { column } }))
}
