import { describe, expect, it } from 'vitest'
import { diffPacks, summaryOf } from './pack-diff'
import { applyEdit, nextVersion, startProblem } from './pack-draft'
import { nextChangeOf } from './pack-changes'
import { redOf } from './pack-examples'
import { paramsOf } from './rule-params'
import { Test } from './rule-test'
import { shippedPacks } from './shipped-packs'
import { readPack } from './stored-pack'
import type { RulePack } from './rule'
import type { RuleFields } from './rule-fields'

const pack = shippedPacks.find(one => one.code === 'us-reg-f') ?? shippedPacks[0]!
const rule = 'seven_calls_in_seven_days'
const editRule = (from: RulePack, id: string, fields: RuleFields) => applyEdit(from, { edit: 'rule', id, fields })
const checkBody = (from: RulePack, body: unknown) => applyEdit(from, { edit: 'body', body })

describe('nextVersion', () => {
  it.each([
    ['1', [], '1.1'],
    ['1', ['1.1', '1.9', '2.4'], '1.10'],
    ['1.3', ['1.3'], '1.4'],
    ['2', ['1.7'], '2.1'],
  ])('after %s with %j is %s', (from, taken, next) => expect(nextVersion(from, taken)).toBe(next))
})

describe('editRule', () => {
  it('changes numbers, texts, dates and nothing else', () => {
    const { pack: edited, problems } = editRule(pack, rule, { 'test.limit': '5', 'test.consentDays': '', 'text.en': 'Five calls.', effectiveTo: '2030-01-01', severity: 'warn' })
    expect(problems).toEqual({})
    expect(summaryOf(pack, edited)).toEqual([
      { rule, change: 'changed', fields: { severity: ['block', 'warn'], effectiveTo: ['', '2030-01-01'], 'test.limit': ['7', '5'], 'test.consentDays': ['7', ''], 'text.en': [expect.any(String), 'Five calls.'] } },
    ])
  })

  it.each([
    [{ 'text.zh_cn': ' ' }, { 'text.zh_cn': 'words_in_both_languages' }],
    [{ mark: 'U' }, { severity: 'unknown_facts_are_advice' }],
    [{ 'test.limit': 'many' }, { 'test.limit': 'number_within_limits' }],
    [{ 'test.limit': '-1' }, { 'test.limit': 'number_within_limits' }],
    [{ effectiveFrom: '2026-02-30' }, { effectiveFrom: 'date_impossible' }],
    [{ effectiveTo: '2000-01-01' }, { effectiveTo: 'ends_before_it_begins' }],
    [{ 'test.kinds.sent': '1' }, { 'test.kinds': 'choose_at_least_one' }],
    [{ 'authority.en': '' }, { 'authority.en': 'words_in_both_languages' }],
    [{ 'article.zh_cn': '' }, { 'article.zh_cn': 'words_in_both_languages' }],
    [{ 'applies.kinds': 'fax' }, { 'applies.kinds': 'field_invalid' }],
  ])('refuses %j', (fields, problems) => expect(editRule(pack, rule, fields)).toEqual({ pack, problems }))

  it('reads clocks without seconds and unticked boxes', () => {
    const { pack: edited } = editRule(pack, 'quiet_hours', { 'test.from': '20:00', 'test.agreedTimesLift.sent': '1' })
    expect(edited.rules.find(({ id }) => id === 'quiet_hours')?.test).toEqual({ kind: 'quiet_hours', from: '20:00:00', to: '08:00:00', agreedTimesLift: false })
    expect(editRule(pack, 'quiet_hours', { 'test.from': '25:00' }).problems).toEqual({ 'test.from': 'clock_invalid' })
  })

  it('speaks of everything where nothing is ticked, and of what is', () => {
    const { pack: edited } = editRule(pack, 'quiet_hours', { 'applies.kinds': 'call', 'applies.purposes.sent': '1' })
    expect(edited.rules.find(({ id }) => id === 'quiet_hours')?.applies).toEqual({ kinds: ['call'] })
  })

  it('knows every parameter of every test', () => {
    for (const option of Test.options) {
      const kind = option.shape.kind.value
      expect(paramsOf(kind).map(param => param.name)).toEqual(Object.keys(option.shape).filter(name => name !== 'kind'))
    }
  })
})

const both = (name: string, en: string, zh: string) => ({ [`${name}.en`]: en, [`${name}.zh_cn`]: zh })
const filled = {
  ...both('text', 'Two calls a day.', '每日至多两次电话。'), ...both('lift', 'Wait until tomorrow.', '等到明天。'),
  ...both('authority', 'The board', '董事会'), ...both('source', 'Minutes of June', '六月会议纪要'), mark: 'Q', severity: 'block', effectiveFrom: '2026-06-15', lastChecked: '2026-06-15',
  'applies.kinds': 'call', 'test.kinds': 'call', 'test.countedAs': 'attempt', 'test.per': 'person', 'test.days': '1', 'test.limit': '2', 'test.consentDays': '',
} // prettier-ignore
const add = (fields: RuleFields, id = 'two_calls') => applyEdit(pack, { edit: 'add', id, kind: 'cap', fields })

describe('adding a rule', () => {
  it('puts it at the end, whole', () => {
    const { pack: edited, problems } = add(filled)
    expect(problems).toEqual({})
    expect(diffPacks(pack, edited).filter(({ change }) => change !== 'same').map(({ rule, change }) => [rule, change])).toEqual([['two_calls', 'added']])
    expect(edited.rules.at(-1)).toMatchObject({ applies: { kinds: ['call'] }, article: { en: '', zh_cn: '' }, test: { kind: 'cap', limit: 2, consentDays: null } })
    expect(edited.rules.at(-1)).not.toHaveProperty('condition')
  })

  it.each([
    [{ 'text.en': '' }, { 'text.en': 'words_in_both_languages' }],
    [{ 'source.zh_cn': ' ' }, { 'source.zh_cn': 'words_in_both_languages' }],
    [{ 'authority.en': undefined }, { 'authority.en': 'words_in_both_languages' }],
    [{ severity: '', mark: '' }, { severity: 'choose_one', mark: 'choose_one' }],
    [{ mark: 'U' }, { severity: 'unknown_facts_are_advice' }],
    [{ mark: 'U', severity: 'warn' }, { severity: 'unknown_facts_are_advice' }],
    [{ 'test.limit': '' }, { 'test.limit': 'number_within_limits' }],
    [{ 'test.kinds': undefined, 'test.kinds.sent': '1' }, { 'test.kinds': 'choose_at_least_one' }],
    [{ 'test.per': 'planet' }, { 'test.per': 'choose_one' }],
    [{ effectiveFrom: '' }, { effectiveFrom: 'date_impossible' }],
  ])('refuses %j', (fields, problems) => expect(add({ ...filled, ...fields })).toEqual({ pack, problems }))

  it('needs a name of its own, also apart from what was taken out', () => {
    expect(add(filled, rule).problems).toEqual({ newRule: 'rule_id_taken' })
    expect(add(filled, 'Two Calls').problems).toEqual({ newRule: 'rule_id_invalid' })
    const { pack: without } = applyEdit(pack, { edit: 'remove', id: rule, reason: 'Superseded.' })
    expect(applyEdit(without, { edit: 'add', id: rule, kind: 'cap', fields: filled }).problems).toEqual({ newRule: 'rule_id_taken' })
  })

  it('advises where a fact is unknown', () => {
    expect(add({ ...filled, mark: 'U', severity: 'advice' }).problems).toEqual({})
  })
})

describe('removing a rule', () => {
  const { pack: without } = applyEdit(pack, { edit: 'remove', id: rule, reason: 'The new order does not hold it.' })

  it('is told with its reason, in the diff and in what the audit keeps', () => {
    expect(diffPacks(pack, without).filter(({ change }) => change !== 'same')).toMatchObject([{ rule, change: 'removed', reason: 'The new order does not hold it.' }])
    expect(summaryOf(pack, without)).toMatchObject([{ rule, change: 'removed', reason: 'The new order does not hold it.' }])
    expect(redOf(without).length).toBeGreaterThan(0)
  })

  it('can be taken back, and then nothing is different but the order', () => {
    const { pack: again } = applyEdit(without, { edit: 'put_back', id: rule })
    expect(summaryOf(pack, again)).toEqual([])
    expect(again.removed).toEqual([])
    expect(applyEdit(again, { edit: 'put_back', id: rule }).problems).toEqual({ ruleId: 'rule_not_in_pack' })
  })

  it('never leaves a pack empty, nor takes what is not there', () => {
    const single = { ...pack, rules: pack.rules.slice(0, 1) }
    expect(applyEdit(single, { edit: 'remove', id: single.rules[0]?.id ?? '', reason: 'All of it.' }).problems).toEqual({ reason: 'pack_needs_a_rule' })
    expect(applyEdit(pack, { edit: 'remove', id: 'no_such', reason: 'All of it.' }).problems).toEqual({ ruleId: 'rule_not_in_pack' })
  })
})

describe('a pack of before sources were said in both languages', () => {
  it('is read as saying the same in both', () => {
    const old = { ...pack, rules: pack.rules.map(one => ({ ...one, authority: one.authority.en, article: one.article.en, source: one.source.en })) }
    expect(readPack(old).rules[0]).toMatchObject({ authority: { en: '12 CFR', zh_cn: '12 CFR' } })
    expect(() => readPack({ rules: [1] })).toThrow()
    expect(readPack(pack)).toEqual(pack)
  })
})

describe('a whole body', () => {
  it('keeps its code and version, has each rule once and says which part is wrong', () => {
    expect(checkBody(pack, pack).problems).toEqual({})
    expect(checkBody(pack, { ...pack, code: 'mine' }).problems).toEqual({ code: 'pack_identity_fixed' })
    expect(checkBody(pack, { ...pack, rules: [...pack.rules, pack.rules[0]] }).problems).toEqual({ rules: 'rule_id_twice' })
  })
})

describe('a diff', () => {
  it('names what came, what went and what stayed', () => {
    const [first, ...rest] = pack.rules
    if (!first) throw new Error('an empty pack')
    const after = { ...pack, rules: [...rest, { ...first, id: 'new_one' }] }
    const changes = diffPacks(pack, after).filter(({ change }) => change !== 'same')
    expect(changes.map(({ rule, change }) => [rule, change])).toEqual([['new_one', 'added'], [first.id, 'removed']])
  })
})

describe('days', () => {
  it('starts today or later', () => {
    expect([startProblem('2026-06-14', '2026-06-15'), startProblem('2026-06-15', '2026-06-15'), startProblem('soon', '2026-06-15')]).toEqual(['date_in_the_past', null, 'date_impossible'])
  })

  it('tells the next change', () => {
    const ending = { ...pack, rules: pack.rules.map(one => ({ ...one, effectiveTo: '2027-01-01' })) }
    expect(nextChangeOf(pack, '2026-06-15', [])).toBeNull()
    expect(nextChangeOf(ending, '2026-06-15', [{ version: '1.1', effectiveFrom: '2026-12-31' }])).toEqual({ on: '2026-12-31', kind: 'version', name: '1.1' })
    expect(nextChangeOf(ending, '2026-06-15', [])).toMatchObject({ on: '2027-01-01', kind: 'rule_ends' })
  })
})

describe('worked examples', () => {
  it('are green for every shipped pack and red for a loosened one', () => {
    for (const shipped of shippedPacks) expect(redOf(shipped), shipped.code).toEqual([])
    expect(redOf(editRule(pack, rule, { 'test.limit': '900' }).pack).length).toBeGreaterThan(0)
  })
})
