import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { testPolicy } from '@/lib/testing/world'
import { decideParts, type PartTerms } from './promise-parts'
import { assessPromise, kindOf, rulesFor } from './promise-rules'
import { decidePromise } from './promise-state'

const first = localDate('2026-06-10')
const part = (days: number, amount: number) => ({ dueOn: addDays(first, days), amountCents: cents(amount) })
const pay = (days: number, amount: number) => ({ on: addDays(first, days), amountCents: cents(amount) })
const promise = (own: Partial<PartTerms>): PartTerms => ({ parts: [part(0, 10_000), part(7, 10_000)], tolerancePpm: 950_000, graceDays: 1, paid: [], today: first, ...own })
const day = (days: number) => addDays(first, days)

describe('a promise in parts', () => {
  it.each([
    ['nothing yet, first day', promise({}), 'open', day(0)],
    ['first paid', promise({ paid: [pay(0, 10_000)] }), 'open', day(7)],
    ['first paid in its grace, within tolerance', promise({ paid: [pay(1, 9_500)], today: day(3) }), 'open', day(7)],
    ['first a cent short of tolerance', promise({ paid: [pay(1, 9_499)], today: day(2) }), 'broken', null],
    ['first paid a day after grace', promise({ paid: [pay(2, 10_000)], today: day(2) }), 'broken', null],
    ['all at once, early', promise({ paid: [pay(-1, 20_000)] }), 'kept', null],
    ['both', promise({ paid: [pay(0, 10_000), pay(8, 9_000)], today: day(8) }), 'kept', null],
    ['second missed', promise({ paid: [pay(0, 10_000)], today: day(9) }), 'broken', null],
    ['second missed where half is partly kept', promise({ paid: [pay(0, 10_000)], today: day(9), partialPpm: 500_000 }), 'partly_kept', null],
  ])('%s', (_, terms, state, nextDueOn) => expect(decideParts(terms)).toMatchObject({ state, nextDueOn }))

  it('of one part is decided as a promise of one amount', () => {
    const anyPaid = fc.array(fc.tuple(fc.integer({ min: -5, max: 6 }), fc.nat(8_000)), { maxLength: 4 })
    fc.assert(
      fc.property(anyPaid, fc.nat(1_000_000), fc.nat(4), fc.integer({ min: -3, max: 9 }), fc.option(fc.nat(1_000_000), { nil: undefined }), (given, tolerancePpm, graceDays, today, partialPpm) => {
        const paid = given.map(([on, amount]) => pay(on, amount))
        const one = part(0, 10_000)
        const paidCents = cents(paid.filter(({ on }) => on <= day(graceDays)).reduce((sum, { amountCents }) => sum + amountCents, 0))
        const terms = { tolerancePpm, graceDays, today: day(today), ...(partialPpm === undefined ? {} : { partialPpm }) }
        expect(decideParts({ ...terms, parts: [one], paid }).state).toBe(decidePromise({ ...one, ...terms, paidCents }))
      }),
    )
  })
})

describe('the rules of a promise', () => {
  it('go by its kind, and by the lender where the kind says nothing', () => {
    expect([[part(0, 500)], [part(0, 499)], [part(0, 1), part(1, 1)]].map(parts => kindOf(parts, cents(500)))).toEqual(['full', 'part', 'instalments'])
    const policy = { ...testPolicy, promises: { kinds: { full: { graceDays: 5, horizonDays: 60 }, instalments: { maxParts: 2, partialPpm: 500_000 } } } }
    expect(rulesFor(policy, 'full')).toEqual({ graceDays: 5, tolerancePpm: 950_000, horizonDays: 60, partialPpm: undefined, maxParts: 1 })
    expect(rulesFor(policy, 'part')).toMatchObject({ graceDays: 3, horizonDays: 30 })
    expect(rulesFor(policy, 'instalments')).toMatchObject({ maxParts: 2, partialPpm: 500_000 })
  })

  it('name every field that does not fit', () => {
    const rules = rulesFor(testPolicy, 'instalments')
    const assess = (...parts: ReturnType<typeof part>[]) => assessPromise(parts, rules, { today: first, balanceCents: cents(20_000) }).fields
    expect(assess(part(0, 10_000), part(30, 10_000))).toEqual({})
    expect(assess(part(-1, 10_000), part(3, 10_001))).toEqual({ dueOn: 'date_not_ahead', amount: 'promise_above_balance' })
    expect(assess(part(5, 1), part(31, 1))).toEqual({ dueOn: 'promise_too_far' })
    expect(assess(part(5, 1), part(5, 1))).toEqual({ dueOn: 'promise_dates_not_ascending' })
    expect(assess(...Array.from({ length: 7 }, (_, i) => part(i, 1)))).toEqual({ parts: 'promise_too_many_parts' })
  })
})
