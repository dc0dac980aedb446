import { add, cents, divide, smaller, splitEvenly, subtract, ZERO, type Cents } from '@/lib/money'

/** The parts a plan instalment is made of; enforcement costs stand with the fees. */
export type PlanParts = { principalCents: Cents; interestCents: Cents; penaltyCents: Cents; feeCents: Cents }
const KEYS = ['principalCents', 'interestCents', 'penaltyCents', 'feeCents'] as const

export const noParts = (): PlanParts => ({ principalCents: ZERO, interestCents: ZERO, penaltyCents: ZERO, feeCents: ZERO })

export const sumParts = (parts: PlanParts): Cents => cents(KEYS.reduce((sum, key) => sum + parts[key], 0))

/** Plain sum of amounts that may still be out of bounds. */
export const sumCents = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

export const addParts = (a: PlanParts, b: PlanParts): PlanParts => ({
  principalCents: add(a.principalCents, b.principalCents),
  interestCents: add(a.interestCents, b.interestCents),
  penaltyCents: add(a.penaltyCents, b.penaltyCents),
  feeCents: add(a.feeCents, b.feeCents),
})

/** Splits parts over `count` instalments: totals as equal as cents allow, each in the proportion of the whole, sums exact. */
export function splitParts(whole: PlanParts, count: number): PlanParts[] {
  let left = whole
  return splitEvenly(sumParts(whole), count).map(total => {
    const row = takeProportionally(left, total)
    left = subtractParts(left, row)
    return row
  })
}

/** Takes an amount out of parts, each in the proportion of the whole; no part gives more than it has. */
export function takeProportionally(left: PlanParts, total: Cents): PlanParts {
  const all = BigInt(sumParts(left))
  const row = noParts()
  let rest = total
  for (const key of KEYS) {
    if (all === 0n) break
    row[key] = cents(Number(divide(BigInt(left[key]) * BigInt(total), all, 'down')))
    rest = subtract(rest, row[key])
  }
  for (const key of KEYS) {
    const more = smaller(rest, subtract(left[key], row[key]))
    row[key] = add(row[key], more)
    rest = subtract(rest, more)
  }
  return row
}

export const subtractParts = (a: PlanParts, b: PlanParts): PlanParts => ({
  principalCents: subtract(a.principalCents, b.principalCents),
  interestCents: subtract(a.interestCents, b.interestCents),
  penaltyCents: subtract(a.penaltyCents, b.penaltyCents),
  feeCents: subtract(a.feeCents, b.feeCents),
})

/** Splits an amount by weights, exactly; the cents that rounding leaves go to the first with a weight. */
export function splitByWeight(amount: Cents, weights: readonly Cents[]): Cents[] {
  const whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (whole === 0n) return weights.map(() => ZERO)
  const shares = weights.map(weight => cents(Number(divide(BigInt(amount) * BigInt(weight), whole, 'down'))))
  let rest = subtract(amount, cents(sumCents(shares)))
  return shares.map((share, i) => {
    if (rest <= 0 || (weights[i] ?? 0) <= share) return share
    rest = subtract(rest, cents(1))
    return add(share, cents(1))
  })
}
