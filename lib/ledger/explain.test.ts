import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { history, inputOf } from '@/lib/testing/loan-history'
import { explainDebt, type DebtAccount } from './explain'
import { aCharge, aPayment, aReplay, aVersion, noonOf } from './loan-examples'
import type { ReplayInput } from './loan-events'
import { replayLoan } from './loan-state'

const explained = (input: ReplayInput): DebtAccount => explainDebt(input, replayLoan(input))
const said = (account: DebtAccount) =>
  account.sections.map(section => section.entries.map(entry => [entry.on, entry.kind, entry.amountCents, entry.dueCents, entry.parts.map(part => part.component).join('+')]))

describe('how a debt came about', () => {
  it('says instalments, charge, penalty and where a payment went, in the order of their dates', () => {
    const account = explained(
      aReplay({ payments: [aPayment('p', 50_000, '2026-03-03')], charges: [aCharge('c', 'fee', 2_500, '2026-02-20')], asOf: localDate('2026-03-03') }),
    )
    expect(said(account)).toEqual([
      [
        ['2026-02-01', 'instalment', 100_000, 100_000, 'principal'],
        ['2026-02-01', 'penalty', 2_000, 2_000, 'penalty'],
        ['2026-02-20', 'charge', 2_500, 2_500, 'fee'],
        ['2026-03-01', 'instalment', 100_000, 100_000, 'principal'],
        ['2026-03-01', 'penalty', 133, 133, 'penalty'],
        ['2026-03-03', 'payment', -50_000, -50_000, 'principal+penalty'],
        ['2026-04-01', 'instalment', 100_000, 0, 'principal'],
      ],
    ])
    expect(account.sections[0]?.entries.find(entry => entry.kind === 'penalty')?.working).toMatchObject([
      { from: '2026-02-02', to: '2026-03-03', days: 30, principalCents: 100_000, ratePpm: 360_000, uncappedCents: 3_000, capCents: 2_000, cents: 2_000 },
    ])
    expect([account.outstandingCents, account.dueCents]).toEqual([254_633, 154_633])
  })

  it('shows what a plan took over and what it asks instead', () => {
    const from = localDate('2026-03-03')
    const before = replayLoan(aReplay({ asOf: from }))
    const instalments = [{ number: 1, dueOn: localDate('2026-05-01'), principalCents: cents(250_000), interestCents: cents(0) }]
    const plan = { version: 2, from, activatedAt: noonOf(from, 5), instalments, replaces: before.outstanding }
    const account = explained(aReplay({ scheduleVersions: [aVersion(3), plan], asOf: localDate('2026-04-01') }))
    const [contract, agreed] = account.sections
    expect(contract).toMatchObject({ isCurrent: false, sumCents: 0, dueCents: 0 })
    expect(contract?.entries.at(-1)).toMatchObject({ kind: 'instalment', on: '2026-04-01' })
    expect(contract?.entries.find(entry => entry.kind === 'replaced')).toMatchObject({ on: from, amountCents: -before.outstandingCents })
    expect(agreed).toMatchObject({ isCurrent: true, sumCents: 250_000, dueCents: 0 })
  })

  it('sums to what is owed and due, section by section and line by line, whatever happened to the loan', () => {
    let lines = 0
    fc.assert(
      fc.property(history, given => {
        const input = inputOf(given)
        const state = replayLoan(input)
        const account = explainDebt(input, state)
        const all = account.sections.flatMap(section => section.entries)
        const total = (key: 'amountCents' | 'dueCents') => all.reduce((sum, entry) => sum + entry[key], 0)
        expect([total('amountCents'), total('dueCents')]).toEqual([state.outstandingCents, state.dueCents])
        for (const section of account.sections) if (!section.isCurrent) expect([section.sumCents, section.dueCents]).toEqual([0, 0])
        for (const entry of all) {
          expect(entry.parts.reduce((sum, part) => sum + part.amountCents, 0)).toBe(entry.amountCents)
          if (entry.kind === 'penalty') expect(entry.working.reduce((sum, line) => sum + line.cents, 0)).toBe(entry.amountCents)
        }
        expect(new Set(all.map(entry => entry.key)).size).toBe(all.length)
        const paid = all.filter(entry => entry.kind === 'payment').reduce((sum, entry) => sum - entry.amountCents, 0)
        expect(paid).toBe(state.paidCents)
        lines += all.length
      }),
      { numRuns: 500 },
    )
    expect(lines).toBeGreaterThan(5_000)
  }, 60_000)
})
