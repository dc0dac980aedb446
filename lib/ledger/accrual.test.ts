import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { overdueCharge, penaltyToDate } from './accrual'
import type { PenaltyTerms } from './loan-events'

const terms = {
  annualRatePpm: 240_000,
  multiplierPpm: 1_500_000,
  dayCount: 360,
  allInCapPpm: null,
  graceDays: 0,
  frozen: [],
} as const satisfies PenaltyTerms
const due = localDate('2026-01-31')
const after = (days: number, principal: number, own: Partial<PenaltyTerms> = {}) =>
  penaltyToDate({
    dueOn: due,
    history: [{ from: due, openCents: cents(principal) }],
    asOf: addDays(due, days),
    terms: { ...terms, ...own },
  })

describe('penalty interest', () => {
  it('C19: 300.00 before the cap, 200.00 in total with it', () => {
    expect(after(30, 1_000_000)).toBe(30_000)
    expect(after(30, 1_000_000, { allInCapPpm: 240_000 })).toBe(20_000)
    const input = { principalCents: cents(1_000_000), days: 30 }
    expect(overdueCharge({ ...input, terms: { ...terms, allInCapPpm: 240_000 } })).toEqual({
      uncappedPenaltyCents: 30_000,
      penaltyCents: 20_000,
      contractInterestCents: 0,
      totalCents: 20_000,
    })
    const running = overdueCharge({ ...input, terms: { ...terms, allInCapPpm: 240_000, contractInterestRuns: true } })
    expect(running).toMatchObject({ contractInterestCents: 20_000, penaltyCents: 0, totalCents: 20_000 })
  })

  it('begins on the day after the due date and leaves grace days free', () => {
    expect([0, 1, 2].map(days => after(days, 1_000_000))).toEqual([0, 1_000, 2_000])
    expect([3, 4, 5].map(days => after(days, 1_000_000, { graceDays: 3 }))).toEqual([0, 1_000, 2_000])
  })

  it('stops on frozen days, both ends included, overlaps counted once', () => {
    const frozen = [
      { from: addDays(due, 3), to: addDays(due, 5) },
      { from: addDays(due, 5), to: addDays(due, 6) },
    ]
    expect([2, 3, 6, 7].map(days => after(days, 1_000_000, { frozen }))).toEqual([2_000, 2_000, 2_000, 3_000])
    expect(after(90, 1_000_000, { frozen: [{ from: addDays(due, 11), to: null }] })).toBe(10_000)
  })

  it('follows a part payment from the day after it', () => {
    const history = [
      { from: due, openCents: cents(1_000_000) },
      { from: addDays(due, 10), openCents: cents(400_000) },
    ]
    expect(penaltyToDate({ dueOn: due, history, asOf: addDays(due, 30), terms })).toBe(10_000 + 8_000)
    expect(penaltyToDate({ dueOn: due, history, asOf: addDays(due, 5), terms })).toBe(5_000)
  })
})

describe('every penalty', () => {
  const anyTerms = fc.record({
    annualRatePpm: fc.nat(600_000),
    multiplierPpm: fc.integer({ min: 1_000_000, max: 2_000_000 }),
    dayCount: fc.constantFrom(360 as const, 365 as const),
    allInCapPpm: fc.option(fc.nat(400_000)),
    contractInterestRuns: fc.boolean(),
    graceDays: fc.nat(10),
    frozen: fc.array(
      fc
        .tuple(fc.nat(400), fc.option(fc.nat(100)))
        .map(([start, length]) => ({ from: addDays(due, start), to: length === null ? null : addDays(due, start + length) })),
      { maxLength: 4 },
    ),
  })

  it('never falls as time passes, stays under the cap, and is the daily count of unfrozen days', () => {
    fc.assert(
      fc.property(anyTerms, fc.nat(100_000_000), fc.nat(500), (own, principal, days) => {
        const penalty = after(days, principal, own)
        expect(after(days + 1, principal, own)).toBeGreaterThanOrEqual(penalty)
        const chargeable = Array.from({ length: days }, (_, i) => i + 1).filter(day => {
          const date = addDays(due, day)
          return day > own.graceDays && !own.frozen.some(({ from, to }) => from <= date && (to === null || date <= to))
        }).length
        const charge = overdueCharge({ principalCents: cents(principal), days: chargeable, terms: own })
        expect(Math.abs(penalty - charge.penaltyCents)).toBeLessThanOrEqual(1)
        if (own.allInCapPpm === null) return
        const ceiling = (principal * own.allInCapPpm * chargeable) / (1_000_000 * own.dayCount)
        expect(penalty).toBeLessThanOrEqual(ceiling + 0.51)
      }),
      { numRuns: 60 },
    )
  })
})
