import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBody } from '@/lib/api/body'
import { COMPONENTS, WATERFALL_IDS, WATERFALLS } from '@/lib/ledger/waterfall'
import { previewAllocation } from './preview'
import { PreviewBody } from './preview-input'

const preview = (body: object) => previewAllocation(parseBody(PreviewBody, body))
const sum = (parts: Record<string, number>) => Object.values(parts).reduce((total, part) => total + part, 0)

const date = fc.nat(27).map(day => `2026-05-${String(day + 1).padStart(2, '0')}`)
const amount = fc.nat(100_000)
const instalment = fc.record({ dueOn: date, principalCents: amount, interestCents: amount, feeCents: amount })
const charge = fc.record({ component: fc.constantFrom(...COMPONENTS), amountCents: fc.integer({ min: 1, max: 9_000 }), dueOn: date })
const loan = { instalments: fc.array(instalment, { minLength: 1, maxLength: 5 }), charges: fc.array(charge, { maxLength: 3 }) }
const loans = fc
  .array(fc.record({ ...loan, securedCents: fc.nat(2), annualRatePpm: fc.nat(2) }), { minLength: 1, maxLength: 4 })
  .map(list => list.map((one, i) => ({ ...one, id: `L${i}` })))
const payment = { amountCents: fc.integer({ min: 1, max: 2_000_000 }), on: date, waterfall: fc.constantFrom(...WATERFALL_IDS) }

describe('every preview', () => {
  it('gives each cent away once, over one loan or several', () => {
    fc.assert(
      fc.property(fc.record({ ...payment, loans }), body => {
        const found = preview({ ...body, designation: body.loans[0]?.id })
        const owed = body.loans.flatMap(one => [...one.instalments.map(row => row.principalCents + row.interestCents + row.feeCents), ...one.charges.map(row => row.amountCents)])
        expect(sum(found.paid) + found.overpaidCents).toBe(body.amountCents)
        expect(sum(found.paid) + sum(found.openAfter)).toBe(owed.reduce((total, part) => total + part, 0))
        expect(Math.min(...Object.values(found.openAfter))).toBeGreaterThanOrEqual(0)
        for (const { loanId, amountCents } of found.shares ?? []) {
          const used = found.allocations.filter(one => 'loanId' in one && one.loanId === loanId).reduce((total, one) => total + one.amountCents, 0)
          expect(used).toBeLessThanOrEqual(amountCents)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('answers alike for a preset by its name and by its steps, and for a loan alone or as the only one of several', () => {
    fc.assert(
      fc.property(fc.record({ ...payment, loan: fc.record(loan) }), body => {
        const byName = preview(body)
        expect(preview({ ...body, waterfall: WATERFALLS[body.waterfall] })).toEqual(byName)
        const { loan: one, ...rest } = body
        const among = preview({ ...rest, loans: [{ ...one, id: 'x' }] })
        expect([among.paid, among.openAfter, among.overpaidCents]).toEqual([byName.paid, byName.openAfter, byName.overpaidCents])
      }),
      { numRuns: 200 },
    )
  })
})
