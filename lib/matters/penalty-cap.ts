import { ceilingOf } from '@/lib/ledger/lpr'
import { moneyTermsOf } from '@/lib/lenders/money-terms'
import type { LenderPolicy } from '@/lib/lenders/policy'
import type { LocalDate } from '@/lib/dates'
import type { Currency } from '@/lib/money'

/** Interest and penalty together, a year: SPC opinion on financial trials (2017). */
const CN_ALL_IN_PPM = 240_000

type Of = { product: string; disbursedOn: LocalDate; annualRatePpm: number }

/**
 * Whether interest and penalty of a loan stay within what may be claimed. The accrual cuts the penalty at the loan's own ceiling, so that
 * ceiling must be lawful and the contract's rate within it; without one there must be no penalty.
 */
export function isPenaltyWithinCap(policy: LenderPolicy, loan: Of, currency: Currency): boolean {
  const { penalty } = moneyTermsOf(policy, loan)
  const { ceilingPpm } = ceilingOf(penalty, loan.disbursedOn)
  if (ceilingPpm === null) return penalty.multiplierPpm === 0 && (currency !== 'CNY' || loan.annualRatePpm <= CN_ALL_IN_PPM)
  return loan.annualRatePpm <= ceilingPpm && (currency !== 'CNY' || ceilingPpm <= CN_ALL_IN_PPM)
}
