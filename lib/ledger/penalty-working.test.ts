import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, localDate } from '@/lib/dates'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { cents } from '@/lib/money'
import { overduePieces, penaltyToDate, type OpenFrom } from './accrual'
import type { PenaltyTerms } from './loan-events'
import { aCharge, aPayment, aReplay, aVersion } from './loan-examples'
import { explainPenalty, replayLoan } from './loan-state'
import { penaltyWorking } from './penalty-working'

const dueOn = localDate('2026-01-31')
const terms: PenaltyTerms = { annualRatePpm: 240_000, multiplierPpm: 1_500_000, dayCount: 360, allInCapPpm: 240_000, graceDays: 0, frozen: [] }
const worked = (own: Partial<PenaltyTerms>, history: OpenFrom[], asOf: string) => {
  const input = { dueOn, history, asOf: localDate(asOf) }
  return { penalty: penaltyToDate({ ...input, terms: { ...terms, ...own } }), lines: penaltyWorking({ ...terms, ...own }, dueOn, overduePieces(input)) }
}
const owed = (principal: number, interest = 0, from = dueOn): OpenFrom => ({ from, openCents: cents(principal), interestCents: cents(interest) })

describe('the working of a penalty', () => {
  it('C19: 300.00 before the cap, 200.00 within it, in one line', () => {
    expect(worked({}, [owed(1_000_000)], '2026-03-02')).toEqual({
      penalty: 20_000,
      lines: [
        {
          from: '2026-02-01',
          to: '2026-03-02',
          days: 30,
          principalCents: 1_000_000,
          interestCents: 0,
          ratePpm: 360_000,
          dayCount: 'act/360',
          uncappedCents: 30_000,
          capCents: 20_000,
          cents: 20_000,
        },
      ],
    })
  })

  it('leaves out grace and frozen days, and begins anew on another base', () => {
    const frozen = [{ from: localDate('2026-02-10'), to: localDate('2026-02-19') }]
    const { lines } = worked({ graceDays: 3, frozen }, [owed(1_000_000), owed(400_000, 0, localDate('2026-02-25'))], '2026-03-01')
    expect(lines.map(line => [line.from, line.to, line.days, line.principalCents])).toEqual([
      ['2026-02-04', '2026-02-09', 6, 1_000_000],
      ['2026-02-20', '2026-02-25', 6, 1_000_000],
      ['2026-02-26', '2026-03-01', 4, 400_000],
    ])
  })

  it('compounds on unpaid interest, never on penalty, and not beyond the cap on the principal', () => {
    const compound = (own: Partial<PenaltyTerms>) => worked({ compound: true, ...own }, [owed(1_000_000, 20_000)], '2026-03-02').penalty
    expect([compound({ allInCapPpm: null }), compound({}), compound({ allInCapPpm: null, compound: false })]).toEqual([30_600, 20_000, 30_000])
  })

  it('counts days as the contract does', () => {
    const by = (dayCount: PenaltyTerms['dayCount']) => worked({ dayCount, allInCapPpm: null }, [owed(1_000_000)], '2026-03-31').penalty
    expect([by('act/360'), by('act/365'), by('act/act'), by('30/360')]).toEqual([59_000, 58_192, 58_192, 60_000])
  })
})

describe('every working', () => {
  const anyTerms: fc.Arbitrary<PenaltyTerms> = fc.record({
    annualRatePpm: fc.nat(600_000),
    multiplierPpm: fc.integer({ min: 1_000_000, max: 2_000_000 }),
    dayCount: fc.constantFrom<PenaltyTerms['dayCount']>(360, 365, ...DAY_COUNTS),
    compound: fc.boolean(),
    allInCapPpm: fc.option(fc.nat(400_000)),
    contractInterestRuns: fc.boolean(),
    graceDays: fc.nat(10),
    frozen: fc.array(
      fc.tuple(fc.nat(400), fc.option(fc.nat(100))).map(([start, length]) => ({ from: addDays(dueOn, start), to: length === null ? null : addDays(dueOn, start + length) })),
      { maxLength: 4 },
    ),
  })
  const history = fc
    .array(fc.record({ gap: fc.nat(60), principal: fc.nat(100_000_000), interest: fc.nat(1_000_000) }), { minLength: 1, maxLength: 8 })
    .map(rows => {
      let from = dueOn
      return rows.map(({ gap, principal, interest }) => owed(principal, interest, (from = addDays(from, gap))))
    })

  it('sums to the penalty exactly, its cap too, and its days are each there once', () => {
    fc.assert(
      fc.property(anyTerms, history, fc.nat(700), (own, given, days) => {
        const { penalty, lines } = worked(own, given, addDays(dueOn, days))
        expect(lines.reduce((sum, line) => sum + line.cents, 0)).toBe(penalty)
        const uncapped = lines.reduce((sum, line) => sum + line.uncappedCents, 0)
        expect(penalty).toBe(own.allInCapPpm === null ? uncapped : Math.min(uncapped, lines.reduce((sum, line) => sum + (line.capCents ?? 0), 0)))
        for (const [i, line] of lines.entries()) {
          expect(line.days).toBe(daysBetween(line.from, line.to) + 1)
          if (i > 0) expect(line.from > (lines[i - 1]?.to ?? '')).toBe(true)
          expect(own.frozen.some(({ from, to }) => from <= line.to && (to === null || to >= line.from))).toBe(false)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('of a replayed loan sums to what each of its lines billed', () => {
    const day = fc.nat(300).map(days => addDays(localDate('2026-01-01'), days))
    const payments = fc.array(fc.tuple(fc.integer({ min: 1, max: 200_000 }), day), { maxLength: 8 })
    fc.assert(
      fc.property(anyTerms, payments, day, fc.integer({ min: 1, max: 12 }), (penaltyTerms, paid, asOf, count) => {
        const input = aReplay({
          scheduleVersions: [aVersion(count, 600_000, 180_000)],
          payments: paid.map(([amount, on], i) => aPayment(`p${i}`, amount, on)),
          charges: [aCharge('c', 'fee', 500, '2026-03-03')],
          penaltyTerms,
          asOf,
        })
        const state = replayLoan(input)
        const explained = explainPenalty(input)
        expect(explained.map(one => [one.lineId, one.working.reduce((sum, line) => sum + line.cents, 0)])).toEqual(
          state.lines.filter(line => line.origin === 'accrual').map(line => [line.id, line.billedCents]),
        )
      }),
      { numRuns: 200 },
    )
  })
})
