import cnCard from './packs/cn-card-2011.json' with { type: 'json' }
import cnCba from './packs/cn-cba-2026.json' with { type: 'json' }
import cnConsumerFinance from './packs/cn-consumer-finance-2024.json' with { type: 'json' }
import cnGbt from './packs/cn-gbt-45251-2025.json' with { type: 'json' }
import house from './packs/house.json' with { type: 'json' }
import ukConc from './packs/uk-conc-7.json' with { type: 'json' }
import usRegF from './packs/us-reg-f.json' with { type: 'json' }
import { RulePack, type PackedRule } from './rule'

/** The packs that come with the house, checked by their schema once. `house` holds what every lender owes a person; it always applies. */
export const shippedPacks: readonly RulePack[] = [house, cnGbt, cnCba, cnCard, cnConsumerFinance, usRegF, ukConc].map(pack => RulePack.parse(pack))

export const HOUSE = 'house'
export const packName = ({ code, version }: Pick<RulePack, 'code' | 'version'>) => `${code}@${version}`
export const packedRules = (pack: RulePack): PackedRule[] => pack.rules.map(rule => ({ ...rule, pack: packName(pack) }))

/** Rules of the named packs (`code` or `code@version`), the house's first. A pack named twice is one; `unknown` are those that nobody knows. */
export function rulesOfPacks(names: readonly string[], known: readonly RulePack[] = shippedPacks): { rules: PackedRule[]; unknown: string[] } {
  const isHouseNamed = names.some(name => name.split('@')[0] === HOUSE)
  const wanted = isHouseNamed ? names : [HOUSE, ...names]
  const found = wanted.map(name => known.findLast(pack => pack.code === name || packName(pack) === name))
  const packs = [...new Set(found)].filter(pack => pack !== undefined).sort((a, b) => Number(b.code === HOUSE) - Number(a.code === HOUSE))
  return { rules: packs.flatMap(packedRules), unknown: wanted.filter((_name, i) => !found[i]) }
}
