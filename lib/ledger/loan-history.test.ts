import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { aCharge, aPayment, aReplay, aVersion, noonOf } from './loan-examples'
import type { LoanCharge, LoanPayment, LoanState, ReplayInput, ScheduleVersion } from './loan-events'
import { replayLoan } from './loan-state'
import { WATERFALLS, type Waterfall } from './waterfall'

/** Every line holds its identity and every cent of every payment is somewhere. */
function expectSound(state: LoanState, payments: readonly LoanPayment[]): void {
  for (const line of state.lines) {
    expect(line.openCents).toBe(line.billedCents - line.paidCents - line.waivedCents - line.carriedCents)
    expect(Math.min(line.openCents, line.paidCents, line.waivedCents, line.carriedCents)).toBeGreaterThanOrEqual(0)
    if (line.version !== state.version) expect(line.openCents).toBe(0)
  }
  const counted = payments.filter(p => !p.reversed && p.effectiveOn <= state.asOf).reduce((sum, p) => sum + p.amountCents, 0)
  const inPayments = state.payments.reduce((sum, p) => sum + p.overpaidCents + p.allocations.reduce((s, a) => s + a.amountCents, 0), 0)
  expect(inPayments).toBe(counted)
  expect(state.paidCents).toBe(counted - state.payments.reduce((sum, p) => sum + p.overpaidCents, 0))
}

const day = fc.nat(400).map(days => addDays(localDate('2026-01-01'), days))
const anyPayment = fc
  .record({ amount: fc.integer({ min: 1, max: 200_000 }), on: day, late: fc.nat(60), minute: fc.nat(1_000), reversed: fc.boolean() })
  .map(({ amount, on, late, minute, reversed }) => ({ amount, on, at: noonOf(addDays(on, late), minute), reversed }))
type History = {
  payments: LoanPayment[]
  charges: LoanCharge[]
  count: number
  waterfall: Waterfall
  asOf: LocalDate
  switchOn: LocalDate | null
}
const anyHistory: fc.Arbitrary<History> = fc.record({
  payments: fc
    .array(anyPayment, { maxLength: 12 })
    .map(list => list.map((p, i) => aPayment(`p${i}`, p.amount, p.on, { receivedAt: p.at, reversed: p.reversed }))),
  charges: fc
    .array(fc.record({ amount: fc.integer({ min: 1, max: 9_000 }), on: day, component: fc.constantFrom('fee' as const, 'cost' as const, 'penalty' as const) }), {
      maxLength: 4,
    })
    .map(list => list.map((c, i) => aCharge(`c${i}`, c.component, c.amount, c.on))),
  count: fc.integer({ min: 1, max: 24 }),
  waterfall: fc.constantFrom<Waterfall>(...Object.values(WATERFALLS)),
  asOf: day,
  switchOn: fc.option(day),
})

function historyInput({ payments, charges, count, waterfall, asOf, switchOn }: History): ReplayInput {
  const one = aVersion(count, 600_000, 180_000)
  const base = aReplay({ scheduleVersions: [one], payments, charges, waterfall, asOf })
  if (switchOn === null) return base
  const moment = noonOf(switchOn, 30)
  const knownThen = { ...base, asOf: switchOn, payments: payments.filter(p => p.receivedAt <= moment && p.effectiveOn <= switchOn) }
  const { outstanding } = replayLoan(knownThen)
  const two: ScheduleVersion = {
    version: 2,
    from: switchOn,
    activatedAt: moment,
    replaces: outstanding,
    instalments: [1, 2, 3].map(number => ({
      number,
      dueOn: addDays(switchOn, number * 30),
      principalCents: cents(number === 1 ? outstanding.principal : 0),
      interestCents: cents(number === 2 ? outstanding.interest : 0),
      feeCents: cents(number === 3 ? outstanding.fee + outstanding.cost + outstanding.penalty : 0),
    })),
  }
  return { ...base, scheduleVersions: [one, two] }
}
describe('every history', () => {
  it('keeps every cent', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const replay = historyInput(history)
        expectSound(replayLoan(replay), replay.payments)
      }),
      { numRuns: 300 },
    )
  })

  it('a payment posted and reversed restores the state exactly', () => {
    fc.assert(
      fc.property(anyHistory, anyPayment, (history, extra) => {
        const replay = historyInput(history)
        const more = aPayment('extra', extra.amount, extra.on, { receivedAt: extra.at, reversed: true })
        expect(replayLoan({ ...replay, payments: [...replay.payments, more] })).toEqual(replayLoan(replay))
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order in which payments are handed in', () => {
    fc.assert(
      fc.property(anyHistory, history => {
        const replay = historyInput(history)
        const turned = { ...replay, payments: replay.payments.toReversed(), charges: replay.charges.toReversed() }
        expect(replayLoan(turned)).toEqual(replayLoan(replay))
      }),
      { numRuns: 150 },
    )
  })

  // Not so for cards: an early payment can keep a loan under 91 days and so send later money to interest before principal.
  it('owes less by a payment, or by more where penalty was saved', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 1, max: 50_000 }), (history, amount) => {
        const replay = historyInput({ ...history, waterfall: WATERFALLS.default })
        const [version] = replay.scheduleVersions
        const without = replayLoan(replay)
        const extra = aPayment('zz', amount, version?.from ?? replay.asOf, { receivedAt: noonOf(addDays(replay.asOf, 90)) })
        const withIt = replayLoan({ ...replay, payments: [...replay.payments, extra] })
        const net = (state: LoanState) => state.outstandingCents - state.overpaidCents
        expect(net(without) - net(withIt)).toBeGreaterThanOrEqual(amount)
      }),
      { numRuns: 300 },
    )
  })
})

