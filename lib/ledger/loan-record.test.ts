import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { LenderPolicy } from '@/lib/lenders/policy'
import { testPolicy } from '@/lib/testing/world'
import { penaltyTermsOf, waterfallOf } from './loan-record'
import { WATERFALLS } from './waterfall'

const all = ['past_due', 'due', 'in_advance'] as const
const own = { id: 'house', steps: [{ timings: [...all], by: 'component' as const, components: ['principal', 'interest', 'fee', 'cost', 'penalty'] as const }] }
const parse = (more: object) => LenderPolicy.parse({ ...testPolicy, ...more })
const loan = { product: 'card', annualRatePpm: 180_000, disbursedOn: localDate('2024-05-01') }

describe('a product', () => {
  it('has an allocation order of its own, else its lender’s', () => {
    const policy = parse({ waterfall: own, products: { card: { waterfall: 'card' }, plain: {} } })
    expect(waterfallOf(policy, loan)).toEqual(WATERFALLS.card)
    expect([waterfallOf(policy, { ...loan, product: 'plain' }), waterfallOf(policy, { ...loan, product: 'other' })]).toEqual([own, own])
  })

  it('has penalty terms of its own under the ceiling of its day', () => {
    const policy = parse({ products: { card: { penalty: { lprMultiple: 4, compound: true, dayCount: 'act/365' } } } })
    const terms = penaltyTermsOf(policy, loan, [])
    expect(terms).toEqual({ annualRatePpm: 180_000, multiplierPpm: 1_500_000, dayCount: 'act/365', compound: true, allInCapPpm: 138_000, graceDays: 0, frozen: [] })
    expect(penaltyTermsOf(policy, { ...loan, product: 'plain' }, [])).toMatchObject({ dayCount: 360, compound: false, allInCapPpm: 240_000 })
  })

  it('keeps for a loan what stood on the day it was paid out, whatever begins later', () => {
    const later = { waterfall: 'civil_561', penalty: { multiplierPpm: 1_300_000, dayCount: 365, allInCapPpm: 200_000, graceDays: 5 } }
    const begun = { lender: { '2024-06-01': later }, products: { card: { '2024-07-01': { penalty: { graceDays: 9 } }, '2024-08-01': {} } } }
    const policy = parse({ products: { card: { waterfall: 'card', penalty: { compound: true } } }, terms: begun })
    const on = (day: string, product = 'card') => {
      const paidOut = { product, annualRatePpm: 180_000, disbursedOn: localDate(day) }
      const { multiplierPpm, graceDays, compound } = penaltyTermsOf(policy, paidOut, [])
      return [waterfallOf(policy, paidOut).id, multiplierPpm, graceDays, compound]
    }
    expect(on('2024-05-31')).toEqual(['card', 1_500_000, 0, true])
    expect(on('2024-06-01')).toEqual(['card', 1_300_000, 5, true])
    expect(on('2024-07-01')).toEqual(['civil_561', 1_300_000, 9, false])
    expect(on('2024-08-01')).toEqual(['civil_561', 1_300_000, 5, false])
    expect([on('2024-05-31', 'plain'), on('2024-06-01', 'plain')]).toEqual([['default', 1_500_000, 0, false], ['civil_561', 1_300_000, 5, false]])
  })

  it('is refused an order that forgets a component or is none', () => {
    const short = { ...own, steps: [{ ...own.steps[0], components: ['principal'] }] }
    for (const waterfall of ['mine', short]) {
      expect(LenderPolicy.safeParse({ ...testPolicy, waterfall }).success).toBe(false)
      expect(LenderPolicy.safeParse({ ...testPolicy, products: { card: { waterfall } } }).success).toBe(false)
    }
  })
})
