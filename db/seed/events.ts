import { refreshAgedCases } from '@/lib/cases/ageing-commands'
import type { Ctx } from '@/lib/context'
import { addDays, dateIn, type LocalDate } from '@/lib/dates'
import { endDueHolds } from '@/lib/holds/commands'
import { askCheckIns } from '@/lib/plans/check-in-commands'
import { checkPlans, expireOffers, remindPlanInstalments } from '@/lib/plans/monitor-commands'
import { reviewEndingRelief } from '@/lib/plans/relief-review-commands'
import { decideDuePromises } from '@/lib/promises/commands'
import { eachAtOnce } from './at-once'
import { sendQueued, type Stage } from './stage'

/** Something that happened; what it led to comes back as later steps. */
export type Step = { at: Date; run: () => Promise<Step[]> }
/** A step in one person's life, by serial. */
export type Event = { who: number; at: Date; run: () => Promise<Event[]> }

export const livedBy = (who: number, steps: readonly Step[]): Event[] =>
  steps.map(({ at, run }) => ({ who, at, run: async () => livedBy(who, await run()) }))

/**
 * Plays a history day by day: the morning's decisions, what people did, the evening's messages. The last day only decides, at the
 * present moment, so that nothing lies in the future.
 */
export async function play(stage: Stage, startOn: LocalDate, now: Date, first: readonly Event[]): Promise<void> {
  const waiting = new Map<LocalDate, Event[]>()
  const remember = (event: Event) => {
    const day = dateIn(event.at, stage.lender.timeZone)
    waiting.set(day, [...(waiting.get(day) ?? []), event])
  }
  first.forEach(remember)
  for (let day = startOn; day < stage.today; day = addDays(day, 1)) {
    await decide(stage.system(stage.at(day, 6)))
    const events = waiting.get(day) ?? []
    await eachAtOnce(byPerson(events), async mine => {
      for (const event of mine) (await event.run()).forEach(remember)
    })
    await sendQueued(stage.system(stage.at(day, 18)))
  }
  await decide(stage.system(now))
  await refreshAgedCases(stage.system(now))
}

/** The morning's sweeps over promises, holds, offers and plans; cases age once, on the last day, and when a step touches them. */
async function decide(ctx: Ctx): Promise<void> {
  await decideDuePromises(ctx)
  await endDueHolds(ctx)
  await expireOffers(ctx)
  await askCheckIns(ctx)
  await reviewEndingRelief(ctx)
  await remindPlanInstalments(ctx)
  await checkPlans(ctx)
}

/** One person's events keep their order; different persons do not wait for each other. */
function byPerson(events: readonly Event[]): Event[][] {
  const groups = new Map<number, Event[]>()
  for (const event of events.toSorted((a, b) => a.at.getTime() - b.at.getTime())) groups.set(event.who, [...(groups.get(event.who) ?? []), event])
  return [...groups.values()]
}
