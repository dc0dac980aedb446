import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testPolicy } from '@/lib/testing/world'
import { LenderPolicy } from './policy'
import { editNumbers, type Typed } from './policy-edit'
import { isSame, POLICY_FIELDS, valueAt, withValue, type NumberSection, type PolicyField } from './policy-fields'
import { readField, typedText } from './policy-text'

const policy = LenderPolicy.parse(testPolicy)
const chinese = { isChinese: true }
const sections = Object.keys(POLICY_FIELDS) as NumberSection[]
const shown = (section: NumberSection): Record<string, string> =>
  Object.fromEntries(POLICY_FIELDS[section].map(field => [field.name, typedText(field.unit, valueAt(policy, field.path))]))
const edit = (section: NumberSection, typed: Typed, from = policy) => editNumbers(from, section, { ...shown(section), ...typed }, chinese)

describe('a field', () => {
  const days = { unit: 'days', min: 1, max: 60, isOptional: false } as const
  it.each<[string, Pick<PolicyField, 'unit' | 'min' | 'max' | 'isOptional'>, string, unknown]>([
    ['days', days, ' 14 ', 14],
    ['days of a Chinese keyboard', days, '１４', 14],
    ['no days', days, '', 'policy_whole_number'],
    ['half a day', days, '1.5', 'policy_whole_number'],
    ['minus days', days, '-1', 'policy_whole_number'],
    ['too few days', days, '0', 'policy_out_of_bounds'],
    ['too many days', days, '61', 'policy_out_of_bounds'],
    ['nothing where nothing may be said', { ...days, isOptional: true }, ' ', undefined],
    ['a percentage', { ...days, unit: 'percent', min: 0, max: 1_000_000 }, '18.25', 182_500],
    ['a percentage with its sign', { ...days, unit: 'percent', min: 0, max: 1_000_000 }, '95 %', 950_000],
    ['a percentage finer than a hundredth', { ...days, unit: 'percent', min: 0, max: 1_000_000 }, '18.255', 'percent_unreadable'],
    ['a percentage below nothing', { ...days, unit: 'percent', min: 0, max: 1_000_000 }, '-1', 'percent_unreadable'],
    ['a percentage above all', { ...days, unit: 'percent', min: 0, max: 1_000_000 }, '100.01', 'policy_out_of_bounds'],
    ['an amount', { ...days, unit: 'amount', min: 0, max: 10_000_000 }, '20,000.50', 2_000_050],
    ['an amount of words', { ...days, unit: 'amount', min: 0, max: 10_000_000 }, 'much', 'payment_amount_unreadable'],
    ['days before a date', { ...days, unit: 'dayList', min: 1, max: 30 }, '1、3，7', [7, 3, 1]],
    ['no days before a date', { ...days, unit: 'dayList', min: 1, max: 30 }, '', []],
    ['a day twice', { ...days, unit: 'dayList', min: 1, max: 30 }, '3 3', 'policy_day_twice'],
    ['six days before a date', { ...days, unit: 'dayList', min: 1, max: 30 }, '1 2 3 4 5 6', 'policy_out_of_bounds'],
    ['days that are words', { ...days, unit: 'dayList', min: 1, max: 30 }, 'three', 'policy_day_list'],
  ])('reads %s', (_, field, text, wanted) => {
    const read = readField(field, text)
    expect(read.ok ? read.value : read.reason).toEqual(wanted)
  })

  it('reads what it shows', () => {
    const all = sections.flatMap(section => [...POLICY_FIELDS[section]]).filter(field => field.unit !== 'dayList')
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(), (field, seed) => {
        const step = field.unit === 'percent' ? 100 : 1
        const value = field.min + Math.trunc((seed % (field.max - field.min + 1)) / step) * step
        expect(readField(field, typedText(field.unit, value))).toEqual({ ok: true, value })
      }),
    )
  })
})

describe('an edit of numbers', () => {
  it('has a place, bounds and a name of its own for every number, and none twice', () => {
    for (const section of sections) {
      const names = POLICY_FIELDS[section].map(field => field.name)
      expect(new Set(names).size).toBe(names.length)
      for (const field of POLICY_FIELDS[section]) expect(field.isOptional || valueAt(policy, field.path) !== undefined, field.name).toBe(true)
    }
  })

  it.each(sections)('of %s changes nothing when nothing was typed anew', section => {
    expect(edit(section, {})).toEqual({ ok: true, policy, changes: [] })
    expect(editNumbers(policy, section, {}, chinese)).toEqual({ ok: true, policy, changes: [] })
  })

  it('names what differs at its place, before and after', () => {
    const answer = edit('guardian', { cureDays: '5', remindBeforeDays: '1, 3, 5' })
    expect(answer.ok && answer.changes).toEqual([
      { path: ['remindBeforeDays'], before: [3, 1], after: [5, 3, 1] },
      { path: ['guardian', 'cureDays'], before: 10, after: 5 },
    ])
    expect(answer.ok && answer.policy.guardian).toEqual({ ...policy.guardian, cureDays: 5 })
  })

  it('says and unsays what may be left open, whole', () => {
    const said = edit('promises', { most_count: '3', most_days: '30', part_partialPpm: '50' })
    expect(said.ok && said.changes).toEqual([
      { path: ['promises', 'most'], after: { count: 3, days: 30 } },
      { path: ['promises', 'kinds', 'part', 'partialPpm'], after: 500_000 },
    ])
    if (!said.ok) throw new Error('refused')
    const unsaid = edit('promises', { most_count: '', most_days: '' }, said.policy)
    expect(unsaid.ok && unsaid.changes.map(change => [change.path.join('.'), 'after' in change])).toEqual([
      ['promises.most', false],
      ['promises.kinds.part.partialPpm', false],
    ])
  })

  it.each<[NumberSection, Typed, Record<string, string>]>([
    ['hardship', { holdDays: '9' }, { holdDays: 'policy_hold_before_decision' }],
    ['hardship', { decideByDays: '31' }, { holdDays: 'policy_hold_before_decision' }],
    ['hardship', { watchMonths: '11' }, { watchMonths: 'policy_watch_too_short' }],
    ['hardship', { decideByDays: 'soon', waiverLimitPpm: '101' }, { decideByDays: 'policy_whole_number', waiverLimitPpm: 'policy_out_of_bounds' }],
    ['hardship', { holdDays: '9', waiverLimitPpm: '12.345' }, { holdDays: 'policy_hold_before_decision', waiverLimitPpm: 'percent_unreadable' }],
    ['promises', { most_count: '3', promiseHorizonDays: '2' }, { most_days: 'policy_both_or_none', promiseGraceDays: 'policy_grace_above_horizon' }],
    ['guardian', { checkInDays: '3' }, { checkInDays: 'policy_check_in_with_reminder' }],
    ['guardian', { remindBeforeDays: '7 1' }, { checkInDays: 'policy_check_in_with_reminder' }],
    ['promises', { promiseHorizonDays: '2' }, { promiseGraceDays: 'policy_grace_above_horizon' }],
    ['promises', { part_partialPpm: '96' }, { part_partialPpm: 'policy_part_above_whole' }],
    ['promises', { full_tolerancePpm: '40', full_partialPpm: '50' }, { full_partialPpm: 'policy_part_above_whole' }],
    ['promises', { most_count: '3' }, { most_days: 'policy_both_or_none' }],
    ['promises', { most_days: '30' }, { most_count: 'policy_both_or_none' }],
    ['approval', { paymentApprovalCents: '-5' }, { paymentApprovalCents: 'policy_out_of_bounds' }],
    ['credit', { creditNoticeDays: '0' }, { creditNoticeDays: 'policy_out_of_bounds' }],
  ])('of %s is refused %o', (section, typed, fields) => expect(edit(section, typed)).toEqual({ ok: false, fields }))

  it('is not refused for what was amiss elsewhere before, nor by a law of another country', () => {
    const amiss = { ...policy, holdDays: 5 }
    expect(edit('credit', { creditNoticeDays: '9' }, amiss)).toMatchObject({ ok: true, changes: [{ before: 7, after: 9 }] })
    expect(editNumbers(policy, 'hardship', { watchMonths: '6' }, { isChinese: false })).toMatchObject({ ok: true })
  })

  it('is the policy with its changes laid over it, one after the other', () => {
    const text = fc.constantFrom('', '0', '1', '2', '7', '30', '95', '12.5', '3, 1')
    fc.assert(
      fc.property(fc.constantFrom(...sections), fc.array(text, { minLength: 30, maxLength: 30 }), (section, texts) => {
        const answer = editNumbers(policy, section, Object.fromEntries(POLICY_FIELDS[section].map((field, i) => [field.name, texts[i]])), chinese)
        if (!answer.ok) return
        const laid = answer.changes.reduce<unknown>((whole, change) => withValue(whole, change.path, change.after), policy)
        expect(isSame(LenderPolicy.parse(laid), answer.policy)).toBe(true)
        for (const change of answer.changes) expect(isSame(change.before, change.after)).toBe(false)
      }),
    )
  })
})
