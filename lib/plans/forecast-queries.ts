import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, dateIn } from '../dates'
import { read } from '../transaction'
import type { AdjustmentRecord } from './adjust-queries'
import type { CheckIn } from './check-in'
import { listPlanEvents } from './event-queries'
import { forecastMiss, type Forecast, type ForecastFacts } from './forecast'
import type { PlanView } from './queries'
import { reliefEndsOn } from './relief-end'

/** Days in which a question before a date may stay open without meaning anything. */
const PATIENCE_DAYS = 2

/** The forecast of a running plan's next date; null for a plan that does not run. */
export async function getForecast(
  ctx: Ctx,
  plan: PlanView,
  { changes, checkIns }: { changes: readonly AdjustmentRecord[]; checkIns: readonly CheckIn[] },
): Promise<Forecast | null> {
  authorize(ctx, 'case:read')
  if (plan.status !== 'active' && plan.status !== 'grace') return null
  const events = await read(ctx, ctx => listPlanEvents(ctx, plan, ['plan.missed', 'plan.caught_up', 'plan.broken']))
  const { next, dates } = plan.progress
  const last = dates.findLast(date => date.dueOn < ctx.today && date.paidCents >= date.totalCents)
  const missed = events.find(event => event.type === 'plan.missed' && event.data.dueOn === last?.dueOn)
  const caughtUp = missed && events.find(event => event.type === 'plan.caught_up' && event.at >= missed.at)
  const asked = checkIns.find(one => one.dueOn === next?.dueOn)
  const facts: ForecastFacts = {
    isLateNow: plan.status === 'grace',
    wasLastLate: missed !== undefined,
    paidOnLastGraceDay: Boolean(caughtUp && last && dateIn(caughtUp.at, ctx.lender.timeZone) >= addDays(last.dueOn, plan.graceDays)),
    timesChanged: changes.length,
    isPartPaid: dates.some(date => date.dueOn === next?.dueOn && date.paidCents > 0),
    isCheckInUnanswered: Boolean(asked && !asked.answer && addDays(dateIn(asked.askedAt, ctx.lender.timeZone), PATIENCE_DAYS) <= ctx.today),
    saidMove: asked?.answer === 'move',
    saidChanged: asked?.answer === 'changed',
    isFirstAfterRelief: next !== null && next.dueOn === reliefEndsOn(plan.terms),
    hasBrokenBefore: events.some(event => event.type === 'plan.broken'),
  }
  return forecastMiss(facts)
}
