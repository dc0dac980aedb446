export const POLICY_SECTIONS = ['hardship', 'guardian', 'promises', 'approval', 'credit', 'terms'] as const
export type PolicySection = (typeof POLICY_SECTIONS)[number]
/** Sections of single numbers; `terms` has days of its own. */
export type NumberSection = Exclude<PolicySection, 'terms'>

export type Unit = 'days' | 'months' | 'times' | 'percent' | 'amount' | 'dayList'
export type PolicyField = {
  /** Of the form field; the last part of the path. */
  name: string
  /** Below `policy.fields` in messages. */
  words: string
  path: readonly string[]
  unit: Unit
  /** In the unit stored: ppm for a percentage, minor units for an amount; for a list of days the bounds of each. */
  min: number
  max: number
  /** Left empty it says nothing, and what is more general holds. */
  isOptional: boolean
  /** Fields under one heading of their own. */
  group: PromiseGroup | null
}
const GROUPS = ['full', 'part', 'instalments'] as const
export type PromiseGroup = (typeof GROUPS)[number]

const field = (path: string, unit: Unit, min: number, max: number): PolicyField => {
  const parts = path.split('.')
  const words = parts.at(-1) ?? path
  return { name: words, words, path: parts, unit, min, max, isOptional: false, group: null }
}
const optional = (given: PolicyField, more: Partial<PolicyField>): PolicyField => ({ ...given, isOptional: true, ...more })

const ofKind = (kind: PromiseGroup): PolicyField[] => {
  const own = (name: string, unit: Unit, min: number, max: number) =>
    optional(field(`promises.kinds.${kind}.${name}`, unit, min, max), { name: `${kind}_${name}`, words: `kind_${name}`, group: kind })
  const parts = kind === 'instalments' ? [own('maxParts', 'times', 2, 12)] : []
  return [own('graceDays', 'days', 0, 30), own('horizonDays', 'days', 1, 180), own('tolerancePpm', 'percent', 0, 1_000_000), own('partialPpm', 'percent', 0, 1_000_000), ...parts]
}

const MOST_CENTS = 100_000_000_000

/** Every number of a lender's policy that people set on the page of the policy, in the order shown. */
export const POLICY_FIELDS: Record<NumberSection, readonly PolicyField[]> = {
  hardship: [
    field('decideByDays', 'days', 1, 60),
    field('holdDays', 'days', 1, 180),
    field('offerValidDays', 'days', 1, 90),
    field('affordableSharePpm', 'percent', 10_000, 1_000_000),
    field('reviewerLimitCents', 'amount', 0, MOST_CENTS),
    field('waiverLimitPpm', 'percent', 0, 1_000_000),
    field('maxPlanInstalments', 'times', 1, 120),
    field('graceDays', 'days', 0, 30),
    field('maxRestructures', 'times', 1, 10),
    field('restructureMonths', 'months', 1, 60),
    field('watchMonths', 'months', 1, 60),
  ],
  guardian: [
    field('remindBeforeDays', 'dayList', 1, 30),
    field('guardian.checkInDays', 'days', 0, 28),
    field('guardian.moveDays', 'days', 0, 60),
    field('guardian.changesPerPlan', 'times', 0, 12),
    field('guardian.cureDays', 'days', 0, 60),
    field('guardian.reviewBeforeDays', 'days', 0, 60),
  ],
  promises: [
    field('promiseHorizonDays', 'days', 1, 180),
    field('promiseGraceDays', 'days', 0, 30),
    field('promiseTolerancePpm', 'percent', 0, 1_000_000),
    optional(field('promises.most.count', 'times', 1, 50), { name: 'most_count', words: 'most_count' }),
    optional(field('promises.most.days', 'days', 1, 365), { name: 'most_days', words: 'most_days' }),
    ...GROUPS.flatMap(ofKind),
  ],
  approval: [field('paymentApprovalCents', 'amount', 0, MOST_CENTS)],
  credit: [field('creditNoticeDays', 'days', 1, 60)],
}

/** What stands at a place of a policy; undefined where nothing is said. */
export function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined), from)
}

/** A copy with one place changed; undefined takes it away. */
export function withValue(from: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const object: Record<string, unknown> = typeof from === 'object' && from !== null ? { ...from } : {}
  const next = withValue(object[key], rest, value)
  if (next === undefined) delete object[key]
  else object[key] = next
  return object
}

/** Whether two stored values are the same, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every(key => isSame(valueAt(a, [key]), valueAt(b, [key])))
}
