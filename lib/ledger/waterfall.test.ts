import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { allocate, COMPONENTS, isCompleteWaterfall, WATERFALLS, type Component, type OpenLine, type Waterfall } from './waterfall'

const line = (component: Component, openCents: number, dueOn: string, instalmentNumber = 1): OpenLine => ({
  id: `${instalmentNumber}-${component}-${dueOn}`,
  instalmentNumber,
  dueOn: localDate(dueOn),
  component,
  openCents: cents(openCents),
})
const three = (interest = 0) =>
  ['2023-02-01', '2023-03-01', '2023-04-01'].flatMap((dueOn, i) => [
    line('principal', 100_000, dueOn, i + 1),
    line('interest', interest, dueOn, i + 1),
  ])
function pay(lines: OpenLine[], amount: number, on: string, waterfall: Waterfall = WATERFALLS.default, dpd?: number) {
  const { allocations, overpaidCents } = allocate({ lines, amountCents: cents(amount), on: localDate(on), waterfall, dpd })
  const sum = (part: Component) => allocations.filter(a => a.component === part).reduce((total, a) => total + a.amountCents, 0)
  return { penalty: sum('penalty'), fee: sum('fee'), interest: sum('interest'), principal: sum('principal'), overpaidCents, allocations }
}

describe('Fineract examples', () => {
  it('A1: a due fee before principal', () => {
    expect(pay([...three(), line('fee', 5_000, '2023-02-01')], 50_000, '2023-02-01')).toMatchObject({ fee: 5_000, principal: 45_000 })
  })
  it('A3: penalty, fee, principal', () => {
    const lines = [...three(), line('penalty', 5_000, '2023-02-01'), line('fee', 5_000, '2023-02-01')]
    expect(pay(lines, 50_000, '2023-02-01')).toMatchObject({ penalty: 5_000, fee: 5_000, principal: 40_000 })
  })
  it('A4: a penalty due early, the rest in advance', () => {
    expect(pay([...three(), line('penalty', 5_000, '2023-01-15')], 50_000, '2023-01-15')).toMatchObject({ penalty: 5_000, principal: 45_000 })
  })
  it('A6: money in advance finishes one instalment before the next', () => {
    const extra = [line('penalty', 5_000, '2023-01-15'), line('penalty', 5_000, '2023-01-20'), line('fee', 5_000, '2023-01-20')]
    const paid = pay([...three(3_000), ...extra], 118_000, '2023-01-15')
    expect(paid).toMatchObject({ penalty: 10_000, fee: 5_000, interest: 3_000, principal: 100_000, overpaidCents: 0 })
    expect(paid.allocations.every(a => a.instalmentNumber === 1)).toBe(true)
  })
})

describe('other orders', () => {
  const card = [line('principal', 100_000, '2023-01-01'), line('interest', 8_000, '2023-01-01'), line('fee', 2_000, '2023-01-01')]
  it('card: interest and fees first at 45 DPD, principal first at 91 DPD', () => {
    expect(pay(card, 50_000, '2023-02-15', WATERFALLS.card)).toMatchObject({ principal: 40_000, interest: 8_000, fee: 2_000 })
    expect(pay(card, 50_000, '2023-04-01', WATERFALLS.card)).toMatchObject({ principal: 40_000 })
    expect(pay(card, 50_000, '2023-04-02', WATERFALLS.card)).toMatchObject({ principal: 50_000, interest: 0, fee: 0 })
  })
  it('Civil Code 561: costs, then all interest, then principal', () => {
    const lines = [...three(2_000), line('cost', 3_000, '2023-03-15', 2), line('penalty', 1_000, '2023-02-01')]
    const paid = pay(lines, 20_000, '2023-03-15', WATERFALLS.civil_561)
    expect(paid.allocations.map(a => `${a.component}${a.instalmentNumber} ${a.amountCents}`)).toEqual([
      'cost2 3000',
      'interest1 2000',
      'interest2 2000',
      'penalty1 1000',
      'principal1 12000',
    ])
  })
  it('two instalments of 220: by component 40 pays the interest of both, by instalment one of them first', () => {
    const lines = ['2023-01-01', '2023-02-01'].flatMap((on, i) => [line('principal', 20_000, on, i + 1), line('interest', 2_000, on, i + 1)])
    expect(pay(lines, 4_000, '2023-03-01', WATERFALLS.civil_561)).toMatchObject({ interest: 4_000, principal: 0 })
    expect(pay(lines, 4_000, '2023-03-01')).toMatchObject({ interest: 2_000, principal: 2_000 })
  })
  it('every preset reaches every line', () => {
    for (const waterfall of Object.values(WATERFALLS)) expect(isCompleteWaterfall(waterfall)).toBe(true)
    expect(isCompleteWaterfall({ id: 'x', steps: [{ timings: ['due'], by: 'instalment', components: ['principal'] }] })).toBe(false)
  })
})

const start = localDate('2026-01-01')
const anyLines = fc
  .array(fc.record({ component: fc.constantFrom(...COMPONENTS), open: fc.integer({ min: 0, max: 500_000 }), number: fc.integer({ min: 1, max: 6 }) }), {
    maxLength: 30,
  })
  .map(rows =>
    rows.map(({ component, open, number }, i): OpenLine => {
      const dueOn = addDays(start, number * 30)
      return { id: `l${i}`, component, openCents: cents(open), instalmentNumber: number, dueOn }
    }),
  )
const anyWaterfall = fc.constantFrom<Waterfall>(...Object.values(WATERFALLS))
const anyDay = fc.integer({ min: 0, max: 300 }).map(days => addDays(start, days))

describe('every allocation', () => {
  it('sums to the payment, never exceeds a line, and leaves money only when nothing is owed', () => {
    fc.assert(
      fc.property(anyLines, fc.integer({ min: 0, max: 5_000_000 }), anyDay, anyWaterfall, (lines, amount, on, waterfall) => {
        const { allocations, overpaidCents } = allocate({ lines, amountCents: cents(amount), on, waterfall })
        const allocated = allocations.reduce((sum, a) => sum + a.amountCents, 0)
        const owed = lines.reduce((sum, l) => sum + l.openCents, 0)
        expect(allocated + overpaidCents).toBe(amount)
        expect(overpaidCents).toBe(Math.max(0, amount - owed))
        expect(new Set(allocations.map(a => a.lineId)).size).toBe(allocations.length)
        for (const a of allocations) expect(a.amountCents).toBeLessThanOrEqual(lines.find(l => l.id === a.lineId)?.openCents ?? 0)
      }),
    )
  })

  it('is the same in two payments on one day as in one', () => {
    fc.assert(
      fc.property(anyLines, fc.nat(1_000_000), fc.nat(1_000_000), anyDay, anyWaterfall, (lines, first, second, on, waterfall) => {
        const dpd = 40
        const apply = (from: OpenLine[], amount: number) => {
          const { allocations } = allocate({ lines: from, amountCents: cents(amount), on, waterfall, dpd })
          const paid = new Map(allocations.map(a => [a.lineId, a.amountCents]))
          return from.map(l => ({ ...l, openCents: cents(l.openCents - (paid.get(l.id) ?? 0)) }))
        }
        expect(apply(apply(lines, first), second)).toEqual(apply(lines, first + second))
      }),
    )
  })

  it('does not depend on the order in which lines are given', () => {
    fc.assert(
      fc.property(anyLines, fc.nat(1_000_000), anyDay, anyWaterfall, (lines, amount, on, waterfall) => {
        const run = (input: OpenLine[]) => allocate({ lines: input, amountCents: cents(amount), on, waterfall })
        expect(run(lines.toReversed())).toEqual(run(lines))
      }),
    )
  })
})
