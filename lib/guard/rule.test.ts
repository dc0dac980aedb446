import { describe, expect, it } from 'vitest'
import { Rule, RulePack } from './rule'
import { packName, rulesOfPacks, shippedPacks } from './shipped-packs'

const words = { en: 'A text', zh_cn: '一段文字' }
const aRule = (change: object = {}) => ({
  id: 'a_rule', authority: words, article: { en: '', zh_cn: '' }, source: words, mark: 'Q', severity: 'block', effectiveFrom: '2025-01-01', effectiveTo: null,
  lastChecked: '2026-11-22', applies: {}, test: { kind: 'public_posting' }, text: words, lift: words, ...change,
}) // prettier-ignore
const aPack = (rules: object[]) => ({ code: 'a-pack', version: '1', name: words, jurisdiction: 'CN', rules })
const faults = (result: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) => (result.error?.issues ?? []).map(issue => issue.path.join('.'))
const refused = (change: object) => faults(Rule.safeParse(aRule(change)))

describe('a rule', () => {
  it('is accepted as it is written', () => {
    expect(refused({})).toEqual([])
  })

  it.each(['block', 'warn'])('of an unknown fact is advice, not %s', severity => {
    expect(refused({ mark: 'U', severity })).toEqual(['severity'])
    expect(refused({ mark: 'U', severity: 'advice' })).toEqual([])
  })

  it.each([
    ['severity', { severity: 'forbid' }],
    ['mark', { mark: 'X' }],
    ['id', { id: 'A Rule' }],
    ['source', { source: 'one text' }],
    ['source.zh_cn', { source: { en: 'A source', zh_cn: '' } }],
    ['authority.en', { authority: { en: '', zh_cn: '机关' } }],
    ['article.zh_cn', { article: { en: 'art. 1', zh_cn: '' } }],
    ['effectiveFrom', { effectiveFrom: '2025-02-30' }],
    ['effectiveTo', { effectiveTo: '2025-01-01' }],
    ['lastChecked', { lastChecked: 'yesterday' }],
    ['text.zh_cn', { text: { en: 'A text' } }],
    ['lift.en', { lift: { en: '', zh_cn: '一段文字' } }],
    ['applies.kinds.0', { applies: { kinds: ['fax'] } }],
    ['applies.purposes', { applies: { purposes: [] } }],
    ['test.kind', { test: { kind: 'no_such_test' } }],
    ['test.from', { test: { kind: 'quiet_hours', from: '25:00:00', to: '08:00:00', agreedTimesLift: true } }],
    ['test.limit', { test: { kind: 'cap', kinds: ['call'], countedAs: 'attempt', per: 'person', days: 1, limit: -1, consentDays: null } }],
    ['test.reasons', { test: { kind: 'held', reasons: [] } }],
  ])('is refused by its field: %s', (field, change) => {
    expect(refused(change)).toEqual([field])
  })

  it('takes no key that is not known', () => {
    expect(Rule.safeParse(aRule({ overrides: true })).error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['overrides'] })
    expect(Rule.safeParse(aRule({ test: { kind: 'public_posting', days: 1 } })).error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['days'], path: ['test'] })
  })
})

describe('a pack', () => {
  it('names each rule once', () => {
    expect(faults(RulePack.safeParse(aPack([aRule(), aRule()])))).toEqual(['rules'])
    expect(faults(RulePack.safeParse(aPack([aRule(), aRule({ id: 'another' })])))).toEqual([])
  })

  it('holds at least one rule and a version of numbers', () => {
    expect(faults(RulePack.safeParse(aPack([])))).toEqual(['rules'])
    expect(faults(RulePack.safeParse({ ...aPack([aRule()]), version: 'new' }))).toEqual(['version'])
  })
})

describe('the packs that come with the house', () => {
  it('are the seven', () => {
    expect(shippedPacks.map(packName)).toEqual(['house@1', 'cn-gbt-45251-2025@1', 'cn-cba-2026@1', 'cn-card-2011@1', 'cn-consumer-finance-2024@1', 'us-reg-f@1', 'uk-conc-7@1'])
  })

  it('never block on a fact that is remembered, but where it protects the person who asked for it', () => {
    const blocking = shippedPacks.flatMap(pack => pack.rules.filter(rule => rule.severity === 'block' && !['Q', 'S'].includes(rule.mark)).map(rule => rule.id))
    expect(blocking).toEqual(['cease_request', 'attorney'])
  })

  it('name laws and sources in Chinese to a Chinese reader', () => {
    const chinese = shippedPacks.filter(pack => pack.jurisdiction === 'CN').flatMap(pack => pack.rules)
    expect(chinese.filter(({ authority }) => !/[一-鿿]/.test(authority.zh_cn) || /[一-鿿]/.test(authority.en)).map(({ id }) => id)).toEqual([])
    const inChinese = shippedPacks.flatMap(pack => pack.rules).filter(({ authority, article, source }) => /[a-z]{4,} [a-z]{2,}|\barts?\./.test([authority, article, source].map(words => words.zh_cn).join(' ')))
    expect(inChinese.map(({ id, source }) => [id, source.zh_cn])).toEqual([])
  })

  it('always include the house, once, and say which name is not known', () => {
    const { rules, unknown } = rulesOfPacks(['us-reg-f', 'us-reg-f@1', 'house', 'xx-nowhere'])
    expect(unknown).toEqual(['xx-nowhere'])
    expect(rules[0]?.pack).toBe('house@1')
    expect(rules.filter(rule => rule.pack === 'house@1' && rule.id === 'limitation')).toHaveLength(1)
  })
})
