import type { z } from 'zod'
import { parseLocalDate } from '../dates'
import { paramsOf, type Param } from './rule-params'
import { Rule, RulePack } from './rule'

/** Flat form fields of one rule, named by their place in it: `text.en`, `test.limit`. */
export type RuleFields = Record<string, string | string[] | undefined>
export type Problems = Record<string, string>
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

/** The pack with one rule as the form says it. Problems are `errors.<reason>` by field name; the pack is then the old one. */
export function editRule(pack: RulePack, ruleId: string, fields: RuleFields): Edited {
  const old = pack.rules.find(rule => rule.id === ruleId)
  if (!old) return { pack, problems: { ruleId: 'rule_not_in_pack' } }
  const edited = Rule.safeParse(candidateOf(old, fields))
  if (!edited.success) return { pack, problems: problemsOf(edited.error) }
  return { pack: { ...pack, rules: pack.rules.map(rule => (rule.id === ruleId ? edited.data : rule)) }, problems: {} }
}

/** A whole body as it was sent; its code and version are the row's and cannot be changed. */
export function checkBody(old: RulePack, body: unknown): Edited {
  const parsed = RulePack.safeParse(body)
  if (!parsed.success) return { pack: old, problems: problemsOf(parsed.error) }
  if (parsed.data.code !== old.code || parsed.data.version !== old.version) return { pack: old, problems: { code: 'pack_identity_fixed' } }
  return { pack: parsed.data, problems: {} }
}

const plain = ['mark', 'severity', 'authority', 'article', 'source', 'effectiveFrom', 'lastChecked'] as const

function candidateOf(old: Rule, fields: RuleFields): unknown {
  const said = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : undefined)
  const next: Record<string, unknown> = { ...old }
  for (const name of plain) next[name] = said(name) ?? old[name]
  const ends = said('effectiveTo')
  if (ends !== undefined) next.effectiveTo = ends || null
  for (const name of ['text', 'lift', 'condition'] as const) {
    const words = { en: said(`${name}.en`) ?? old[name]?.en ?? '', zh_cn: said(`${name}.zh_cn`) ?? old[name]?.zh_cn ?? '' }
    next[name] = name === 'condition' && !words.en && !words.zh_cn ? undefined : words
  }
  const params = paramsOf(old.test.kind).map(param => [param.name, valueOf(param, fields[`test.${param.name}`], `test.${param.name}.sent` in fields)])
  next.test = { ...old.test, ...Object.fromEntries(params.filter(([, value]) => value !== undefined)) }
  return next
}

/** A tick box that is not ticked sends nothing; `wasSent` says that it was on the form. Undefined leaves what was there. */
function valueOf(param: Param, sent: string | string[] | undefined, wasSent: boolean): unknown {
  if (sent === undefined && !wasSent) return undefined
  const all = [sent ?? []].flat()
  const [first = ''] = all
  switch (param.type) {
    case 'flag':
      return first === 'on'
    case 'number':
      return first.trim() === '' && param.isOptional ? null : Number(first.trim() || NaN)
    case 'clock':
      return first.trim().length === 5 ? `${first.trim()}:00` : first.trim()
    case 'choice':
      return first
    case 'choices':
      return all
    case 'words':
      return first.split(/\r?\n/).map(word => word.trim()).filter(Boolean)
  }
}

function problemsOf(error: z.ZodError): Problems {
  const problems: Problems = {}
  for (const issue of error.issues) {
    const path = issue.path[0] === 'rules' ? issue.path.slice(2) : issue.path
    const name = path.slice(0, 2).filter(part => typeof part === 'string').join('.') || 'rules'
    problems[name] ??= reasonOf(name, issue)
  }
  return problems
}

const own = ['unknown_facts_are_advice', 'ends_before_it_begins', 'rule_id_twice']

function reasonOf(name: string, issue: z.core.$ZodIssue): string {
  if (own.includes(issue.message)) return issue.message
  if (/^(text|lift|condition|name)\b/.test(name)) return issue.code === 'too_big' ? 'words_too_long' : 'words_in_both_languages'
  if (['effectiveFrom', 'effectiveTo', 'lastChecked'].includes(name)) return 'date_impossible'
  if (issue.code === 'too_small' && issue.origin === 'array') return 'choose_at_least_one'
  if (name.startsWith('test.')) return issue.code === 'invalid_format' ? 'clock_invalid' : 'number_within_limits'
  return issue.code === 'too_small' ? 'field_required' : 'field_invalid'
}

/** The day on which it may take effect: today or later. */
export const startProblem = (effectiveFrom: string, today: string): string | null =>
  parseLocalDate(effectiveFrom) === null ? 'date_impossible' : effectiveFrom < today ? 'date_in_the_past' : null
