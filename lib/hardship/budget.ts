import { add, mulDiv, subtract, type Cents } from '../money'

export const frequencies = ['weekly', 'fortnightly', 'monthly'] as const
export type Frequency = (typeof frequencies)[number]
type Line = { side: string; monthlyCents: Cents }

const paymentsAYear = { weekly: 52, fortnightly: 26, monthly: 12 } as const

/** An amount per week, two weeks or month as an amount per month: 52, 26 or 12 payments a year, rounded half to even. */
export const toMonthly = (amountCents: Cents, frequency: Frequency): Cents =>
  frequency === 'monthly' ? amountCents : mulDiv(amountCents, paymentsAYear[frequency], 12, 'half-even')

/** Sums per month; `leftCents` may be negative. */
export function budgetTotals(lines: readonly Line[]): { incomeCents: Cents; spendingCents: Cents; leftCents: Cents } {
  const sum = (side: string) => add(...lines.filter(line => line.side === side).map(line => line.monthlyCents))
  const incomeCents = sum('income')
  const spendingCents = sum('spending')
  return { incomeCents, spendingCents, leftCents: subtract(incomeCents, spendingCents) }
}
