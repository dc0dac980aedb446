import type { z } from 'zod'
import { actionKinds, parties, purposes } from './action'
import { paramsOf, type Param } from './rule-params'
import type { Rule, Words } from './rule'
import type { TestKind } from './rule-test'

/** Flat form fields of one rule, named by their place in it: `text.en`, `test.limit`. */
export type RuleFields = Record<string, string | string[] | undefined>
export type Problems = Record<string, string>

export const appliesTo = { kinds: actionKinds, purposes, parties } as const
/** Parts of a rule that are said in both languages; the last two may be left out. */
export const bilingual = ['text', 'lift', 'authority', 'source', 'article', 'condition'] as const
const plain = ['mark', 'severity', 'effectiveFrom', 'lastChecked'] as const
const nothing = { en: '', zh_cn: '' }

/** Before anything is filled in: no weight, no source, nothing said. The schema refuses it as it stands. */
export const blankRule = (id: string, kind: TestKind) => ({
  id, mark: '', severity: '', authority: nothing, article: nothing, source: nothing, effectiveFrom: '', effectiveTo: null, lastChecked: '',
  applies: {}, test: { kind }, text: nothing, lift: nothing,
}) // prettier-ignore
type Base = Rule | ReturnType<typeof blankRule>

/** The rule as the form says it; what the form does not name stays as it was. The schema judges it. */
export function ruleOf(old: Base, fields: RuleFields): unknown {
  const said = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : undefined)
  const next: Record<string, unknown> = { ...old, applies: appliesOf(old, fields), test: testOf(old, fields) }
  for (const name of plain) next[name] = said(name) ?? old[name]
  const ends = said('effectiveTo')
  if (ends !== undefined) next.effectiveTo = ends || null
  const before: Partial<Record<(typeof bilingual)[number], Words>> = old
  for (const name of bilingual) {
    const { en, zh_cn } = before[name] ?? nothing
    next[name] = { en: said(`${name}.en`) ?? en, zh_cn: said(`${name}.zh_cn`) ?? zh_cn }
  }
  const { condition, ...rest } = next
  return isEmpty(condition) ? rest : next
}

const isEmpty = (words: unknown) => typeof words === 'object' && words !== null && Object.values(words).every(text => text === '')

/** Nothing ticked means everything. */
function appliesOf(old: Base, fields: RuleFields): Record<string, unknown> {
  const before = new Map<string, unknown>(Object.entries(old.applies))
  const now = Object.keys(appliesTo).map((name): [string, unknown] => {
    const wasAsked = `applies.${name}.sent` in fields || `applies.${name}` in fields
    return [name, wasAsked ? [fields[`applies.${name}`] ?? []].flat() : before.get(name)]
  })
  return Object.fromEntries(now.filter(([, values]) => Array.isArray(values) && values.length > 0))
}

function testOf(old: Base, fields: RuleFields): unknown {
  const params = paramsOf(old.test.kind).map(param => [param.name, valueOf(param, fields[`test.${param.name}`], `test.${param.name}.sent` in fields)])
  return { ...old.test, ...Object.fromEntries(params.filter(([, value]) => value !== undefined)) }
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

/** `errors.<reason>` by the name of the form's field. */
export function problemsOf(error: z.ZodError): Problems {
  const problems: Problems = {}
  for (const issue of error.issues) {
    const path = issue.path[0] === 'rules' ? issue.path.slice(2) : issue.path
    const name = path.slice(0, 2).filter(part => typeof part === 'string').join('.') || 'rules'
    problems[name] ??= reasonOf(name, issue)
  }
  return problems
}

const own = ['unknown_facts_are_advice', 'ends_before_it_begins', 'rule_id_twice', 'words_in_both_languages']

function reasonOf(name: string, issue: z.core.$ZodIssue): string {
  if (own.includes(issue.message)) return issue.message
  if (/^(text|lift|condition|name|authority|article|source)\b/.test(name)) return issue.code === 'too_big' ? 'words_too_long' : 'words_in_both_languages'
  if (['effectiveFrom', 'effectiveTo', 'lastChecked'].includes(name)) return 'date_impossible'
  if (name === 'severity' || name === 'mark' || (name.startsWith('test.') && issue.code === 'invalid_value')) return 'choose_one'
  if (issue.code === 'too_small' && issue.origin === 'array') return 'choose_at_least_one'
  if (name.startsWith('test.')) return issue.code === 'invalid_format' ? 'clock_invalid' : 'number_within_limits'
  return issue.code === 'too_small' ? 'field_required' : 'field_invalid'
}
