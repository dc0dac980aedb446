import { lastDay, limitationPeriod, type Judged } from '@/lib/calculators/limitation-period'
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
  const periods = debts.map(debt => loanLimitation(debt, asOf, calendar))
  const running = periods.filter(period => period.waivedOn === null)
  const ends = (running.length > 0 ? running : periods).map(period => period.endsOn).toSorted()
  return { limitationEndsOn: ends[0] ?? null, defenceWaived: periods.length > 0 && running.length === 0 }
}

/** `endsOn` is the last day of the claim, moved by a holiday where the calendar reaches; `waivedOn` the day on which the defence was given up. */
export type Limitation = { endsOn: LocalDate; waivedOn: LocalDate | null; events: Judged[] }

/**
 * The limitation of one debt. Money that came in after the end gives nothing up: only a promise does, because one is taken then only of
 * somebody who was told of it (SPC limitation rules art. 19; the house tells first).
 */
export function loanLimitation({ lastDueOn, events }: Debt, asOf: LocalDate, calendar: Calendar): Limitation {
  const tooLate: Judged[] = []
  let counted = events
  for (;;) {
    const { correspondingDay, waivedOn, events: judged } = limitationPeriod(lastDueOn, counted, asOf, calendar)
    const waiver = judged.find(event => event.effect === 'waives_defence')
    if (!waiver || waiver.kind === 'promise') {
      const all = [...judged, ...tooLate].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
      return { endsOn: lastDay(calendar, correspondingDay), waivedOn, events: all }
    }
    tooLate.push({ ...waiver, effect: 'none', why: 'period_over' })
    counted = counted.filter(event => event.kind !== waiver.kind || event.on !== waiver.on)
  }
}
