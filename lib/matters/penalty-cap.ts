import type { LenderPolicy } from '@/lib/lenders/policy'
import type { Currency } from '@/lib/money'

/** Interest and penalty together, a year: SPC opinion on financial trials (2017). */
const CN_ALL_IN_PPM = 240_000

/**
 * Whether interest and penalty of a loan stay within what may be claimed. The accrual cuts the penalty at the lender's own cap, so the cap
 * must be lawful and the contract's rate within it; without a cap there must be no penalty.
 */
export function isPenaltyWithinCap(annualRatePpm: number, { allInCapPpm, multiplierPpm }: LenderPolicy['penalty'], currency: Currency): boolean {
  if (allInCapPpm === null) return multiplierPpm === 0 && (currency !== 'CNY' || annualRatePpm <= CN_ALL_IN_PPM)
  return annualRatePpm <= allInCapPpm && (currency !== 'CNY' || allInCapPpm <= CN_ALL_IN_PPM)
}
