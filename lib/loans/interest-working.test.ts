import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents, ZERO } from '@/lib/money'
import { storedContract } from './contract-cost'
import { contractSchedule } from './contract-terms'
import { DAY_COUNTS } from './day-count'
import { FREQUENCIES } from './due-dates'
import { contractInterest } from './interest-working'

const paidOut = localDate('2027-12-31')
const contract = fc.record({
  principalCents: fc.integer({ min: 1, max: 9_000_000 }).map(cents),
  annualRatePpm: fc.integer({ min: 0, max: 360_000 }),
  termCount: fc.integer({ min: 1, max: 40 }),
  method: fc.constantFrom('equal_instalment', 'equal_principal', 'flat', 'interest_first'),
  frequency: fc.constantFrom(...FREQUENCIES),
  dayCount: fc.constantFrom(null, ...DAY_COUNTS),
  disbursedOn: fc.constant(paidOut),
  firstDueOn: fc.integer({ min: 1, max: 60 }).map(days => addDays(paidOut, days)),
})

describe('how the interest of a contract was reached', () => {
  it('is said of every instalment that asks for some, to the cent', () => {
    fc.assert(
      fc.property(contract, loan => {
        const rows = contractSchedule(storedContract(loan))
        const lines = contractInterest(loan, rows.toReversed())
        expect(rows.map(row => lines.get(row.number)?.cents ?? ZERO)).toEqual(rows.map(row => row.interestCents))
        for (const line of lines.values()) expect(Math.abs((line.baseCents * line.ratePpm * line.parts) / (line.partsPerYear * 1_000_000) - line.cents)).toBeLessThan(0.51)
      }),
      { numRuns: 300 },
    )
  })

  it('is not said of a row that asks for another amount', () => {
    const loan = { principalCents: cents(1_200_000), annualRatePpm: 120_000, termCount: 2, method: 'equal_principal', frequency: 'monthly', dayCount: null, disbursedOn: paidOut, firstDueOn: localDate('2028-01-31') }
    const rows = contractSchedule(storedContract(loan))
    const changed = rows.map(row => (row.number === 1 ? { ...row, interestCents: cents(row.interestCents + 1) } : row))
    expect([...contractInterest(loan, changed).keys()]).toEqual([2])
    expect(contractInterest(loan, rows).get(1)).toMatchObject({ from: paidOut, to: '2028-01-31', days: null, baseCents: 1_200_000, parts: 1, partsPerYear: 12, cents: 12_000 })
  })
})
