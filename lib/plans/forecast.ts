/** What is known of how a plan goes, each thing plain to see on the page. */
export type ForecastFacts = {
  isLateNow: boolean
  wasLastLate: boolean
  paidOnLastGraceDay: boolean
  timesChanged: number
  isPartPaid: boolean
  isCheckInUnanswered: boolean
  saidMove: boolean
  saidChanged: boolean
  isFirstAfterRelief: boolean
  hasBrokenBefore: boolean
}
const POINTS = {
  said_changed: 40,
  late_now: 35,
  broken_before: 25,
  last_late: 20,
  last_grace_day: 15,
  changed_twice: 20,
  changed_once: 10,
  check_in_unanswered: 15,
  first_after_relief: 15,
  said_move: 10,
  part_paid: 10,
} as const
export type ForecastSignal = keyof typeof POINTS
export type ForecastLevel = 'low' | 'watch' | 'likely'
export type Forecast = { level: ForecastLevel; score: number; signals: { code: ForecastSignal; points: number }[] }
const WATCH_FROM = 25
const LIKELY_FROM = 50

/** Whether the next date may be missed: a sum of named signals, largest first. Each signal only ever adds. */
export function forecastMiss(facts: ForecastFacts): Forecast {
  const present: Record<ForecastSignal, boolean> = {
    said_changed: facts.saidChanged,
    late_now: facts.isLateNow,
    broken_before: facts.hasBrokenBefore,
    last_late: facts.wasLastLate,
    last_grace_day: facts.paidOnLastGraceDay,
    changed_twice: facts.timesChanged >= 2,
    changed_once: facts.timesChanged === 1,
    check_in_unanswered: facts.isCheckInUnanswered,
    first_after_relief: facts.isFirstAfterRelief,
    said_move: facts.saidMove,
    part_paid: facts.isPartPaid,
  }
  const codes = (Object.keys(POINTS) as ForecastSignal[]).filter(code => present[code])
  const signals = codes.map(code => ({ code, points: POINTS[code] })).sort((a, b) => b.points - a.points || (a.code < b.code ? -1 : 1))
  const score = signals.reduce((sum, { points }) => sum + points, 0)
  return { level: score >= LIKELY_FROM ? 'likely' : score >= WATCH_FROM ? 'watch' : 'low', score, signals }
}
