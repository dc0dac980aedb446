import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { decidePromise, type PromiseTerms } from './promise-state'

const dueOn = localDate('2026-06-10')
const promise = (own: Partial<PromiseTerms>): PromiseTerms => ({
  amountCents: cents(15_500),
  dueOn,
  tolerancePpm: 950_000,
  graceDays: 3,
  paidCents: cents(0),
  today: addDays(dueOn, 4),
  ...own,
})

describe('a promise', () => {
  it('M4: 150 of 155 is kept at 95 % and broken at 97 %', () => {
    expect(decidePromise(promise({ paidCents: cents(15_000) }))).toBe('kept')
    expect(decidePromise(promise({ paidCents: cents(15_000), tolerancePpm: 970_000 }))).toBe('broken')
  })
  it('is open through the last grace day and kept before it falls due', () => {
    expect([0, 3, 4].map(days => decidePromise(promise({ today: addDays(dueOn, days) })))).toEqual(['open', 'open', 'broken'])
    expect(decidePromise(promise({ paidCents: cents(15_500), today: addDays(dueOn, -5) }))).toBe('kept')
  })
  it('is partly kept only where the lender says from which share', () => {
    expect(decidePromise(promise({ paidCents: cents(8_000) }))).toBe('broken')
    expect(decidePromise(promise({ paidCents: cents(8_000), partialPpm: 500_000 }))).toBe('partly_kept')
    expect(decidePromise(promise({ paidCents: cents(7_000), partialPpm: 500_000 }))).toBe('broken')
  })
  it('never gets worse by more money, nor better by time', () => {
    const worth = { broken: 0, open: 1, partly_kept: 2, kept: 3 }
    const arbitrary = [fc.nat(20_000), fc.nat(20_000), fc.nat(20), fc.nat(1_000_000)] as const
    fc.assert(
      fc.property(...arbitrary, (paid, more, day, partialPpm) => {
        const at = (amount: number, today: number) =>
          decidePromise(promise({ paidCents: cents(amount), today: addDays(dueOn, today - 10), partialPpm }))
        expect(worth[at(paid + more, day)]).toBeGreaterThanOrEqual(worth[at(paid, day)])
        if (at(paid, day) !== 'open') expect(at(paid, day + 1)).toBe(at(paid, day))
      }),
    )
  })
})
