import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { splitOverLoans, type LoanToPay } from './split'

const start = localDate('2026-01-01')
const aLoan = (loanId: string, due: number, rest: number, own: { day?: number } & Partial<LoanToPay> = {}): LoanToPay => {
  const { day = 0, ...more } = own
  return { loanId, state: { dueCents: cents(due), outstandingCents: cents(due + rest), oldestUnpaidDueOn: addDays(start, day) }, ...more }
}
const split = (amount: number, loans: LoanToPay[], designated: string | null = null) =>
  Object.fromEntries(splitOverLoans(cents(amount), loans, designated).map(share => [share.loanId, share.amountCents]))

describe('Civil Code art. 560', () => {
  it('the loan that the debtor names comes first, up to all it owes', () => {
    expect(split(150, [aLoan('a', 100, 0), aLoan('b', 50, 50)], 'b')).toEqual({ b: 100, a: 50 })
  })
  it('what is due comes before what is not', () => {
    expect(split(150, [aLoan('a', 0, 100), aLoan('b', 100, 0, { day: 9 })])).toEqual({ b: 100, a: 50 })
  })
  it('of those due the least secured', () => {
    expect(split(100, [aLoan('a', 100, 0, { securedCents: cents(1) }), aLoan('b', 100, 0, { day: 9 })])).toEqual({ b: 100 })
  })
  it('then the heaviest burden', () => {
    expect(split(100, [aLoan('a', 100, 0, { annualRatePpm: 120_000 }), aLoan('b', 100, 0, { day: 9, annualRatePpm: 240_000 })])).toEqual({ b: 100 })
  })
  it('then the earliest due', () => expect(split(100, [aLoan('a', 100, 0, { day: 1 }), aLoan('b', 100, 0)])).toEqual({ b: 100 }))
  it('then in proportion, to the cent', () => {
    expect(split(100, [aLoan('a', 100, 0), aLoan('b', 200, 0)])).toEqual({ a: 33, b: 67 })
    expect(split(1, [aLoan('a', 100, 0), aLoan('b', 200, 0)])).toEqual({ b: 1 })
  })
  it('what nobody owes stays with the first', () => expect(split(500, [aLoan('a', 100, 0, { day: 3 }), aLoan('b', 100, 0)])).toEqual({ a: 100, b: 400 }))
})

describe('every split', () => {
  const loan = fc.record({ due: fc.nat(100_000), rest: fc.nat(100_000), day: fc.nat(3), secured: fc.nat(2), rate: fc.nat(2) })
  const loans = fc
    .array(loan, { minLength: 1, maxLength: 6 })
    .map(list => list.map((own, i) => aLoan(`loan${i}`, own.due, own.rest, { day: own.day, securedCents: cents(own.secured), annualRatePpm: own.rate })))

  it('sums to the payment, gives nobody more than is owed while another owes, and does not depend on the order of the loans', () => {
    fc.assert(
      fc.property(loans, fc.nat(900_000), fc.option(fc.nat(5)), (list, amount, named) => {
        const designated = named === null ? null : (list[named]?.loanId ?? null)
        const shares = split(amount, list, designated)
        expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBe(amount)
        const owed = list.reduce((sum, one) => sum + one.state.outstandingCents, 0)
        if (amount <= owed) for (const one of list) expect(shares[one.loanId] ?? 0).toBeLessThanOrEqual(one.state.outstandingCents)
        const due = list.filter(one => one.loanId !== designated).reduce((sum, one) => sum + one.state.dueCents, 0)
        const first = designated ? (list.find(one => one.loanId === designated)?.state.outstandingCents ?? 0) : 0
        if (amount <= due + first) for (const one of list) if (one.loanId !== designated) expect(shares[one.loanId] ?? 0).toBeLessThanOrEqual(one.state.dueCents)
        expect(split(amount, list.toReversed(), designated)).toEqual(shares)
      }),
      { numRuns: 500 },
    )
  })
})
