import type { LenderPolicy, LenderTerms, ProductTerms } from './policy'

type Of = { product: string; disbursedOn: string }

/** The allocation order and the penalty of a loan: its product's own before its lender's, as they stood for the day it was paid out. */
export function moneyTermsOf(policy: LenderPolicy, { product, disbursedOn }: Of): LenderTerms {
  const lender = lenderTermsOn(policy, disbursedOn)
  const own = productTermsOn(policy, product, disbursedOn)
  return { waterfall: own.waterfall ?? lender.waterfall, penalty: { ...lender.penalty, ...own.penalty } }
}

export const lenderTermsOn = (policy: LenderPolicy, on: string): LenderTerms =>
  latest(policy.terms?.lender, on) ?? { waterfall: policy.waterfall, penalty: policy.penalty }

/** What a product has of its own for loans paid out that day; nothing when it follows its lender. */
export function productTermsOn(policy: LenderPolicy, product: string, on: string): ProductTerms {
  const { waterfall, penalty } = policy.products?.[product] ?? {}
  return latest(policy.terms?.products?.[product], on) ?? { ...(waterfall && { waterfall }), ...(penalty && { penalty }) }
}

function latest<T>(byDay: Record<string, T> | undefined, on: string): T | undefined {
  const day = Object.keys(byDay ?? {}).filter(from => from <= on).sort().at(-1)
  return day === undefined ? undefined : byDay?.[day]
}
