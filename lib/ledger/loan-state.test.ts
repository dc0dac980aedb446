import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { instalmentStates, paidTowards } from './instalments'
import { aCharge, aPayment, aReplay, aVersion, firstDueOn, noonOf } from './loan-examples'
import type { LoanCharge, LoanPayment, ScheduleVersion } from './loan-events'
import { replayLoan } from './loan-state'

describe('Fineract examples through the replay', () => {
  it('A1, A3, A4: balances', () => {
    const principalAfter = (charges: LoanCharge[], on: string) =>
      replayLoan(aReplay({ charges, payments: [aPayment('p', 50_000, on)], asOf: localDate(on) })).outstanding.principal
    expect(principalAfter([aCharge('f', 'fee', 5_000, '2026-02-01', '2026-01-01')], '2026-02-01')).toBe(255_000)
    const both = [aCharge('f', 'fee', 5_000, '2026-02-01', '2026-01-01'), aCharge('p', 'penalty', 5_000, '2026-02-01', '2026-01-01')]
    expect(principalAfter(both, '2026-02-01')).toBe(260_000)
    expect(principalAfter([aCharge('p', 'penalty', 5_000, '2026-01-15', '2026-01-01')], '2026-01-15')).toBe(255_000)
  })

  it('A6: charges of the first instalment are finished before the second begins', () => {
    const charges = [
      aCharge('a', 'penalty', 5_000, '2026-01-15', '2026-01-01'),
      aCharge('b', 'penalty', 5_000, '2026-01-20', '2026-01-01'),
      aCharge('c', 'fee', 5_000, '2026-01-20', '2026-01-01'),
    ]
    const version = aVersion(3)
    const instalments = version.instalments.map(row => ({ ...row, interestCents: cents(3_000) }))
    const on = localDate('2026-01-15')
    const payments = [aPayment('p', 118_000, on)]
    const state = replayLoan(aReplay({ scheduleVersions: [{ ...version, instalments }], charges, payments, asOf: on }))
    expect(state.outstanding).toEqual({ penalty: 0, fee: 0, cost: 0, interest: 6_000, principal: 200_000 })
    expect(state.oldestUnpaidDueOn).toBe('2026-03-01')
  })

  it('R4: a new version re-ages, and nothing is past due', () => {
    const rest: ScheduleVersion = {
      version: 2,
      from: localDate('2026-05-20'),
      activatedAt: noonOf(localDate('2026-05-20')),
      instalments: aVersion(6, 75_000).instalments.map((row, i) => ({ ...row, dueOn: localDate(`2026-${String(6 + i).padStart(2, '0')}-01`) })),
    }
    const noPenalty = { ...aReplay({}).penaltyTerms, annualRatePpm: 0 }
    const payments = [aPayment('a', 25_000, '2026-01-01')]
    const versions = [aVersion(4, 100_000), rest]
    const before = replayLoan(aReplay({ scheduleVersions: versions, payments, penaltyTerms: noPenalty, asOf: localDate('2026-05-19') }))
    const after = replayLoan(aReplay({ scheduleVersions: versions, payments, penaltyTerms: noPenalty, asOf: localDate('2026-05-20') }))
    expect([before.dpd, before.overdueCents]).toEqual([79, 75_000])
    expect([after.dpd, after.overdueCents, after.outstandingCents]).toEqual([0, 0, 75_000])
    expect(after.nextDue).toEqual({ on: '2026-06-01', amountCents: 12_500 })
  })
})

describe('standing of a loan', () => {
  it('counts what is due, what is late, and what comes next', () => {
    const state = replayLoan(aReplay({ payments: [aPayment('p', 100_000, '2026-02-01')], asOf: localDate('2026-03-11') }))
    expect(state).toMatchObject({ oldestUnpaidDueOn: '2026-03-01', dpd: 10, penaltyAccruedCents: 667, dueCents: 100_667, overdueCents: 100_667 })
    expect(state.nextDue).toEqual({ on: '2026-04-01', amountCents: 100_000 })
    expect(instalmentStates(state).map(row => row.status)).toEqual(['paid', 'overdue', 'upcoming'])
  })

  it('pays accrued penalty first and keeps accruing on what is left', () => {
    const on = localDate('2026-03-03')
    const payments = [aPayment('p', 52_000, on)]
    const state = replayLoan(aReplay({ payments, asOf: addDays(on, 30) }))
    expect(state.payments[0]?.allocations.map(a => [a.component, a.amountCents])).toEqual([
      ['penalty', 2_000],
      ['principal', 50_000],
    ])
    const [one] = instalmentStates(state)
    expect([one?.billed.penalty, one?.open.penalty]).toEqual([3_000, 1_000])
  })

  it('is settled when all is paid, and a later charge takes from the money left over', () => {
    const payments = [aPayment('p', 310_000, '2026-01-10')]
    expect(replayLoan(aReplay({ payments }))).toMatchObject({ settled: true, overpaidCents: 10_000, nextDue: null, oldestUnpaidDueOn: null })
    const charged = replayLoan(aReplay({ payments, charges: [aCharge('c', 'cost', 4_000, '2026-01-20')] }))
    expect(charged).toMatchObject({ settled: true, overpaidCents: 6_000 })
  })

  it('waives no more than is open', () => {
    const waivers = [
      {
        id: 'w',
        component: 'penalty' as const,
        amountCents: cents(9_999),
        effectiveOn: localDate('2026-02-11'),
        grantedAt: noonOf(firstDueOn),
        reversed: false,
      },
    ]
    const state = replayLoan(aReplay({ waivers, asOf: localDate('2026-02-11') }))
    expect([state.waivedCents, state.outstanding.penalty]).toEqual([667, 0])
    expect(replayLoan(aReplay({ waivers, asOf: localDate('2026-02-12') })).outstanding.penalty).toBe(66)
  })
})

describe('a plan takes over', () => {
  const from = localDate('2026-03-11')
  const known = replayLoan(aReplay({ asOf: from }))
  const planOf = (total: number): ScheduleVersion => ({
    version: 2,
    from,
    activatedAt: noonOf(from, 60),
    instalments: [4, 5, 6].map((month, i) => ({
      number: i + 1,
      dueOn: localDate(`2026-0${month}-20`),
      principalCents: cents(total),
      interestCents: cents(0),
    })),
    replaces: known.outstanding,
  })
  const versions = [aVersion(3), planOf(100_000)]
  const planState = (payments: LoanPayment[]) => replayLoan(aReplay({ scheduleVersions: versions, payments, asOf: addDays(from, 1) }))

  it('closes the old lines and opens its own', () => {
    expect(planState([])).toMatchObject({ version: 2, outstandingCents: 300_000, dpd: 0, oldestUnpaidDueOn: '2026-04-20' })
  })
  it('counts towards the plan what is paid after it began, and what was credited from before', () => {
    const state = planState([aPayment('p', 10_000, addDays(from, 1)), aPayment('late', 5_000, from, { receivedAt: noonOf(from, 90) })])
    expect([paidTowards(state, 2), paidTowards(state, 1)]).toEqual([15_000, 0])
  })
  it('a payment of the same day received after signing goes to the plan, one known before does not count twice', () => {
    expect(planState([aPayment('p', 10_000, from, { receivedAt: noonOf(from, 61) })]).outstandingCents).toBe(290_000)
    const knownPaid = replayLoan(aReplay({ payments: [aPayment('p', 10_000, from)], asOf: from })).outstanding
    const agreed = [aVersion(3), { ...planOf(100_000), replaces: knownPaid }]
    const payments = [aPayment('p', 10_000, from)]
    expect(replayLoan(aReplay({ scheduleVersions: agreed, payments, asOf: from })).outstandingCents).toBe(300_000)
  })
  it('a back-dated payment learnt of later lowers the plan by what it saved', () => {
    const late = aPayment('late', 50_000, '2026-02-01', { receivedAt: noonOf(from, 600) })
    const state = planState([late])
    const saved = known.outstandingCents - replayLoan(aReplay({ payments: [late], asOf: from })).outstandingCents
    expect(saved).toBeGreaterThan(50_000)
    expect(state.outstandingCents).toBe(300_000 - saved)
  })
  it('a payment that bounces after signing comes back as a line of the last instalment', () => {
    const payment = aPayment('p', 30_000, '2026-03-01')
    const agreedWith = replayLoan(aReplay({ payments: [payment], asOf: from })).outstanding
    const agreed = [aVersion(3), { ...planOf(90_000), replaces: agreedWith }]
    const run = (reversed: boolean) => replayLoan(aReplay({ scheduleVersions: agreed, payments: [{ ...payment, reversed }], asOf: from }))
    const missing = known.outstandingCents - replayLoan(aReplay({ payments: [payment], asOf: from })).outstandingCents
    expect(run(true).outstandingCents).toBe(run(false).outstandingCents + missing)
  })
})

it('replays sixty instalments with sixty payments in well under a millisecond each', () => {
  const version = aVersion(60, 6_000_000, 180_000)
  const payments = version.instalments.map((row, i) =>
    aPayment(`p${i}`, row.principalCents + row.interestCents, addDays(row.dueOn, i % 7)),
  )
  const replay = aReplay({ scheduleVersions: [version], payments, asOf: localDate('2031-02-01') })
  replayLoan(replay)
  const started = performance.now()
  for (let i = 0; i < 20; i += 1) replayLoan(replay)
  const each = (performance.now() - started) / 20
  console.info(`replay of 60 instalments and 60 payments: ${Math.round(each * 1000)} µs`)
  expect(each).toBeLessThan(60)
})
