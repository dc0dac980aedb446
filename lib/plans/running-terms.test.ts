import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { aReplay, noonOf } from '@/lib/ledger/loan-examples'
import { replayLoan } from '@/lib/ledger/loan-state'
import { cents, ZERO } from '@/lib/money'
import { noParts } from './parts'
import type { PlanTerms } from './plan'
import { positionOf } from './position'
import { runningTermsOf } from './running-terms'

const day = localDate
const loan = { annualRatePpm: 180_000, frequency: 'weekly', dayCount: 'act/365' as string | null, disbursedOn: day('2026-01-01'), firstDueOn: day('2026-01-11') }
const row = (version: number, number: number, dueOn: string, principal: number, interest: number) => ({ version, number, dueOn: day(dueOn), principalCents: cents(principal), interestCents: cents(interest) })
const schedule = (version: number, fromOn: string, planId: string | null = null) => ({ version, fromOn: day(fromOn), planId })
const contract = [row(1, 2, '2026-01-18', 25_000, 376), row(1, 1, '2026-01-11', 25_000, 712), row(1, 3, '2026-01-25', 50_000, 251)]
const first = schedule(1, '2026-01-01')
const began = schedule(2, '2026-01-20', 'p')

const kind = { freezePenalty: true, freezeInterest: false, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
const level: PlanTerms = { kind: 'instalments', count: 2, frequency: 'weekly', firstDueOn: day('2026-02-01'), ...kind }
const plan = (terms: PlanTerms, rest: [principal: number, interest: number] | null = null, asOf = '2026-01-20') => ({
  id: 'p',
  terms,
  asOf: day(asOf),
  rest: rest && { ...noParts(), principalCents: cents(rest[0]), interestCents: cents(rest[1]) },
})
/** 100,000 for 12 days and 50,000 for 7 at 18 %, and 400 a row that was owed before. */
const planned = (version: number) => [row(version, 1, '2026-02-01', 50_000, 592 + 400), row(version, 2, '2026-02-08', 50_000, 173 + 400)]
const own = [
  [1, 592, '2026-01-20', '2026-02-01'],
  [2, 173, '2026-02-01', '2026-02-08'],
]

type Versions = { schedules: ReturnType<typeof schedule>[]; instalments: ReturnType<typeof row>[]; terms?: PlanTerms; rest?: [number, number]; asOf?: string }
const earned = ({ schedules, instalments, terms = level, rest, asOf }: Versions, dayCount = loan.dayCount) =>
  (runningTermsOf({ loan: { ...loan, dayCount }, schedules: [first, ...schedules], instalments: [...contract, ...instalments], plans: [plan(terms, rest, asOf)] }, schedules.length + 1).earning ?? [])
    .filter(one => one.amountCents > 0)
    .map(one => [one.number, one.amountCents, one.from, one.to])
    .toSorted((a, b) => Number(a[0]) - Number(b[0]) || (String(a[2]) < String(b[2]) ? -1 : 1))

describe('interest that is earned by and by', () => {
  it.each<[string, Versions, unknown[]]>([
    ['the contract: from the day the money was paid out', { schedules: [], instalments: [] }, [[1, 712, '2026-01-01', '2026-01-11'], [2, 376, '2026-01-11', '2026-01-18'], [3, 251, '2026-01-18', '2026-01-25']]],
    ['a plan: the new interest alone, from the day it was worked out', { schedules: [began], instalments: planned(2) }, own],
    ['a plan signed later than it was worked out: from that day still', { schedules: [schedule(2, '2026-01-24', 'p')], instalments: planned(2) }, own],
    ['a plan that runs without new interest: none', { schedules: [began], instalments: planned(2), terms: { ...level, freezeInterest: true } }, []],
    [
      'a date moved: what it had to earn, and its wait',
      { schedules: [began, schedule(3, '2026-02-01', 'p')], instalments: [...planned(2), row(3, 1, '2026-02-05', 50_000, 992 + 99), row(3, 2, '2026-02-08', 50_000, 573)] },
      [[1, 592, '2026-01-20', '2026-02-01'], [1, 99, '2026-02-01', '2026-02-05'], own[1]],
    ],
    [
      'a date moved when it had passed: the wait from that day',
      { schedules: [began, schedule(3, '2026-02-03', 'p')], instalments: [...planned(2), row(3, 1, '2026-02-05', 50_000, 992 + 49), row(3, 2, '2026-02-08', 50_000, 573)] },
      [[1, 592, '2026-01-20', '2026-02-01'], [1, 49, '2026-02-03', '2026-02-05'], own[1]],
    ],
    [
      'a date split and rows counted anew: the later part is paid last',
      { schedules: [began, schedule(3, '2026-01-28', 'p')], instalments: [...planned(2), row(3, 1, '2026-02-01', 20_000, 450), row(3, 2, '2026-02-05', 30_000, 542 + 59), row(3, 3, '2026-02-08', 50_000, 573)] },
      [[1, 50, '2026-01-20', '2026-02-01'], [2, 542, '2026-01-20', '2026-02-01'], [2, 59, '2026-02-01', '2026-02-05'], [3, 173, '2026-02-01', '2026-02-08']],
    ],
    [
      'the contract again: as it ever was',
      { schedules: [began, schedule(3, '2026-02-01')], instalments: [...planned(2), row(3, 3, '2026-01-25', 50_000, 120)] },
      [[3, 251, '2026-01-18', '2026-01-25']],
    ],
    ['a broken plan that goes on: as when it was signed', { schedules: [began, schedule(3, '2026-02-01'), schedule(4, '2026-02-03', 'p')], instalments: [...planned(2), row(3, 3, '2026-01-25', 50_000, 251), ...planned(4)] }, own],
    ['what small payments left: all is earned', { schedules: [began, schedule(3, '2026-03-01')], instalments: [...planned(2), row(3, 1, '2026-04-01', 90_000, 2_000)] }, []],
    [
      'an extension: each row what it had, and its wait',
      { schedules: [schedule(2, '2026-01-15', 'p')], instalments: [row(2, 1, '2026-01-25', 25_000, 376 + 86), row(2, 2, '2026-02-01', 50_000, 251 + 173)], terms: { kind: 'extension', shiftPeriods: 1, ...kind }, asOf: '2026-01-15' },
      [[1, 376, '2026-01-11', '2026-01-18'], [1, 86, '2026-01-18', '2026-01-25'], [2, 251, '2026-01-18', '2026-01-25'], [2, 173, '2026-01-25', '2026-02-01']],
    ],
    [
      'a pause: the wait in rows after it, behind what was owed before',
      { schedules: [began], instalments: [row(2, 1, '2026-02-15', 50_000, 345 + 468), row(2, 2, '2026-02-22', 50_000, 173 + 469)], terms: { ...level, kind: 'holiday', periods: 2 } },
      [[1, 468, '2026-01-20', '2026-02-08'], [1, 345, '2026-02-08', '2026-02-15'], [2, 469, '2026-01-20', '2026-02-08'], [2, 173, '2026-02-15', '2026-02-22']],
    ],
    [
      'small payments below the interest: what they leave of it waits for the review',
      { schedules: [began], instalments: [row(2, 1, '2026-02-01', 0, 300), row(2, 2, '2026-02-08', 0, 300)], terms: { ...level, kind: 'token', amountCents: cents(300) }, rest: [100_000, 337 + 800] },
      [[0, 292, '2026-01-20', '2026-02-01'], [0, 45, '2026-02-01', '2026-02-08'], [1, 300, '2026-01-20', '2026-02-01'], [2, 300, '2026-02-01', '2026-02-08']],
    ],
  ])('%s', (_, versions, earning) => {
    expect(earned(versions)).toEqual(earning)
  })

  it('an extension that brings two rows to one month end: each keeps its own, and one that is paid is none of them', () => {
    const monthly = { ...loan, frequency: 'monthly', disbursedOn: day('2026-01-01'), firstDueOn: day('2026-01-29') }
    const contract = [row(1, 1, '2026-01-29', 10_000, 100), row(1, 2, '2026-01-30', 20_000, 200), row(1, 3, '2026-01-31', 40_000, 400)]
    const moved = [row(2, 1, '2026-02-28', 20_000, 200 + 286), row(2, 2, '2026-02-28', 40_000, 400 + 552)]
    const plans = [plan({ kind: 'extension', shiftPeriods: 1, ...kind }, null, '2026-01-15')]
    const terms = runningTermsOf({ loan: monthly, schedules: [first, schedule(2, '2026-01-15', 'p')], instalments: [...contract, ...moved], plans }, 2)
    const own = (number: number) => (terms.earning ?? []).filter(one => one.number === number).map(one => [one.amountCents, one.from, one.to])
    expect([own(1), own(2)]).toEqual([
      [[200, '2026-01-29', '2026-01-30'], [286, '2026-01-30', '2026-02-28']],
      [[400, '2026-01-30', '2026-01-31'], [552, '2026-01-31', '2026-02-28']],
    ])
  })

  it('without a day count each period is a part of the year, a plan’s first from the day it was worked out', () => {
    expect(earned({ schedules: [], instalments: [] }, null)).toEqual([[1, 712, '2026-01-04', '2026-01-11'], [2, 376, '2026-01-11', '2026-01-18'], [3, 251, '2026-01-18', '2026-01-25']])
    const rows = [row(2, 1, '2026-02-01', 50_000, 346 + 400), row(2, 2, '2026-02-08', 50_000, 173 + 400)]
    expect(earned({ schedules: [began], instalments: rows }, null)).toEqual([[1, 346, '2026-01-20', '2026-02-01'], own[1]])
    expect(earned({ schedules: [began, schedule(3, '2026-03-01')], instalments: [...rows, row(3, 1, '2026-04-01', 90_000, 2_000)] }, null)).toEqual([])
  })
})

describe('what is owed when a loan is planned again', () => {
  /** The loan on a day under its last version. */
  const owedOn = (on: string, schedules: ReturnType<typeof schedule>[], instalments: ReturnType<typeof row>[], dayCount: string | null) => {
    const record = { loan: { ...loan, dayCount }, schedules: [first, ...schedules], instalments: [...contract, ...instalments], plans: [plan(level)] }
    const scheduleVersions = record.schedules.map(({ version, fromOn }) => ({ version, from: fromOn, activatedAt: noonOf(fromOn, version), instalments: record.instalments.filter(one => one.version === version) }))
    const { owed, unearnedInterestCents } = positionOf(replayLoan(aReplay({ scheduleVersions, asOf: day(on) })), runningTermsOf(record, record.schedules.length))
    return [owed.interest, unearnedInterestCents]
  }

  it.each(['act/365', null])('all that small payments left, from the first day (%s)', dayCount => {
    const left = [row(3, 1, '2026-04-01', 90_000, 2_000)]
    for (const on of ['2026-03-01', '2026-03-26', '2026-04-01', '2026-05-01']) {
      expect(owedOn(on, [began, schedule(3, '2026-03-01')], [...planned(2), ...left], dayCount)).toEqual([2_000, 0])
    }
  })

  it('what was owed before the plan, and its own interest day by day', () => {
    const on = (date: string) => owedOn(date, [began], planned(2), 'act/365')
    expect(on('2026-01-20')).toEqual([800, 592 + 173])
    expect(on('2026-01-26')).toEqual([800 + 296, 296 + 173])
    expect(on('2026-02-01')).toEqual([800 + 592, 173])
    expect(on('2026-02-08')).toEqual([800 + 592 + 173, 0])
    expect(on('2026-02-05')).toEqual([800 + 592 + 99, 74])
  })
})
