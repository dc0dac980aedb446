import { addDays, type LocalDate } from '../../dates'
import { counts, isConversation } from '../outcome-classes'
import type { HistoryEntry } from '../request'
import type { TestOf } from '../rule-test'
import { fine, lastOf, type Allowance, type Evaluate, type Finding, type Objection, type Situation } from '../situation'
import { startOfDay, wallClock } from '../zone'

/** So many in so many consecutive days, over everybody who acts for the lender, robots and agencies included. */
export const cap: Evaluate<TestOf<'cap'>> = (test, situation, now) => {
  if (hasConsent(situation, now, test.consentDays)) return fine
  const counted = situation.history.filter(
    entry =>
      entry.direction === 'out' &&
      entry.purpose === 'collection' &&
      test.kinds.includes(entry.kind) &&
      isSameSide(entry, situation) &&
      counts(test.countedAs, entry.outcome) &&
      !hasConsent(situation, entry.at, test.consentDays),
  )
  const findings = situation.zones.flatMap(zone => groupsOf(test.per, counted, situation).map(group => within(test, group, zone, now)))
  const tightest = findings.map(({ allowance }) => allowance).sort((a, b) => b.used - a.used)[0]
  return { objection: untilConsent(lastOf(findings.flatMap(({ objection }) => objection ?? [])), situation, now, test.consentDays), allowance: tightest }
}

/** A promise, a plan or a dispute of one debt does not use up another's calls; without a name each entry may be about any debt. */
function groupsOf(per: 'person' | 'number' | 'debt', entries: readonly HistoryEntry[], { request }: Situation): (readonly HistoryEntry[])[] {
  const { number, debts } = request.action
  if (per === 'number') return [number === undefined ? entries : entries.filter(entry => entry.number === undefined || entry.number === number)]
  if (per === 'person' || debts.length === 0) return [entries]
  return debts.map(debt => entries.filter(entry => isAbout(entry, debt)))
}

const isAbout = (entry: HistoryEntry, debt: string) => entry.debts.length === 0 || entry.debts.includes(debt)

const isSameSide = (entry: HistoryEntry, { party }: Situation) => (entry.party === 'borrower') === (party === 'borrower')

type Within = { objection: Objection | null; allowance: Allowance }

function within(test: TestOf<'cap'>, entries: readonly HistoryEntry[], zone: string, now: Date): Within {
  const today = wallClock(now, zone).date
  const days = inWindow(entries, zone, today, test.days)
  const used = days.length
  const first = days[Math.max(used - test.limit, 0)]
  const leaves = first === undefined ? null : startOfDay(addDays(first, test.days), zone)
  const allowance = { used, limit: test.limit, resetsAt: leaves }
  if (used < test.limit) return { objection: null, allowance }
  return { objection: { until: test.limit === 0 ? null : leaves, values: { used, limit: test.limit, days: test.days } }, allowance }
}

const inWindow = (entries: readonly HistoryEntry[], zone: string, today: LocalDate, days: number): LocalDate[] => {
  const from = addDays(today, 1 - days)
  return entries.map(entry => wallClock(entry.at, zone).date).filter(date => date >= from).sort()
}

/** Reg F §1006.14(b)(2)(i)(B): the day of the conversation is the first of the days; one about two debts cools both. */
export const coolDown: Evaluate<TestOf<'cool_down'>> = (test, situation, now) => {
  if (hasConsent(situation, now, test.consentDays)) return fine
  const { action } = situation.request
  const isRelevant = (entry: HistoryEntry) => test.per === 'person' || action.debts.length === 0 || action.debts.some(debt => isAbout(entry, debt))
  const spoken = situation.history.filter(
    entry => entry.kind === 'call' && entry.party === 'borrower' && entry.outcome !== null && isConversation(entry.outcome) && isRelevant(entry),
  )
  const last = spoken.at(-1)
  if (!last) return fine
  const objections = situation.zones.flatMap((zone): Objection[] => {
    const until = startOfDay(addDays(wallClock(last.at, zone).date, test.days), zone)
    return until > now ? [{ until, values: { days: test.days } }] : []
  })
  return { objection: untilConsent(lastOf(objections), situation, now, test.consentDays) }
}

/** Reg F §1006.14(b)(3)(i): calls agreed to directly, for the days after it, the day of consent being the first. */
function hasConsent({ request, zones }: Situation, at: Date, days: number | null): boolean {
  if (days === null) return false
  return request.facts.consents.some(
    consent =>
      consent.to === 'more_calls' &&
      consent.at <= at &&
      zones.every(zone => wallClock(at, zone).date < addDays(wallClock(consent.at, zone).date, days)),
  )
}

/** Consent that is dated later opens then. */
function untilConsent(objection: Objection | null, { request }: Situation, now: Date, days: number | null): Objection | null {
  if (!objection || days === null) return objection
  const ahead = request.facts.consents.filter(consent => consent.to === 'more_calls' && consent.at > now).map(consent => consent.at.getTime())
  const first = Math.min(...ahead, objection.until?.getTime() ?? Infinity)
  return { ...objection, until: Number.isFinite(first) ? new Date(first) : null }
}

/** At least so many days between two contacts of these kinds about one debt. */
export const interval: Evaluate<TestOf<'interval'>> = (test, situation, now): Finding => {
  const last = situation.history.findLast(entry => entry.direction === 'out' && entry.purpose === 'collection' && test.kinds.includes(entry.kind))
  if (!last) return fine
  const objections = situation.zones.flatMap((zone): Objection[] => {
    const until = startOfDay(addDays(wallClock(last.at, zone).date, test.days), zone)
    return until > now ? [{ until, values: { days: test.days } }] : []
  })
  return { objection: lastOf(objections) }
}
