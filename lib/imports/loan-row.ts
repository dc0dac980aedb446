import type { Locale } from '../context'
import type { LocalDate } from '../dates'
import type { ContractMethod, NamedRhythm } from '../loans/contract-terms'
import type { AnnualRatePpm, Cents } from '../money'

export const LOAN_FILE_STATUSES = ['active', 'settled', 'charged_off'] as const
export type LoanFileStatus = (typeof LOAN_FILE_STATUSES)[number]

/** One row of a loan file, checked. Amounts in minor units of the lender's currency. */
export type LoanRow = NamedRhythm & {
  number: string
  borrowerNumber: string
  name: string
  /** E.164 */
  phones: string[]
  email: string | null
  address: string | null
  idNumber: string | null
  locale: Locale | null
  timeZone: string | null
  product: string
  principalCents: Cents
  annualRatePpm: AnnualRatePpm
  termCount: number
  method: ContractMethod
  disbursedOn: LocalDate
  firstDueOn: LocalDate
  fileInstalmentCents: Cents | null
  paidPrincipalCents: Cents
  paidInterestCents: Cents | null
  status: LoanFileStatus
  /** The person is made up, as in the demo's tape. */
  isDemo: boolean
}

/** Said through messages/: `imports.reasons.<reason>`. On a row that is not refused it is a remark. */
export type RowReason = { reason: string; values?: Record<string, string | number> }
export type CheckedRow = { loan: LoanRow; remarks: RowReason[] } | { loan: null; reasons: RowReason[] }
