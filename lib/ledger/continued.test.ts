import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { paidTowards } from './instalments'
import { explainDebt } from './explain'
import { aReplay, aVersion, firstDueOn, noonOf } from './loan-examples'
import type { LoanPayment, ScheduleVersion } from './loan-events'
import { replayLoan } from './loan-state'
import { WATERFALLS } from './waterfall'

const FROM = addDays(firstDueOn, 70)
const instalments = aVersion(6, 600_000).instalments.map((row, i) => ({ ...row, interestCents: cents(1_000 * (6 - i)) }))
const first: ScheduleVersion = { ...aVersion(6, 600_000), instalments }
const later: ScheduleVersion = { version: 2, from: FROM, activatedAt: noonOf(FROM), instalments, replaces: { penalty: cents(0), fee: cents(0), cost: cents(0), interest: cents(0), principal: cents(0) }, continues: 1 }
const noPenalty = { ...aReplay({}).penaltyTerms, annualRatePpm: 0 }
const waterfall = fc.constantFrom(WATERFALLS.default, WATERFALLS.civil_561, WATERFALLS.card)
/** Some are learnt of only after the change, some are reversed, some come after it. */
const payments = fc
  .array(fc.record({ amount: fc.integer({ min: 1, max: 250_000 }), day: fc.integer({ min: 0, max: 140 }), isLate: fc.boolean(), reversed: fc.boolean() }), { maxLength: 8 })
  .map(list =>
    list.map(({ amount, day, isLate, reversed }, i): LoanPayment => {
      const effectiveOn = addDays(firstDueOn, day)
      return { id: `p${i}`, amountCents: cents(amount), effectiveOn, receivedAt: noonOf(isLate ? addDays(effectiveOn, 90) : addDays(effectiveOn, 0)), reversed }
    }),
  )

describe('a schedule that goes on in another version', () => {
  it('changes nothing when it changes no date, whatever was paid, learnt late or taken back', () => {
    fc.assert(
      fc.property(payments, waterfall, fc.integer({ min: 0, max: 80 }), (payments, waterfall, days) => {
        const asOf = addDays(FROM, days)
        const plain = replayLoan(aReplay({ scheduleVersions: [first], payments, waterfall, penaltyTerms: noPenalty, asOf }))
        const input = aReplay({ scheduleVersions: [first, later], payments, waterfall, penaltyTerms: noPenalty, asOf })
        const continued = replayLoan(input)
        expect([continued.outstandingCents, continued.overpaidCents]).toEqual([plain.outstandingCents, plain.overpaidCents])
        expect(paidTowards(continued, 2)).toBe(paidTowards(plain, 1))
        if (days === 0) expect(continued.outstanding).toEqual(plain.outstanding)
        const sections = explainDebt(input, continued).sections
        expect(sections.reduce((sum, section) => sum + section.sumCents, 0)).toBe(continued.outstandingCents)
      }),
      { numRuns: 500 },
    )
  })

  it('opens the instalment that a reversed payment had covered, at its own date', () => {
    const paid: LoanPayment = { id: 'p', amountCents: cents(106_000), effectiveOn: firstDueOn, receivedAt: noonOf(firstDueOn), reversed: true }
    const state = replayLoan(aReplay({ scheduleVersions: [first, later], payments: [paid], penaltyTerms: noPenalty, asOf: FROM }))
    expect([state.oldestUnpaidDueOn, state.dpd]).toEqual([firstDueOn, 70])
  })

  it('counts what was paid while the contract stood in between', () => {
    const between: ScheduleVersion = { version: 2, from: localDate('2026-03-20'), activatedAt: noonOf(localDate('2026-03-20')), instalments: [{ number: 1, dueOn: firstDueOn, principalCents: cents(600_000), interestCents: cents(50_000) }] }
    const again: ScheduleVersion = { version: 3, from: localDate('2026-03-25'), activatedAt: noonOf(localDate('2026-03-25')), instalments, continues: 1 }
    const pay = (id: string, on: string, amount: number): LoanPayment => ({ id, amountCents: cents(amount), effectiveOn: localDate(on), receivedAt: noonOf(localDate(on)), reversed: false })
    const payments = [pay('a', '2026-02-01', 106_000), pay('b', '2026-03-22', 105_000)]
    const state = replayLoan(aReplay({ scheduleVersions: [first, between, again], payments, penaltyTerms: noPenalty, asOf: localDate('2026-03-25') }))
    expect([paidTowards(state, 3), state.oldestUnpaidDueOn]).toEqual([211_000, instalments[2]?.dueOn])
  })
})
