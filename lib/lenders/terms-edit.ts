import { addDays, parseLocalDate, type LocalDate } from '@/lib/dates'
import { dayCountOf } from '@/lib/ledger/accrual'
import { WATERFALL_IDS } from '@/lib/ledger/waterfall'
import type { WaterfallChoice } from '@/lib/ledger/waterfall-input'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { lenderTermsOn, moneyTermsOf, productTermsOn } from './money-terms'
import type { LenderPolicy, LenderTerms, ProductTerms } from './policy'
import { assessPolicy, changeAt, type PolicyEdit, type Typed } from './policy-edit'
import { isSame, withValue } from './policy-fields'
import { readField } from './policy-text'

/** For loans of one product, or of every product that says nothing of its own. */
export type TermsScope = { product: string } | 'lender'
type Rules = { isChinese: boolean; today: LocalDate }
const MOST_DAYS_AHEAD = 366
/** 银发〔2003〕251号: at most half above the contract's rate. */
const CN_MOST_PPM = 1_500_000
/** SPC opinion on financial trials (2017): interest and penalty together, a year. */
const CN_ALL_IN_PPM = 240_000

export const TERMS_BOUNDS = {
  multiplier: { unit: 'percent', min: 0, max: 3_000_000 },
  cap: { unit: 'percent', min: 0, max: 1_000_000 },
  lprMultiple: { unit: 'times', min: 1, max: 10 },
  graceDays: { unit: 'days', min: 0, max: 30 },
} as const
type Named = keyof typeof TERMS_BOUNDS
/** What a product may leave to its lender, and a lender unsaid. */
const isEmptyAllowed = (name: Named, isProduct: boolean) => isProduct || name === 'cap' || name === 'lprMultiple'

export const termsPath = (scope: TermsScope, from: string): string[] => (scope === 'lender' ? ['terms', 'lender', from] : ['terms', 'products', scope.product, from])

/**
 * A policy with an allocation order and a penalty for loans paid out from a day to come. What earlier loans owe is computed anew from
 * their whole history at every look, so their terms cannot be edited: they end where the new ones begin.
 */
export function editTerms(policy: LenderPolicy, scope: TermsScope, typed: Typed, rules: Rules): PolicyEdit {
  const fields: Record<string, string> = {}
  const from = parseLocalDate((typed.from ?? '').trim())
  if (!from || from <= rules.today || from > addDays(rules.today, MOST_DAYS_AHEAD)) fields.from = 'policy_from_to_come'
  const entry = entryOf(policy, scope, typed, from ?? rules.today, fields)
  if (!from || Object.keys(fields).length > 0) return { ok: false, fields }
  if (isSame(entry, presentTerms(policy, scope, from))) return { ok: true, policy, changes: [] }
  const path = termsPath(scope, from)
  const next = withValue(policy, path, entry)
  const edit = assessPolicy(policy, next, [{ ...changeAt(policy, next, path), instead: presentTerms(policy, scope, from) }], rules)
  const problems = edit.ok ? lawProblems(moneyTermsOf(edit.policy, { product: scope === 'lender' ? '' : scope.product, disbursedOn: from }), rules) : {}
  return Object.keys(problems).length > 0 ? { ok: false, fields: problems } : edit
}

/** What holds for a scope on a day as its form would say it. */
export function presentTerms(policy: LenderPolicy, scope: TermsScope, on: string): ProductTerms {
  const { waterfall, penalty } = scope === 'lender' ? lenderTermsOn(policy, on) : productTermsOn(policy, scope.product, on)
  const said = { ...(scope === 'lender' && { compound: false }), ...penalty, ...(penalty?.dayCount !== undefined && { dayCount: dayCountOf(penalty.dayCount) }) }
  return { ...(waterfall && { waterfall }), ...(Object.keys(said).length > 0 && { penalty: said }) }
}

function lawProblems({ penalty }: LenderTerms, { isChinese }: Rules): Record<string, string> {
  if (!isChinese) return {}
  const isCapped = penalty.lprMultiple !== undefined || (penalty.allInCapPpm !== null && penalty.allInCapPpm <= CN_ALL_IN_PPM)
  return {
    ...(penalty.multiplierPpm > CN_MOST_PPM ? { multiplier: 'policy_penalty_above_law' } : {}),
    ...(penalty.multiplierPpm > 0 && !isCapped ? { cap: 'policy_cap_above_law' } : {}),
  }
}

function entryOf(policy: LenderPolicy, scope: TermsScope, typed: Typed, from: string, fields: Record<string, string>): LenderTerms | ProductTerms {
  const isProduct = scope !== 'lender'
  const number = (name: Named): number | undefined => {
    const read = readField({ ...TERMS_BOUNDS[name], isOptional: isEmptyAllowed(name, isProduct) }, typed[name] ?? '')
    if (!read.ok) fields[name] = read.reason
    return read.ok && typeof read.value === 'number' ? read.value : undefined
  }
  const [multiplierPpm, cap, lprMultiple, graceDays] = [number('multiplier'), number('cap'), number('lprMultiple'), number('graceDays')]
  const dayCount = DAY_COUNTS.find(one => one === typed.dayCount)
  if (!dayCount && !(isProduct && !typed.dayCount)) fields.dayCount = 'choice_unknown'
  const compound = typed.compound === 'yes' ? true : typed.compound === 'no' ? false : undefined
  const waterfall = orderOf(policy, scope, typed.waterfall, from)
  if (!waterfall && !(isProduct && !typed.waterfall)) fields.waterfall = 'choice_unknown'
  const allInCapPpm = isProduct ? cap : (cap ?? null)
  const penalty = { multiplierPpm, dayCount, allInCapPpm, lprMultiple, compound: compound ?? (isProduct ? undefined : false), graceDays }
  const said = Object.fromEntries(Object.entries(penalty).filter(([, value]) => value !== undefined))
  return { ...(waterfall && { waterfall }), ...(Object.keys(said).length > 0 && { penalty: said }) }
}

function orderOf(policy: LenderPolicy, scope: TermsScope, name: string | undefined, from: string): WaterfallChoice | undefined {
  if (name !== 'own') return WATERFALL_IDS.find(id => id === name)
  const present = scope === 'lender' ? lenderTermsOn(policy, from).waterfall : productTermsOn(policy, scope.product, from).waterfall
  return typeof present === 'object' ? present : undefined
}
