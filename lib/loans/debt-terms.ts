import type { LocalDate } from '@/lib/dates'
import { dayCountOf } from '@/lib/ledger/accrual'
import type { Freeze } from '@/lib/ledger/loan-events'
import { penaltyTermsOf, waterfallOf, type Book, type LoanRecord, type LoanRow } from '@/lib/ledger/loan-record'
import { ceilingOf } from '@/lib/ledger/lpr'
import { moneyTermsOf } from '@/lib/lenders/money-terms'
import { CLAUSE_SUBJECTS, type LenderPolicy } from '@/lib/lenders/policy'
import { mulDiv, PPM } from '@/lib/money'
import type { DayCount } from './day-count'
import { contractCostPpm } from './contract-cost'
import { loanRhythm, type Rhythm } from './contract-terms'

export type Clause = { subject: (typeof CLAUSE_SUBJECTS)[number]; reference: string; en: string; zhCn: string }

/** The terms by which a loan's lines were reached, with the contract's own words where the lender has entered them. */
export type DebtTerms = {
  annualRatePpm: number
  /** How often the contract's instalments come and how their interest counts days. */
  rhythm: Rhythm
  multiplierPpm: number
  /** Contract rate × multiplier. */
  overdueRatePpm: number
  /** Of the penalty interest. */
  dayCount: DayCount
  compound: boolean
  /** Ceiling on the day the loan was paid out; null for none. */
  cap: { ppm: number; isAllIn: boolean; isAssumed: boolean } | null
  graceDays: number
  frozen: readonly Freeze[]
  /** Name of the allocation order. */
  order: string
  clauses: Clause[]
  /** Whose each schedule is. */
  schedules: { version: number; from: LocalDate; is: 'contract' | 'plan' | 'contract_again' }[]
}

export function debtTermsOf({ loan, freezes, schedules }: LoanRecord, { policy }: Book): DebtTerms {
  const terms = penaltyTermsOf(policy, loan, freezes)
  const own = { ...policy.clauses, ...policy.products?.[loan.product]?.clauses }
  return {
    annualRatePpm: terms.annualRatePpm,
    rhythm: loanRhythm(loan),
    multiplierPpm: terms.multiplierPpm,
    overdueRatePpm: mulDiv(terms.annualRatePpm, terms.multiplierPpm, PPM, 'half-even'),
    dayCount: dayCountOf(terms.dayCount),
    compound: terms.compound ?? false,
    cap: capOf(loan, policy),
    graceDays: terms.graceDays,
    frozen: terms.frozen,
    order: waterfallOf(policy, loan).id,
    clauses: CLAUSE_SUBJECTS.flatMap(subject => (own[subject] ? [{ subject, ...own[subject] }] : [])),
    schedules: schedules.map(({ version, fromOn, planId }) => ({ version, from: fromOn, is: planId ? 'plan' : version === 1 ? 'contract' : 'contract_again' })),
  }
}

/** `isAllIn`: interest and penalty together keep within it; where the contract alone costs more, only the penalty does. */
function capOf(loan: LoanRow, policy: LenderPolicy): DebtTerms['cap'] {
  const { ceilingPpm, isAssumed } = ceilingOf(moneyTermsOf(policy, loan).penalty, loan.disbursedOn)
  return ceilingPpm === null ? null : { ppm: ceilingPpm, isAllIn: contractCostPpm(loan) <= ceilingPpm, isAssumed }
}
