import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBody } from '@/lib/api/body'
import { addDays, localDate } from '@/lib/dates'
import { quotePlan } from './quote'
import { QuoteBody } from './quote-input'
import { replan } from './replan'
import { ReplanBody } from './replan-input'

const today = localDate('2026-11-25')
const anew = (body: object) => replan(parseBody(ReplanBody, body), today)

describe('a change', () => {
  it('may bring interest for the wait, for the grace and for new dates', () => {
    const one = { dueOn: '2026-12-01', principalCents: 365_000 }
    const moved = anew({ kind: 'move_due_date', instalments: [one], dueOn: '2026-12-01', movedTo: '2026-12-11', annualRatePpm: 100_000 })
    expect(moved.instalments).toEqual([expect.objectContaining({ dueOn: '2026-12-11', principalCents: 365_000, interestCents: 1_000 })])
    const grace = anew({ kind: 'principal_grace', instalments: [one], from: 1, periods: 2, annualRatePpm: 120_000 })
    expect(grace.instalments.map(row => [row.dueOn, row.interestCents, row.principalCents])).toEqual([
      ['2026-12-01', 3_650, 0],
      ['2027-01-01', 3_650, 0],
      ['2027-02-01', 0, 365_000],
    ])
    const late = { ...one, dueOn: '2026-10-01', interestCents: 10, penaltyCents: 7, feeCents: 3 }
    const aged = anew({ kind: 're_age', instalments: [late], on: '2026-11-25', count: 4, firstDueOn: '2026-12-25', annualRatePpm: 120_000 })
    expect(aged.totals).toMatchObject({ principalCents: 365_000, penaltyCents: 7, feeCents: 3 })
    expect(aged.totals.interestCents).toBeGreaterThan(3_650)
    expect(aged.daysPastDue).toEqual({ before: 55, after: 0 })
  })
})

describe('every change', () => {
  const amount = fc.nat(500_000)
  const open = fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 40 }), principalCents: amount, interestCents: amount, penaltyCents: amount, feeCents: amount }), { minLength: 1, maxLength: 30 })
    .map(rows => {
      let dueOn = addDays(today, -200)
      return rows.map(({ gap, ...parts }) => ({ ...parts, dueOn: (dueOn = addDays(dueOn, gap)) }))
    })
  const shared = { rounding: fc.constantFrom('half_even', 'half_up', 'down'), instalmentStepCents: fc.constantFrom(1, 10, 100, 5_000), on: fc.integer({ min: -300, max: -190 }).map(days => addDays(today, days)) }
  const body = open.chain(instalments => {
    const place = fc.nat(instalments.length - 1)
    const given = { instalments: fc.constant(instalments) }
    const last = instalments.at(-1)?.dueOn ?? today
    return fc.oneof(
      fc.record({ kind: fc.constant('re_amortise'), ...given, ...shared }).map(asked => ({ ...asked, on: asked.on < last ? asked.on : last })),
      fc.record({ kind: fc.constant('re_age'), ...given, ...shared, count: fc.integer({ min: 1, max: 60 }), firstDueOn: fc.constant(today), every: fc.constantFrom('month', 'week', '2weeks', { days: 10 }) }),
      fc.record({ kind: fc.constant('principal_grace'), ...given, from: place.map(i => i + 1), periods: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ kind: fc.constant('move_due_date'), ...given, dueOn: place.map(i => instalments[i]?.dueOn), movedTo: fc.nat(60).map(days => addDays(instalments.at(-1)?.dueOn ?? today, days)) }),
    )
  })

  it('keeps each part of what is open, makes nothing negative, and orders the dates', () => {
    fc.assert(
      fc.property(body, given => {
        const { instalments, totals } = anew(given)
        for (const key of ['principalCents', 'interestCents', 'penaltyCents', 'feeCents'] as const) {
          const owed = given.instalments.reduce((sum, row) => sum + row[key], 0)
          expect([totals[key], instalments.reduce((sum, row) => sum + row[key], 0)]).toEqual([owed, owed])
          for (const row of instalments) expect(row[key]).toBeGreaterThanOrEqual(0)
        }
        expect(instalments.at(-1)?.balanceCents).toBe(0)
        for (const [i, row] of instalments.entries()) if (i > 0) expect(row.dueOn > (instalments[i - 1]?.dueOn ?? '')).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})

describe('a quote', () => {
  const quote = (own: object) => quotePlan(parseBody(QuoteBody, { principalCents: 1_200_000, annualRatePpm: 120_000, count: 3, ...own }))

  it('moves pay-days off holidays, keeps their interest, and says where the calendar ends', () => {
    const plain = quote({ startOn: '2026-01-17', firstDueOn: '2026-02-17', payDay: 17 })
    const rows = (to: string) => quote({ startOn: '2026-01-17', firstDueOn: '2026-02-17', payDay: 17, offHolidays: { country: 'CN', to } }).instalments
    expect(rows('next').map(row => row.dueOn)).toEqual(['2026-02-24', '2026-03-17', '2026-04-17'])
    expect(rows('previous').map(row => row.dueOn)).toEqual(['2026-02-14', '2026-03-17', '2026-04-17'])
    expect(rows('next').map(row => row.interestCents)).toEqual(plain.instalments.map(row => row.interestCents))
    const far = quote({ startOn: '2026-11-17', offHolidays: { country: 'CN' } }).instalments
    expect(far.map(row => 'isCalendarKnown' in row && row.isCalendarKnown)).toEqual([true, false, false])
  })

  it('has the APR of its rate when it is regular, more with a flat rate, and by its weeks', () => {
    const apr = (own: object) => quote({ startOn: '2026-01-15', count: 12, ...own }).totals.aprPpm ?? 0
    expect(Math.abs(apr({}) - 120_000)).toBeLessThan(20)
    expect(apr({ method: 'flat' })).toBeGreaterThan(210_000)
    expect(Math.abs(apr({ every: 'week', dayCount: 'act/365' }) - 119_700)).toBeLessThan(300)
    expect(apr({ method: { interest_first: { periods: 11 } } })).toBeGreaterThan(119_900)
  })
})
