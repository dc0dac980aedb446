import { refreshAgedCases } from '@/lib/cases/ageing-commands'
import { addDays, dateIn, type LocalDate } from '@/lib/dates'
import { endDueHolds } from '@/lib/holds/commands'
import { checkPlans, expireOffers, remindPlanInstalments } from '@/lib/plans/monitor-commands'
import { decideDuePromises } from '@/lib/promises/commands'
import { sendQueued, type Stage } from './stage'

/** Something that happened; what it led to comes back as later events. */
export type Event = { at: Date; run: () => Promise<Event[]> }

/**
 * Plays a history day by day: the morning's sweeps, what people did, the evening's messages. The last day only sweeps, at the
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
    await sweep(stage, stage.at(day, 6))
    const events = waiting.get(day) ?? []
    for (const event of events.sort((a, b) => a.at.getTime() - b.at.getTime())) (await event.run()).forEach(remember)
    await sendQueued(stage.system(stage.at(day, 18)))
  }
  await sweep(stage, now)
}

async function sweep(stage: Stage, at: Date): Promise<void> {
  const ctx = stage.system(at)
  await decideDuePromises(ctx)
  await endDueHolds(ctx)
  await expireOffers(ctx)
  await remindPlanInstalments(ctx)
  await checkPlans(ctx)
  await refreshAgedCases(ctx)
}
