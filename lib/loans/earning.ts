import { dayNumber, type LocalDate } from '@/lib/dates'
import { cents, mulDiv, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { yearClock, type DayCount } from './day-count'

/** Interest of one row that is earned day by day: none until `from`, all on `to`. What a row asks for beside it is earned already. */
export type Earning = { number: number; amountCents: Cents; from: LocalDate; to: LocalDate }
export type EarningRow = { number: number; dueOn: LocalDate; principalCents: Cents; interestCents: Cents }

/** A contract's: each row's interest over its own period. */
export const ownPeriods = (rows: readonly Pick<EarningRow, 'number' | 'dueOn' | 'interestCents'>[], firstFrom: LocalDate): Earning[] =>
  rows.map(({ number, dueOn, interestCents }, i) => ({ number, amountCents: interestCents, from: rows[i - 1]?.dueOn ?? firstFrom, to: dueOn }))

/** How much of it belongs to days after `asOf`, as the loan counts days (half-even); plain days without a day count. */
export function toCome({ amountCents, from, to }: Earning, asOf: LocalDate, dayCount: DayCount | undefined): Cents {
  if (to <= asOf) return ZERO
  if (from >= asOf) return amountCents
  const clock = dayCount ? yearClock(dayCount) : (day: number) => day
  const [begins, now, ends] = [clock(dayNumber(from)), clock(dayNumber(asOf)), clock(dayNumber(to))]
  return mulDiv(amountCents, ends - now, Math.max(1, ends - begins), 'half-even')
}

/** A row and how much interest it asks for that no earning speaks of yet. */
export type Room = { number: number; roomCents: Cents }

/** The number under which that is earned which small payments leave open. */
export const REST = 0

/** Interest that is asked for in other rows than those of its days: the last of it in the last room, because what is older is paid first. */
export function fromTheBack(rooms: readonly Room[], earnings: readonly Omit<Earning, 'number'>[]): Earning[] {
  const left = rooms.map(room => ({ ...room }))
  return earnings.toReversed().flatMap(({ amountCents, from, to }) => {
    let rest = amountCents
    return left.toReversed().flatMap(room => {
      const taken = smaller(rest, room.roomCents)
      rest = subtract(rest, taken)
      room.roomCents = subtract(room.roomCents, taken)
      return taken > 0 ? [{ number: room.number, amountCents: taken, from, to }] : []
    })
  })
}

export type EarnedRows = { rows: readonly EarningRow[]; earning: readonly Earning[] }

/**
 * A plan's earnings after one of its dates was moved or split on a day: rows that stayed keep theirs; what the changed one still had to
 * earn stays in what it became, and the wait is earned in its later part.
 */
export function afterChange(before: EarnedRows, rows: readonly EarningRow[], changedOn: LocalDate): Earning[] {
  const stayed = new Map(before.rows.map(row => [keyOf(row), row.number]))
  const known = new Set(rows.map(keyOf))
  const rest = before.earning.filter(earning => earning.number === REST)
  const kept = [...rest, ...rows.flatMap(row => renumbered(before.earning, stayed.get(keyOf(row)), row.number))]
  const gone = before.rows.filter(row => !known.has(keyOf(row)))
  const made = rows.filter(row => !stayed.has(keyOf(row)))
  const later = made.at(-1)
  const wasDueOn = gone.at(-1)?.dueOn
  if (!later || !wasDueOn) return kept
  const interest = (of: readonly EarningRow[]) => of.reduce((sum, row) => sum + row.interestCents, 0)
  const wait = smaller(cents(Math.max(0, interest(made) - interest(gone))), later.interestCents)
  const rooms = made.map(row => ({ number: row.number, roomCents: row === later ? subtract(row.interestCents, wait) : row.interestCents }))
  const still = before.earning.filter(earning => gone.some(row => row.number === earning.number))
  const from = wasDueOn > changedOn ? wasDueOn : changedOn
  return [...kept, ...fromTheBack(rooms, still), { number: later.number, amountCents: wait, from, to: later.dueOn }]
}

const keyOf = ({ dueOn, principalCents, interestCents }: EarningRow): string => `${dueOn} ${principalCents} ${interestCents}`

export const renumbered = (earning: readonly Earning[], was: number | undefined, number: number): Earning[] =>
  earning.filter(one => one.number === was).map(one => ({ ...one, number }))
