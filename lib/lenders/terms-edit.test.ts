import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { testPolicy } from '@/lib/testing/world'
import { lenderTermsOn, moneyTermsOf } from './money-terms'
import { LenderPolicy } from './policy'
import type { Typed } from './policy-edit'
import { editTerms, type TermsScope } from './terms-edit'

const today = localDate('2026-06-15')
const rules = { isChinese: true, today }
const policy = LenderPolicy.parse(testPolicy)
const lender: Typed = { from: '2026-07-01', waterfall: 'default', multiplier: '150', dayCount: 'act/360', cap: '24', lprMultiple: '', compound: 'no', graceDays: '0' }
const product: Typed = { from: '2026-07-01', waterfall: '', multiplier: '', dayCount: '', cap: '', lprMultiple: '', compound: '', graceDays: '' }
const edit = (scope: TermsScope, typed: Typed, from = policy) => editTerms(from, scope, { ...(scope === 'lender' ? lender : product), ...typed }, rules)
const saved = (scope: TermsScope, typed: Typed, from = policy) => {
  const answer = edit(scope, typed, from)
  if (!answer.ok) throw new Error(JSON.stringify(answer.fields))
  return answer
}

describe('terms of money', () => {
  it('begin on their day and leave the earlier ones alone', () => {
    const { policy: next, changes } = saved('lender', { multiplier: '130' })
    expect(changes).toMatchObject([{ path: ['terms', 'lender', '2026-07-01'], after: { penalty: { multiplierPpm: 1_300_000 } } }])
    expect(changes[0]).not.toHaveProperty('before')
    expect(lenderTermsOn(next, '2026-06-30')).toEqual({ waterfall: policy.waterfall, penalty: policy.penalty })
    expect(lenderTermsOn(next, '2026-07-01').penalty.multiplierPpm).toBe(1_300_000)
    expect([next.penalty, next.waterfall]).toEqual([policy.penalty, policy.waterfall])
  })

  it('of a product say only what is its own, and can end', () => {
    const { policy: own } = saved({ product: 'cash' }, { graceDays: '5', waterfall: 'civil_561' })
    expect(moneyTermsOf(own, { product: 'cash', disbursedOn: '2026-07-01' })).toEqual({ waterfall: 'civil_561', penalty: { ...policy.penalty, graceDays: 5 } })
    expect(moneyTermsOf(own, { product: 'other', disbursedOn: '2026-07-01' }).penalty.graceDays).toBe(0)
    const { policy: ended, changes } = saved({ product: 'cash' }, { from: '2026-08-01' }, own)
    expect(changes).toEqual([{ path: ['terms', 'products', 'cash', '2026-08-01'], after: {}, instead: { waterfall: 'civil_561', penalty: { graceDays: 5 } } }])
    expect(moneyTermsOf(ended, { product: 'cash', disbursedOn: '2026-07-31' }).penalty.graceDays).toBe(5)
    expect(moneyTermsOf(ended, { product: 'cash', disbursedOn: '2026-08-01' }).penalty.graceDays).toBe(0)
  })

  it('that say what holds already are no change', () => {
    expect(edit('lender', {})).toEqual({ ok: true, policy, changes: [] })
    expect(edit({ product: 'cash' }, {})).toEqual({ ok: true, policy, changes: [] })
  })

  it('keep an order of the lender’s own where it is chosen', () => {
    const own = { id: 'house', steps: [{ timings: ['past_due', 'due', 'in_advance'], by: 'component', components: ['principal', 'interest', 'fee', 'cost', 'penalty'] }] }
    const mine = LenderPolicy.parse({ ...testPolicy, waterfall: own })
    expect(lenderTermsOn(saved('lender', { waterfall: 'own', graceDays: '2' }, mine).policy, '2026-07-01').waterfall).toEqual(own)
    expect(edit('lender', { waterfall: 'own' })).toMatchObject({ ok: false, fields: { waterfall: 'choice_unknown' } })
  })

  it.each<[TermsScope, Typed, Record<string, string>]>([
    ['lender', { from: today }, { from: 'policy_from_to_come' }],
    ['lender', { from: addDays(today, 367) }, { from: 'policy_from_to_come' }],
    ['lender', { from: 'soon', dayCount: '' }, { from: 'policy_from_to_come', dayCount: 'choice_unknown' }],
    ['lender', { multiplier: '' }, { multiplier: 'percent_unreadable' }],
    ['lender', { multiplier: '150.01' }, { multiplier: 'policy_penalty_above_law' }],
    ['lender', { cap: '' }, { cap: 'policy_cap_above_law' }],
    ['lender', { cap: '24.01' }, { cap: 'policy_cap_above_law' }],
    ['lender', { waterfall: 'mine' }, { waterfall: 'choice_unknown' }],
    ['lender', { graceDays: '31' }, { graceDays: 'policy_out_of_bounds' }],
    [{ product: 'cash' }, { cap: '36' }, { cap: 'policy_cap_above_law' }],
    [{ product: 'cash' }, { lprMultiple: '11' }, { lprMultiple: 'policy_out_of_bounds' }],
  ])('of %o are refused %o', (scope, typed, fields) => expect(edit(scope, typed)).toEqual({ ok: false, fields }))

  it('without a ceiling stand where four times the LPR is one, or nothing is asked', () => {
    expect(edit('lender', { cap: '', lprMultiple: '4' })).toMatchObject({ ok: true })
    expect(edit('lender', { cap: '', multiplier: '0' })).toMatchObject({ ok: true })
    expect(editTerms(policy, 'lender', { ...lender, cap: '', multiplier: '200' }, { isChinese: false, today })).toMatchObject({ ok: true })
  })
})
