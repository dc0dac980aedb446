import { describe, expect, it } from 'vitest'
import { goldenCases, runGolden, type GoldenCase } from './golden'
import type { Severity } from './rule'
import { shippedPacks } from './shipped-packs'

const results = new Map(runGolden(goldenCases, shippedPacks).map(result => [result.id, result]))
const spoke = (id: string) => results.get(id)?.got.rules ?? []

describe('worked examples', () => {
  it.each(goldenCases.map(golden => [golden.id, golden] as const))('%s', (id, golden) => {
    const { passes, got } = results.get(id) ?? {}
    expect({ passes, got: passes ? null : got }, `${golden.title.en}: ${JSON.stringify(golden.expect)}`).toEqual({ passes: true, got: null })
  })

  it('have ids of their own', () => {
    expect(results.size).toBe(goldenCases.length)
  })

  it('turn red when a draft pack says something else', () => {
    const draft = shippedPacks.map(pack => (pack.code === 'us-reg-f' ? { ...pack, rules: pack.rules.filter(rule => rule.id !== 'quiet_hours') } : pack))
    const red = runGolden(goldenCases, draft).filter(result => !result.passes)
    expect(red.map(result => result.id)).toEqual(expect.arrayContaining(['us-reg-f.quiet_hours.no', 'us-reg-f.quiet_hours.no2', 'G1a']))
    expect(red.filter(result => !/^(us-reg-f\.|G)/.test(result.id))).toEqual([])
  })

  it('turn red when a pack is not there', () => {
    const [first] = goldenCases.filter(golden => golden.request.packs.includes('uk-conc-7'))
    const [result] = runGolden(first ? [first] : [], shippedPacks.filter(pack => pack.code !== 'uk-conc-7'))
    expect(result).toMatchObject({ passes: false, got: { unknownPacks: ['uk-conc-7'] } })
  })
})

describe('every rule of every pack', () => {
  const rules = shippedPacks.flatMap(pack => pack.rules.map(rule => ({ name: `${pack.code}/${rule.id}`, severity: rule.severity })))
  const expected: Record<Severity, readonly GoldenCase['expect']['decision'][]> = { block: ['blocked'], warn: ['needs_reason', 'blocked'], advice: ['allowed'] }

  it.each(rules.map(rule => [rule.name, rule.severity] as const))('%s (%s) has a case where it speaks and one where it does not', (name, severity) => {
    const own = goldenCases.filter(golden => golden.rule === name)
    const decisions = own.filter(golden => spoke(golden.id).includes(name)).map(golden => golden.expect.decision)
    const quiet = own.filter(golden => !spoke(golden.id).includes(name) || golden.request.action.reason !== undefined)
    expect(decisions.some(decision => expected[severity].includes(decision))).toBe(true)
    expect(quiet.some(golden => golden.expect.decision === 'allowed')).toBe(true)
  })

  it('is named by its cases, and no case names one that is not there', () => {
    const names = new Set(rules.map(rule => rule.name))
    expect(goldenCases.flatMap(golden => [...(golden.rule ? [golden.rule] : []), ...golden.expect.rules]).filter(name => !names.has(name))).toEqual([])
  })

  it('is unlike any other placeholder: the texts are written, in both languages', () => {
    const texts = shippedPacks.flatMap(pack => pack.rules.flatMap(rule => [rule.text, rule.lift, ...(rule.condition ? [rule.condition] : [])]))
    expect(texts.filter(text => text.en.length < 15 || !/[一-鿿]/.test(text.zh_cn))).toEqual([])
  })
})
