import type { GuardPolicy } from './policy'
import { rulesOfPolicy } from './policy-rules'
import type { PackedRule, RulePack } from './rule'
import { rulesOfPacks, shippedPacks } from './shipped-packs'

export type LenderRules = { rules: PackedRule[]; packs: string[] }

/** A lender's own published version of a pack takes the place of the shipped one. Throws on a pack nobody knows. */
export function lenderRules(packs: readonly string[], policy: GuardPolicy, published: readonly RulePack[] = []): LenderRules {
  const codes = new Set(published.map(pack => pack.code))
  const known = [...shippedPacks.filter(pack => !codes.has(pack.code)), ...published]
  const { rules, unknown } = rulesOfPacks(packs, known)
  if (unknown.length > 0) throw new RangeError(`unknown rule pack ${unknown.join(', ')}`)
  return { rules: [...rules, ...policyRules(policy)], packs: [...new Set(rules.map(rule => rule.pack))] }
}

/** Parsing a policy into rules costs more than a decision; a policy object lives as long as its context. */
const kept = new WeakMap<GuardPolicy, PackedRule[]>()
function policyRules(policy: GuardPolicy): PackedRule[] {
  const known = kept.get(policy)
  if (known) return known
  const rules = rulesOfPolicy(policy)
  kept.set(policy, rules)
  return rules
}

