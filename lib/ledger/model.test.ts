import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { history, inputOf } from '@/lib/testing/loan-history'
import { liveThrough } from '@/lib/testing/naive-loan'
import { byComponent } from './entries'
import type { LoanState, ReplayInput } from './loan-events'
import { replayLoan } from './loan-state'

function summary(state: LoanState) {
  return {
    open: state.outstanding,
    lines: Object.fromEntries(state.lines.filter(line => line.version === state.version).map(line => [line.id, line.openCents])),
    payments: state.payments.map(one => ({ id: one.paymentId, parts: byComponent(one.allocations), left: one.overpaidCents, returned: one.refundedCents })),
    paid: state.paidCents,
    waived: state.waivedCents,
    overpaid: state.overpaidCents,
    short: state.uncoveredRefundCents,
    accrued: state.penaltyAccruedCents,
    dpd: state.dpd,
  }
}

function expectSound(state: LoanState): void {
  for (const line of state.lines) {
    expect(line.billedCents).toBe(line.paidCents + line.waivedCents + line.carriedCents + line.openCents)
    expect(Math.min(line.openCents, line.paidCents, line.waivedCents, line.carriedCents)).toBeGreaterThanOrEqual(0)
  }
  for (const one of state.payments) expect(one.allocations.reduce<number>((sum, part) => sum + part.amountCents, one.overpaidCents + one.refundedCents)).toBe(one.amountCents)
}

const turned = (input: ReplayInput): ReplayInput => ({
  ...input,
  payments: input.payments.toReversed(),
  charges: input.charges.toReversed(),
  waivers: (input.waivers ?? []).toReversed(),
  refunds: (input.refunds ?? []).toReversed(),
  scheduleVersions: input.scheduleVersions.toReversed(),
})

const nothingHappened = (input: ReplayInput): ReplayInput => ({ ...input, scheduleVersions: input.scheduleVersions.slice(0, 1), payments: [], charges: [], waivers: [], refunds: [] })

const allReversed = (input: ReplayInput): ReplayInput => ({
  ...input,
  scheduleVersions: input.scheduleVersions.slice(0, 1),
  payments: input.payments.map(one => ({ ...one, reversed: true })),
  charges: input.charges.map(one => ({ ...one, reversed: true })),
  waivers: (input.waivers ?? []).map(one => ({ ...one, reversed: true })),
  refunds: [],
})

/** What was paid back by the day, whatever covers it. */
const refundedBy = ({ refunds = [], asOf }: ReplayInput): number => refunds.reduce((sum, one) => (one.effectiveOn <= asOf ? sum + one.amountCents : sum), 0)
const covered = (state: LoanState): number => state.payments.reduce((sum, one) => sum + one.refundedCents, 0)

describe('the ledger and a loan lived day by day', () => {
  it('agree over 100,000 operations, in any order of arrival, and reversing everything restores the start', () => {
    let operations = 0
    const refunds = { covered: 0, short: 0 }
    fc.assert(
      fc.property(history, given => {
        const input = inputOf(given)
        const state = replayLoan(input)
        expectSound(state)
        expect(summary(state)).toEqual(liveThrough(input))
        expect(replayLoan(turned(input))).toEqual(state)
        const start = replayLoan(nothingHappened(input))
        expect(replayLoan(allReversed(input))).toEqual(start)
        expect(summary(replayLoan({ ...allReversed(input), refunds: input.refunds }))).toEqual({ ...summary(start), short: refundedBy(input) })
        expect(covered(state) + state.uncoveredRefundCents).toBe(refundedBy(input))
        refunds.covered += Number(covered(state) > 0)
        refunds.short += Number(state.uncoveredRefundCents > 0)
        operations += given.operations.length + given.operations.filter(one => one.reversed).length + given.plans.length
      }),
      { numRuns: 2_000 },
    )
    console.info(`the model and the ledger agree over ${operations} operations; credit was paid back in ${refunds.covered} lives, more than there was in ${refunds.short}`)
    expect(operations).toBeGreaterThanOrEqual(100_000)
    expect(Math.min(refunds.covered, refunds.short)).toBeGreaterThan(200)
  }, 180_000)
})
