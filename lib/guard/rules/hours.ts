import type { Hours } from '../facts'
import type { TestOf } from '../rule-test'
import { fine, lastOf, object, type Evaluate, type Objection } from '../situation'
import { firstOpen, secondsOf, wallClock, weekdayOf } from '../zone'
import { addDays } from '../../dates'

/** GB/T 45251-2025, CBA 2026, Reg F §1006.6(b)(1): the recipient's own hours; every likely zone must agree. */
export const quietHours: Evaluate<TestOf<'quiet_hours'>> = (test, { request, zones }, now) => {
  const quiet: Hours = { from: test.from, to: test.to }
  const agreed = test.agreedTimesLift ? request.facts.agreedTimes : []
  const objections = zones.flatMap((zone): Objection[] => {
    if (!isWithin(quiet, now, zone) || agreed.some(hours => isWithin(hours, now, zone))) return []
    const isOpen = (moment: Date) => !isWithin(quiet, moment, zone) || agreed.some(hours => isWithin(hours, moment, zone))
    return [{ until: firstOpen(now, zone, [test.to, ...agreed.map(hours => hours.from)].map(secondsOf), isOpen) }]
  })
  return { objection: lastOf(objections) }
}

/** Reasonable requests on when to be contacted (CONC 7.9; Reg F §1006.6(b)(1)). */
export const requestedTimes: Evaluate<TestOf<'requested_times'>> = (_test, { request, zones }, now) => {
  const asked = request.facts.requestedTimes
  if (asked.length === 0) return fine
  const objections = zones.flatMap((zone): Objection[] => {
    const isOpen = (moment: Date) => asked.some(hours => isWithin(hours, moment, zone))
    return isOpen(now) ? [] : [{ until: firstOpen(now, zone, asked.map(hours => secondsOf(hours.from)), isOpen) }]
  })
  return { objection: lastOf(objections) }
}

function isWithin(hours: Hours, now: Date, zone: string): boolean {
  const { date, second } = wallClock(now, zone)
  const [from, to] = [secondsOf(hours.from), secondsOf(hours.to)]
  const on = (day: typeof date) => !hours.days || hours.days.includes(weekdayOf(day))
  if (from <= to) return on(date) && second >= from && second < to
  return (on(date) && second >= from) || (on(addDays(date, -1)) && second < to)
}

/** Somebody who needs more time is not contacted again so soon. */
export const slowerClock: Evaluate<TestOf<'slower_clock'>> = (test, { request, history }, now) => {
  if (!request.facts.needs.includes('slower_clock')) return fine
  const last = history.findLast(entry => entry.direction === 'out' && entry.party === 'borrower' && entry.purpose === 'collection')
  if (!last) return fine
  const until = new Date(last.at.getTime() + test.hours * 3_600_000)
  return until > now ? object(until, { hours: test.hours }) : fine
}
