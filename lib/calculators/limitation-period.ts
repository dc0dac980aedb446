import type { Calendar } from '@/lib/calendars/calendar'
import { rollForward } from '@/lib/calendars/working-days'
import { addMonths, type LocalDate } from '@/lib/dates'
import { meaningOf, type LimitationEvent } from './limitation-events'

const YEARS_3 = 36
const YEARS_20 = 240
const AFTER_OBSTACLE = 6

export type Effect = 'restarts' | 'suspends' | 'waives_defence' | 'none'
export type Why =
  | 'counted'
  | 'delivery_not_proven'
  | 'period_not_begun'
  | 'already_later'
  | 'period_over'
  | 'not_in_last_six_months'
  | 'defence_already_waived'
  | 'after_as_of'
export type Judged = { kind: LimitationEvent['kind']; on: LocalDate; effect: Effect; why: Why; endsOn: LocalDate; source: string }

export type Period = {
  runsFrom: LocalDate
  /** The corresponding day (Civil Code art. 202), before a holiday moves it. */
  correspondingDay: LocalDate
  longStopOn: LocalDate
  waivedOn: LocalDate | null
  events: Judged[]
}

type State = { runsFrom: LocalDate; end: LocalDate; waivedOn: LocalDate | null }

/**
 * Three years from the due date of the last instalment (Civil Code art. 188, 189), begun anew by each event of art. 195 that falls
 * within it, lengthened by an obstacle of its last six months (art. 194), never past twenty years (art. 188).
 */
export function limitationPeriod(
  lastDueOn: LocalDate,
  events: readonly LimitationEvent[],
  asOf: LocalDate,
  calendar: Calendar,
): Period {
  const longStopOn = addMonths(lastDueOn, YEARS_20)
  const until = (from: LocalDate) => earlier(addMonths(from, YEARS_3), longStopOn)
  let state: State = { runsFrom: lastDueOn, end: until(lastDueOn), waivedOn: null }
  const judged: Judged[] = []
  for (const event of events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    const { effect, why, next } =
      event.on > asOf ? nothing('after_as_of') : judge(event, state, { lastDueOn, longStopOn, until, calendar })
    state = { ...state, ...next }
    judged.push({ kind: event.kind, on: event.on, effect, why, endsOn: state.end, source: meaningOf(event.kind).source })
  }
  return { runsFrom: state.runsFrom, correspondingDay: state.end, longStopOn, waivedOn: state.waivedOn, events: judged }
}

type Frame = { lastDueOn: LocalDate; longStopOn: LocalDate; until: (from: LocalDate) => LocalDate; calendar: Calendar }
type Outcome = { effect: Effect; why: Why; next: Partial<State> }

function judge(event: LimitationEvent, state: State, { lastDueOn, longStopOn, until, calendar }: Frame): Outcome {
  const { as, needsProof } = meaningOf(event.kind)
  if (needsProof && !event.isDeliveryProven) return nothing('delivery_not_proven')
  if (state.waivedOn) return nothing('defence_already_waived')
  if (event.on > lastDay(calendar, state.end)) {
    return as === 'agreement'
      ? { effect: 'waives_defence', why: 'counted', next: { waivedOn: event.on } }
      : nothing('period_over')
  }
  const from = event.endedOn ?? event.on
  if (as === 'obstacle') {
    if (from < addMonths(state.end, -AFTER_OBSTACLE)) return nothing('not_in_last_six_months')
    const end = earlier(later(addMonths(from, AFTER_OBSTACLE), state.end), longStopOn)
    return { effect: 'suspends', why: 'counted', next: { end } }
  }
  const restart = as === 'proceeding' ? from : event.on
  if (restart <= lastDueOn) return nothing('period_not_begun')
  if (restart <= state.runsFrom) return nothing('already_later')
  return { effect: 'restarts', why: 'counted', next: { runsFrom: restart, end: later(until(restart), state.end) } }
}

/** Art. 203 where the calendar reaches; the corresponding day itself, which is never later, where it does not. */
export function lastDay(calendar: Calendar, day: LocalDate): LocalDate {
  const rolled = rollForward(calendar, day)
  return rolled.ok ? rolled.value : day
}

const nothing = (why: Why): Outcome => ({ effect: 'none', why, next: {} })
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)
const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
