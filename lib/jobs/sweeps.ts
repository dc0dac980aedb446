import { refreshAgedCases } from '../cases/ageing-commands'
import type { Ctx, SystemActor } from '../context'
import { buildDueReports } from '../credit-reports/build-commands'
import { findCorrections, SWEEP as CREDIT_CORRECTIONS } from '../credit-reports/find-commands'
import { NOTICES_AT, REPORTS_AT } from '../credit-reports/months'
import { tellBeforeReport } from '../credit-reports/notice-commands'
import { refreshFloor } from '../guard/floor-commands'
import { endDueHolds } from '../holds/commands'
import { checkLedger } from '../ledger/check-commands'
import { queueLadderNotices } from '../outbox/notice-commands'
import { requeueStuckMessages } from '../outbox/stuck-commands'
import { askCheckIns } from '../plans/check-in-commands'
import { checkPlans, expireOffers, remindPlanInstalments } from '../plans/monitor-commands'
import { reviewEndingRelief } from '../plans/relief-review-commands'
import { decideDuePromises } from '../promises/commands'

export type Sweep = {
  name: string
  /** Wall clock in the lender's zone; `hourly` runs once in each hour. */
  at: `${number}:${number}` | 'hourly'
  run: (ctx: Ctx<SystemActor>) => Promise<unknown>
}

/**
 * Everything that happens by itself, in the order of the day. Each decides from what is stored and from `ctx.today`, so a second
 * run changes nothing, and the first run after an outage does what the missed days would have done.
 */
export const sweeps: readonly Sweep[] = [
  { name: 'holds', at: 'hourly', run: endDueHolds },
  { name: 'messages', at: 'hourly', run: requeueStuckMessages },
  { name: 'guard_floor', at: '00:05', run: refreshFloor },
  { name: 'ageing', at: '00:10', run: refreshAgedCases },
  { name: 'promises', at: '00:30', run: decideDuePromises },
  { name: 'plans', at: '00:40', run: checkPlans },
  { name: 'offers_expire', at: '00:50', run: expireOffers },
  { name: 'ledger_check', at: '02:00', run: ctx => checkLedger(ctx) },
  { name: 'credit_reports', at: REPORTS_AT, run: buildDueReports },
  { name: CREDIT_CORRECTIONS, at: '04:00', run: findCorrections },
  { name: 'plan_check_ins', at: '08:50', run: askCheckIns },
  { name: 'plan_reviews', at: '08:55', run: reviewEndingRelief },
  { name: 'plan_reminders', at: '09:00', run: remindPlanInstalments },
  { name: 'ladder_notices', at: '09:10', run: queueLadderNotices },
  { name: 'credit_notices', at: NOTICES_AT, run: tellBeforeReport },
]
