import type { Rule, RulePack } from './rule'

export type FieldChange = { field: string; before: string; after: string; changed: boolean }
export type RuleChange = { rule: string; change: 'added' | 'removed' | 'changed' | 'same'; fields: FieldChange[]; reason?: string }

/** Rule by rule, in the order of the later pack; what went away stands at the end. */
export function diffPacks(before: RulePack, after: RulePack): RuleChange[] {
  const old = new Map(before.rules.map(rule => [rule.id, rule]))
  const kept = new Set(after.rules.map(rule => rule.id))
  const gone = before.rules.filter(rule => !kept.has(rule.id))
  const why = new Map(after.removed?.map(({ rule, reason }) => [rule.id, reason]))
  return [
    ...after.rules.map(rule => changeOf(rule.id, old.get(rule.id), rule)),
    ...gone.map(rule => ({ ...changeOf(rule.id, rule, undefined), reason: why.get(rule.id) })),
  ]
}

function changeOf(rule: string, before: Rule | undefined, after: Rule | undefined): RuleChange {
  const [left, right] = [flat(before), flat(after)]
  const names = [...new Set([...left.keys(), ...right.keys()])]
  const fields = names.map(field => {
    const [a, b] = [left.get(field) ?? '', right.get(field) ?? '']
    return { field, before: a, after: b, changed: a !== b }
  })
  if (!before) return { rule, change: 'added', fields }
  if (!after) return { rule, change: 'removed', fields }
  return { rule, change: fields.some(field => field.changed) ? 'changed' : 'same', fields }
}

/** `test.limit` → "3": every leaf as text, lists joined in their own order. */
function flat(rule: Rule | undefined): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) found.set(path, value.join(', '))
    else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) walk(inner, path ? `${path}.${key}` : key)
    else if (value !== undefined) found.set(path, value === null ? '' : String(value))
  }
  walk(rule, '')
  found.delete('id')
  return found
}

export type PackSummary = { rule: string; change: RuleChange['change']; fields: Record<string, [string, string]>; reason?: string }[]

/** What an audit event keeps: only what differs, long texts cut. */
export const summaryOf = (before: RulePack, after: RulePack): PackSummary =>
  diffPacks(before, after)
    .filter(({ change }) => change !== 'same')
    .map(({ rule, change, fields, reason }) => ({
      rule,
      change,
      ...(reason === undefined ? {} : { reason }),
      fields: Object.fromEntries(fields.filter(field => field.changed).map(({ field, before, after }) => [field, [before.slice(0, 200), after.slice(0, 200)]])),
    }))
