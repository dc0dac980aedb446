import { ceilingOf } from '@/lib/ledger/lpr'
import { moneyTermsOf } from '@/lib/lenders/money-terms'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { contractCostPpm, type StoredContract } from '@/lib/loans/contract-cost'
import type { Currency } from '@/lib/money'

/** Interest and penalty together, a year: SPC opinion on financial trials (2017). */
const CN_ALL_IN_PPM = 240_000

type Of = StoredContract & { product: string }

/**
 * Whether interest and penalty of a loan stay within what may be claimed. The accrual cuts the penalty at the loan's own ceiling, so that
 * ceiling must be lawful and what the contract costs within it; without one there must be no penalty.
 */
export function isPenaltyWithinCap(policy: LenderPolicy, loan: Of, currency: Currency): boolean {
  const { penalty } = moneyTermsOf(policy, loan)
  const { ceilingPpm } = ceilingOf(penalty, loan.disbursedOn)
  const costPpm = contractCostPpm(loan)
  if (ceilingPpm === null) return penalty.multiplierPpm === 0 && (currency !== 'CNY' || costPpm <= CN_ALL_IN_PPM)
  return costPpm <= ceilingPpm && (currency !== 'CNY' || ceilingPpm <= CN_ALL_IN_PPM)
}
