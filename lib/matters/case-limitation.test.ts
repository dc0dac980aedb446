import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendars } from '@/lib/calendars/shipped'
import type { LimitationEvent } from '@/lib/calculators/limitation-events'
import { addDays, addMonths, localDate, type LocalDate } from '@/lib/dates'
import { caseLimitation, type Debt } from './case-limitation'

const day = (text: string) => localDate(text)
const debt = (lastDueOn: string, ...events: [LimitationEvent['kind'], string][]): Debt => ({ lastDueOn: day(lastDueOn), events: events.map(([kind, on]) => ({ kind, on: day(on) })) })
const ask = (...debts: Debt[]) => {
  const { limitationEndsOn, defenceWaived } = caseLimitation(debts, day('2026-06-15'), calendars.CN)
  return [limitationEndsOn, defenceWaived]
}

describe('the limitation of a case', () => {
  it.each<[string, Debt[], [string | null, boolean]]>([
    ['nothing owed, nothing worked out', [], [null, false]],
    ['three years from the last instalment', [debt('2024-05-12')], ['2027-05-12', false]],
    ['the earliest of several debts', [debt('2024-05-12'), debt('2023-04-12')], ['2026-04-13', false]],
    ['begun anew by a payment, a promise, a plan', [debt('2022-01-10', ['part_payment', '2023-01-10'], ['promise', '2024-01-12'], ['repayment_plan', '2024-02-20'])], ['2027-02-20', false]],
    ['money after the end gives nothing up', [debt('2022-01-10', ['part_payment', '2026-02-10'])], ['2025-01-10', false]],
    ['nor does a plan', [debt('2022-01-10', ['repayment_plan', '2026-02-10'])], ['2025-01-10', false]],
    ['a promise after the end does: the person was told', [debt('2022-01-10', ['part_payment', '2026-02-10'], ['promise', '2026-03-01'])], ['2025-01-10', true]],
    ['and not for another debt', [debt('2022-01-10', ['promise', '2026-03-01']), debt('2022-03-10')], ['2025-03-10', false]],
  ])('%s', (_name, debts, expected) => expect(ask(...debts)).toEqual(expected))

  it('is never later for one more debt, nor earlier than three years after the last instalment of the oldest', () => {
    const due = fc.integer({ min: 0, max: 2500 }).map((days): LocalDate => addDays(day('2018-01-01'), days))
    const kind = fc.constantFrom<LimitationEvent['kind']>('part_payment', 'promise', 'repayment_plan')
    const anyDebt = fc.record({ lastDueOn: due, events: fc.array(fc.record({ kind, on: due }), { maxLength: 5 }) })
    fc.assert(
      fc.property(fc.array(anyDebt, { minLength: 1, maxLength: 4 }), anyDebt, (debts, more) => {
        const asOf = day('2026-06-15')
        const before = caseLimitation(debts, asOf, calendars.CN)
        const after = caseLimitation([...debts, more], asOf, calendars.CN)
        const first = debts.map(({ lastDueOn }) => addMonths(lastDueOn, 36)).toSorted()[0] ?? ''
        expect((before.limitationEndsOn ?? '') >= first).toBe(true)
        if (!before.defenceWaived) expect((after.limitationEndsOn ?? '') <= (before.limitationEndsOn ?? '')).toBe(true)
        if (after.defenceWaived) expect(before.defenceWaived).toBe(true)
      }),
    )
  })
})
