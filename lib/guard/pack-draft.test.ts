import { describe, expect, it } from 'vitest'
import { diffPacks, summaryOf } from './pack-diff'
import { checkBody, editRule, nextVersion, startProblem } from './pack-draft'
import { nextChangeOf } from './pack-changes'
import { redOf } from './pack-examples'
import { paramsOf } from './rule-params'
import { Test } from './rule-test'
import { shippedPacks } from './shipped-packs'

const pack = shippedPacks.find(one => one.code === 'us-reg-f') ?? shippedPacks[0]!
const rule = 'seven_calls_in_seven_days'

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
    [{ authority: '' }, { authority: 'field_required' }],
  ])('refuses %j', (fields, problems) => expect(editRule(pack, rule, fields)).toEqual({ pack, problems }))

  it('reads clocks without seconds and unticked boxes', () => {
    const { pack: edited } = editRule(pack, 'quiet_hours', { 'test.from': '20:00', 'test.agreedTimesLift.sent': '1' })
    expect(edited.rules.find(({ id }) => id === 'quiet_hours')?.test).toEqual({ kind: 'quiet_hours', from: '20:00:00', to: '08:00:00', agreedTimesLift: false })
    expect(editRule(pack, 'quiet_hours', { 'test.from': '25:00' }).problems).toEqual({ 'test.from': 'clock_invalid' })
  })

  it('knows every parameter of every test', () => {
    for (const option of Test.options) {
      const kind = option.shape.kind.value
      expect(paramsOf(kind).map(param => param.name)).toEqual(Object.keys(option.shape).filter(name => name !== 'kind'))
    }
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
