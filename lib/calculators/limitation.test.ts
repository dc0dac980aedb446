import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, localDate, type LocalDate } from '@/lib/dates'
import { calendars } from '@/lib/calendars/shipped'
import { EVENT_KINDS, type LimitationEvent } from './limitation-events'
import { limitation } from './limitation'
import { limitationPeriod } from './limitation-period'

const due = localDate('2023-05-12')
const day = (text: string) => localDate(text)
type Answer = {
  endsOn: string
  status: string
  defenceWaivedOn: string | null
  correspondingDayOn: string
  calendar: { isCovered: boolean }
  events: { effect: string; why: string }[]
}
const ask = (events: object[], more: object = {}) =>
  limitation.answer({ lastInstalmentDueOn: due, events, ...more }, day('2026-11-25')) as Answer
const summary = ({ endsOn, events }: Answer) => [endsOn, ...events.map(({ effect, why }) => (effect === 'none' ? why : effect))]

describe('limitation', () => {
  it.each([
    ['a demand without proof counts for nothing', [{ kind: 'demand', on: '2025-03-01' }], ['2026-05-12', 'delivery_not_proven']],
    [
      'art. 3 of the bank-card rules: sent to the reserved address is enough',
      [{ kind: 'card_demand_sent', on: '2025-03-03' }],
      ['2028-03-03', 'restarts'],
    ],
    [
      'SPC art. 14: a part payment is an agreement to perform',
      [{ kind: 'part_payment', on: '2024-02-29' }],
      ['2027-02-28', 'restarts'],
    ],
    [
      'SPC art. 14: so are promise and plan; the later one decides',
      [
        { kind: 'promise', on: '2024-01-10' },
        { kind: 'repayment_plan', on: '2024-02-10' },
      ],
      ['2027-02-10', 'restarts', 'restarts'],
    ],
    [
      'nothing runs before the last instalment is due (art. 189)',
      [{ kind: 'part_payment', on: '2023-01-10' }],
      ['2026-05-12', 'period_not_begun'],
    ],
    [
      'a suit restarts from the end of the proceedings',
      [{ kind: 'suit', on: '2025-01-10', endedOn: '2025-09-01' }],
      ['2028-09-01', 'restarts'],
    ],
    [
      'what falls inside a suit changes nothing',
      [
        { kind: 'suit', on: '2025-01-10', endedOn: '2025-09-01' },
        { kind: 'promise', on: '2025-03-01' },
      ],
      ['2028-09-01', 'restarts', 'already_later'],
    ],
    ['on its last day an event is in time', [{ kind: 'promise', on: '2026-05-12' }], ['2029-05-12', 'restarts']],
    [
      'a demand after the end revives nothing',
      [{ kind: 'demand', on: '2026-05-13', isDeliveryProven: true }],
      ['2026-05-12', 'period_over'],
    ],
    [
      'art. 194: an obstacle of the last six months adds six months to its end',
      [{ kind: 'obstacle', on: '2026-01-01', endedOn: '2026-03-10' }],
      ['2026-09-10', 'suspends'],
    ],
    [
      'art. 194: an earlier one does not',
      [{ kind: 'obstacle', on: '2025-01-01', endedOn: '2025-03-10' }],
      ['2026-05-12', 'not_in_last_six_months'],
    ],
  ])('%s', (_name, events, expected) => expect(summary(ask(events))).toEqual(expected))

  it.each(['promise', 'part_payment', 'overdue_notice_signed', 'repayment_plan'])(
    'SPC art. 19: %s after the end gives up the defence',
    kind => {
      expect(ask([{ kind, on: '2026-06-01' }])).toMatchObject({
        status: 'defence_waived',
        defenceWaivedOn: '2026-06-01',
        endsOn: '2026-05-12',
      })
    },
  )

  it('art. 203: a last day on a holiday moves where the calendar reaches, and says so where it does not', () => {
    expect(ask([], { lastInstalmentDueOn: '2023-10-03' })).toMatchObject({
      correspondingDayOn: '2026-10-03',
      endsOn: '2026-10-08',
      calendar: { isCovered: true },
    })
    expect(ask([], { lastInstalmentDueOn: '2024-10-03' })).toMatchObject({
      correspondingDayOn: '2027-10-03',
      endsOn: '2027-10-03',
      calendar: { isCovered: false },
    })
  })

  it('art. 188: twenty years end it whatever happened', () => {
    const events = Array.from({ length: 10 }, (_, i) => ({ kind: 'promise', on: addMonths(due, 24 * (i + 1) - 1) }))
    expect(ask(events, { asOf: '2043-06-01' })).toMatchObject({
      endsOn: '2043-05-12',
      longStopOn: '2043-05-12',
      status: 'expired',
    })
  })

  it('takes the last of several due dates and leaves out what lies after the day asked for', () => {
    const given = {
      lastInstalmentDueOn: undefined,
      instalmentsDueOn: ['2023-05-12', '2023-03-12', '2023-04-12'],
      asOf: '2024-01-01',
    }
    expect(summary(ask([{ kind: 'promise', on: '2024-06-01' }], given))).toEqual(['2026-05-12', 'after_as_of'])
  })
})

describe('every limitation period', () => {
  const anyEvent = fc
    .record({
      kind: fc.constantFrom(...EVENT_KINDS),
      offset: fc.integer({ min: -400, max: 9_000 }),
      length: fc.nat(500),
      isDeliveryProven: fc.boolean(),
    })
    .map(({ kind, offset, length, isDeliveryProven }): LimitationEvent => ({
      kind,
      on: addDays(due, offset),
      endedOn: addDays(due, offset + length),
      isDeliveryProven,
    }))
  const period = (events: LimitationEvent[]) => limitationPeriod(due, events, day('2060-01-01'), calendars.CN)

  it('is at least three years, at most twenty, and never shortened by an event', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 8 }), events => {
        const { correspondingDay, longStopOn, events: judged } = period(events)
        const ends: LocalDate[] = [addMonths(due, 36), ...judged.map(({ endsOn }) => endsOn)]
        expect(ends).toEqual(ends.toSorted())
        expect(correspondingDay <= longStopOn && correspondingDay >= addMonths(due, 36)).toBe(true)
      }),
    )
  })

  it('does not depend on the order in which events of different days are told', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyEvent, { maxLength: 8, selector: ({ on }) => on }), events => {
        expect(period(events.toReversed())).toEqual(period(events))
      }),
    )
  })
})
