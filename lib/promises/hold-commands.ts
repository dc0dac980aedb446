import { and, eq, isNull } from 'drizzle-orm'
import { holds } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, atHour, type LocalDate } from '../dates'
import { endHold, startHold } from '../holds/commands'
import { promiseEndsOn } from './promise-state'

type Pause = { borrowerId: string; caseId: string; promiseId: string; dueOn: LocalDate; graceDays: number }

/** Pauses collection until midnight after the last day of grace, in the lender's zone; nothing when that is past. */
export async function startPromiseHold(ctx: Ctx, pause: Pause): Promise<void> {
  authorize(ctx, 'promise:take', 'payment:record', 'payment:reverse', 'import:run')
  const { borrowerId, caseId, promiseId, dueOn, graceDays } = pause
  const endsAt = atHour(addDays(promiseEndsOn(dueOn, graceDays), 1), 0, ctx.lender.timeZone)
  if (endsAt > ctx.now) await startHold(ctx, { borrowerId, caseId, reason: 'promise', sourceId: promiseId, endsAt })
}

/** Ends the pause that a promise started, when it still runs. */
export async function endPromiseHold(ctx: Ctx, borrowerId: string, promiseId: string, reason: string): Promise<void> {
  authorize(ctx, 'promise:take', 'payment:record', 'payment:reverse', 'import:run', 'plan:answer')
  const running = await ctx.db
    .select({ id: holds.id })
    .from(holds)
    .where(
      and(
        eq(holds.lenderId, ctx.actor.lenderId),
        eq(holds.borrowerId, borrowerId),
        eq(holds.sourceId, promiseId),
        eq(holds.reason, 'promise'),
        isNull(holds.endedAt),
      ),
    )
  for (const hold of running) await endHold(ctx, { borrowerId, holdId: hold.id, reason })
}
