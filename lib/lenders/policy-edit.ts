import type { PolicyChangeRow } from '@/db/schema'
import { LenderPolicy } from './policy'
import { isSame, POLICY_FIELDS, valueAt, withValue, type NumberSection } from './policy-fields'
import { policyProblems } from './policy-rules'
import { readField } from './policy-text'

export type PolicyEdit = { ok: true; policy: LenderPolicy; changes: PolicyChangeRow[] } | { ok: false; fields: Record<string, string> }
export type Typed = Readonly<Record<string, string | undefined>>
type Rules = { isChinese: boolean }

/** Said together or not at all. */
const WHOLE = [['promises', 'most']]
const placeOf = (path: readonly string[]): string[] => WHOLE.find(whole => whole.every((part, i) => path[i] === part)) ?? [...path]

/**
 * A lender's policy with the numbers somebody typed in one section, and what differs, each at its place; or every field that does not fit
 * with its reason. A field that was not sent stays as it is. What was amiss elsewhere before is no reason to refuse.
 */
export function editNumbers(policy: LenderPolicy, section: NumberSection, typed: Typed, rules: Rules): PolicyEdit {
  const fields: Record<string, string> = {}
  let next: unknown = policy
  for (const field of POLICY_FIELDS[section]) {
    const text = typed[field.name]
    if (text === undefined) continue
    const read = readField(field, text)
    if (!read.ok) fields[field.name] = read.reason
    else if (!isSame(valueAt(policy, field.path), read.value)) next = withValue(next, field.path, read.value)
  }
  const most = valueAt(next, ['promises', 'most'])
  if (isSame(most, {})) next = withValue(next, ['promises', 'most'], undefined)
  else if (most !== undefined) for (const part of ['count', 'days']) if (valueAt(most, [part]) === undefined) fields[`most_${part}`] = 'policy_both_or_none'
  const whole = fields.most_count || fields.most_days ? withValue(next, ['promises', 'most'], undefined) : next
  const assessed = assessPolicy(policy, whole, changesOf(policy, whole, section), rules)
  if (Object.keys(fields).length === 0) return assessed
  return { ok: false, fields: { ...(assessed.ok ? {} : assessed.fields), ...fields } }
}

/** The whole policy as it would be, held against its form and against what its numbers have to be to each other. */
export function assessPolicy(before: LenderPolicy, after: unknown, changes: PolicyChangeRow[], rules: Rules): PolicyEdit {
  const parsed = LenderPolicy.safeParse(after)
  if (!parsed.success) return { ok: false, fields: Object.fromEntries(parsed.error.issues.map(issue => [String(issue.path.at(-1) ?? ''), 'field_invalid'])) }
  const known = policyProblems(before, rules)
  const fields = Object.fromEntries(Object.entries(policyProblems(parsed.data, rules)).filter(([name, reason]) => known[name] !== reason))
  return Object.keys(fields).length > 0 ? { ok: false, fields } : { ok: true, policy: parsed.data, changes }
}

function changesOf(before: unknown, after: unknown, section: NumberSection): PolicyChangeRow[] {
  const places = new Map(POLICY_FIELDS[section].map(field => [placeOf(field.path).join('.'), placeOf(field.path)]))
  return [...places.values()].filter(path => !isSame(valueAt(before, path), valueAt(after, path))).map(path => changeAt(before, after, path))
}

export function changeAt(before: unknown, after: unknown, path: string[]): PolicyChangeRow {
  const [was, is] = [valueAt(before, path), valueAt(after, path)]
  return { path, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }
}
