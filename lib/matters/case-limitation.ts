import { lastDay, limitationPeriod } from '@/lib/calculators/limitation-period'
import type { LimitationEvent } from '@/lib/calculators/limitation-events'
import type { Calendar } from '@/lib/calendars/calendar'
import type { LocalDate } from '@/lib/dates'

/** One loan of a case: the last due date of its contract, and what befell its limitation, as far as it is stored. */
export type Debt = { lastDueOn: LocalDate; events: readonly LimitationEvent[] }
export type CaseLimitation = { limitationEndsOn: LocalDate | null; defenceWaived: boolean }

/**
 * What a suit over the whole case must keep: the earliest end of its debts, those left out whose defence was given up; `defenceWaived`
 * where it was for each. Null where there is no debt. Civil Code art. 188, 189, 192, 195.
 */
export function caseLimitation(debts: readonly Debt[], asOf: LocalDate, calendar: Calendar): CaseLimitation {
  const periods = debts.map(debt => periodOf(debt, asOf, calendar))
  const running = periods.filter(period => period.waivedOn === null)
  const ends = (running.length > 0 ? running : periods).map(period => period.endsOn).toSorted()
  return { limitationEndsOn: ends[0] ?? null, defenceWaived: periods.length > 0 && running.length === 0 }
}

/**
 * Money that came in after the end gives nothing up: only a promise does, because one is taken then only of somebody who was told of it
 * (SPC limitation rules art. 19; the house tells first).
 */
function periodOf({ lastDueOn, events }: Debt, asOf: LocalDate, calendar: Calendar) {
  let counted = events
  for (;;) {
    const { correspondingDay, waivedOn, events: judged } = limitationPeriod(lastDueOn, counted, asOf, calendar)
    const waiver = judged.find(event => event.effect === 'waives_defence')
    if (!waiver || waiver.kind === 'promise') return { endsOn: lastDay(calendar, correspondingDay), waivedOn }
    counted = counted.filter(event => event.kind !== waiver.kind || event.on !== waiver.on)
  }
}
