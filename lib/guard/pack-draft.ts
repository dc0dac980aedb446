import { parseLocalDate } from '../dates'
import { Rule, RulePack } from './rule'
import { blankRule, problemsOf, ruleOf, type Problems, type RuleFields } from './rule-fields'
import type { TestKind } from './rule-test'

type Edited = { pack: RulePack; problems: Problems }

/**
 * Own versions count below the shipped one they come from (`2` gives `2.1`, `2.2`), so that a later shipped version never bears the name
 * of an own one.
 */
export function nextVersion(from: string, taken: readonly string[]): string {
  const base = from.split('.')[0] ?? '1'
  const own = taken.filter(version => version.startsWith(`${base}.`)).map(version => Number(version.split('.')[1]))
  return `${base}.${Math.max(0, ...own) + 1}`
}

/** One change of a draft. */
export type DraftEdit =
  | { edit: 'rule'; id: string; fields: RuleFields }
  | { edit: 'add'; id: string; kind: TestKind; fields: RuleFields }
  | { edit: 'remove'; id: string; reason: string }
  | { edit: 'put_back'; id: string }
  | { edit: 'body'; body: unknown }

/** The pack after the change. Problems are `errors.<reason>` by field name; the pack is then the old one. */
export function applyEdit(pack: RulePack, edit: DraftEdit): Edited {
  switch (edit.edit) {
    case 'rule':
      return editRule(pack, edit.id, edit.fields)
    case 'add':
      return addRule(pack, edit.id, edit.kind, edit.fields)
    case 'remove':
      return removeRule(pack, edit.id, edit.reason)
    case 'put_back':
      return putBack(pack, edit.id)
    case 'body':
      return checkBody(pack, edit.body)
  }
}

const refuse = (pack: RulePack, problems: Problems): Edited => ({ pack, problems })

function editRule(pack: RulePack, id: string, fields: RuleFields): Edited {
  const old = pack.rules.find(rule => rule.id === id)
  if (!old) return refuse(pack, { ruleId: 'rule_not_in_pack' })
  const edited = Rule.safeParse(ruleOf(old, fields))
  if (!edited.success) return refuse(pack, problemsOf(edited.error))
  return { pack: { ...pack, rules: pack.rules.map(rule => (rule.id === id ? edited.data : rule)) }, problems: {} }
}

/** At the end of the pack. A name that is taken is refused, also one that was taken out: its decisions are still told by it. */
function addRule(pack: RulePack, id: string, kind: TestKind, fields: RuleFields): Edited {
  const { success, data, error } = Rule.safeParse(ruleOf(blankRule(id, kind), fields))
  const { id: badId, ...problems } = success ? {} : problemsOf(error)
  if (badId) problems.newRule = 'rule_id_invalid'
  const isTaken = [...pack.rules, ...(pack.removed ?? []).map(one => one.rule)].some(rule => rule.id === id)
  if (isTaken) problems.newRule = 'rule_id_taken'
  if (!success || isTaken) return refuse(pack, problems)
  return whole(pack, { ...pack, rules: [...pack.rules, data] })
}

function removeRule(pack: RulePack, id: string, reason: string): Edited {
  const rule = pack.rules.find(one => one.id === id)
  if (!rule) return refuse(pack, { ruleId: 'rule_not_in_pack' })
  if (pack.rules.length === 1) return refuse(pack, { reason: 'pack_needs_a_rule' })
  return { pack: { ...pack, rules: pack.rules.filter(one => one.id !== id), removed: [...(pack.removed ?? []), { rule, reason }] }, problems: {} }
}

function putBack(pack: RulePack, id: string): Edited {
  const found = pack.removed?.find(one => one.rule.id === id)
  if (!found) return refuse(pack, { ruleId: 'rule_not_in_pack' })
  return whole(pack, { ...pack, rules: [...pack.rules, found.rule], removed: pack.removed?.filter(one => one.rule.id !== id) })
}

/** More rules than a pack may hold are refused as a whole. */
function whole(old: RulePack, next: RulePack): Edited {
  const parsed = RulePack.safeParse(next)
  return parsed.success ? { pack: parsed.data, problems: {} } : refuse(old, problemsOf(parsed.error))
}

/** A whole body as it was sent; its code and version are the row's and cannot be changed. */
function checkBody(old: RulePack, body: unknown): Edited {
  const parsed = RulePack.safeParse(body)
  if (!parsed.success) return refuse(old, problemsOf(parsed.error))
  if (parsed.data.code !== old.code || parsed.data.version !== old.version) return refuse(old, { code: 'pack_identity_fixed' })
  return { pack: parsed.data, problems: {} }
}

/** The day on which it may take effect: today or later. */
export const startProblem = (effectiveFrom: string, today: string): string | null =>
  parseLocalDate(effectiveFrom) === null ? 'date_impossible' : effectiveFrom < today ? 'date_in_the_past' : null
