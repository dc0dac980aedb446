import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { ceilingOf, lprOn } from './lpr'

const on = (date: string) => lprOn(localDate(date))

describe('the one-year LPR', () => {
  it.each([
    ['2019-08-20', 42_500],
    ['2020-04-19', 40_500],
    ['2020-04-20', 38_500],
    ['2023-08-21', 34_500],
    ['2024-10-20', 33_500],
    ['2024-10-21', 31_000],
    ['2025-12-31', 30_000],
  ])('on %s is %d millionths', (date, annualRatePpm) => expect(on(date)).toEqual({ ok: true, annualRatePpm }))

  it('is not guessed outside its table', () => {
    expect(on('2019-08-19')).toMatchObject({ ok: false, nearest: 42_500, refusal: { reason: 'lpr_not_covered' } })
    expect(on('2026-01-01')).toMatchObject({ ok: false, nearest: 30_000, refusal: { values: { through: '2025-12-31' } } })
  })
})

describe('the ceiling of a contract', () => {
  const ceiling = (allInCapPpm: number | null, lprMultiple: number | undefined, date: string) =>
    ceilingOf(lprMultiple === undefined ? { allInCapPpm } : { allInCapPpm, lprMultiple }, localDate(date))
  it('is the lower of the two, or none', () => {
    expect(ceiling(null, undefined, '2025-12-01')).toEqual({ ceilingPpm: null, isAssumed: false })
    expect(ceiling(240_000, undefined, '2030-12-01')).toEqual({ ceilingPpm: 240_000, isAssumed: false })
    expect(ceiling(null, 4, '2025-12-01')).toEqual({ ceilingPpm: 120_000, isAssumed: false })
    expect(ceiling(240_000, 4, '2020-09-01')).toEqual({ ceilingPpm: 154_000, isAssumed: false })
    expect(ceiling(100_000, 4, '2026-09-01')).toEqual({ ceilingPpm: 100_000, isAssumed: true })
  })
})
