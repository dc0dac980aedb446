import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { runningTermsOf } from './running-terms'

const day = localDate
const loan = { annualRatePpm: 180_000, frequency: 'weekly', dayCount: 'act/365' as string | null, disbursedOn: day('2026-01-01'), firstDueOn: day('2026-01-11') }
const row = (version: number, number: number, dueOn: string) => ({ version, number, dueOn: day(dueOn) })
const schedule = (version: number, fromOn: string, planId: string | null = null) => ({ version, fromOn: day(fromOn), planId })
const contract = [row(1, 2, '2026-01-18'), row(1, 1, '2026-01-11'), row(1, 3, '2026-01-25')]

describe('the day from which a schedule’s first interest runs', () => {
  it.each([
    ['the contract: the day the money was paid out', [schedule(1, '2026-01-01')], contract, '2026-01-01'],
    ['a plan: the day it began', [schedule(1, '2026-01-01'), schedule(2, '2026-01-20', 'p')], [...contract, row(2, 1, '2026-02-01')], '2026-01-20'],
    ['a plan with a date changed: still the day it began', [schedule(1, '2026-01-01'), schedule(2, '2026-01-20', 'p'), schedule(3, '2026-02-01', 'p')], [...contract, row(3, 1, '2026-02-05')], '2026-01-20'],
    ['the contract again: the date before its first open row', [schedule(1, '2026-01-01'), schedule(2, '2026-01-20', 'p'), schedule(3, '2026-02-01')], [...contract, row(3, 3, '2026-01-25')], '2026-01-18'],
    ['what small payments left: none is to come', [schedule(1, '2026-01-01'), schedule(2, '2026-01-20', 'p'), schedule(3, '2026-03-01')], [...contract, row(3, 1, '2026-04-01')], null],
  ])('%s', (_, schedules, instalments, startOn) => {
    expect(runningTermsOf({ loan, schedules, instalments }, schedules.length)).toEqual({ annualRatePpm: 180_000, frequency: 'weekly', dayCount: 'act/365', startOn })
  })

  it('is nobody’s concern where every period is a part of the year', () => {
    expect(runningTermsOf({ loan: { ...loan, dayCount: null }, schedules: [schedule(1, '2026-01-01')], instalments: contract }, 1)).toEqual({ annualRatePpm: 180_000, frequency: 'weekly' })
  })
})
