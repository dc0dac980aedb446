import { and, asc, eq, gt, type SQL } from 'drizzle-orm'
import { plans } from '@/db/schema'
import type { Ctx } from '../context'
import { read, transaction } from '../transaction'

const CHUNK = 200
type PlanKey = { borrowerId: string; id: string }

/** Walks plans by key; each in a transaction of its own, so that one bad plan stops nobody else's. Throws in the end what failed. */
export async function eachPlan(
  ctx: Ctx,
  wanted: SQL | undefined,
  work: (ctx: Ctx, key: PlanKey) => Promise<void>,
): Promise<void> {
  const failed: unknown[] = []
  let last: string | null = null
  for (;;) {
    const after = last
    const page: PlanKey[] = await read(ctx, ctx =>
      ctx.db
        .select({ borrowerId: plans.borrowerId, id: plans.id })
        .from(plans)
        .where(and(eq(plans.lenderId, ctx.actor.lenderId), wanted, after ? gt(plans.id, after) : undefined))
        .orderBy(asc(plans.id))
        .limit(CHUNK),
    )
    for (const key of page) await transaction(ctx, ctx => work(ctx, key)).catch((error: unknown) => failed.push(error))
    last = page.at(-1)?.id ?? null
    if (page.length === CHUNK) continue
    if (failed.length > 0) throw new AggregateError(failed, `${failed.length} plans could not be worked on`, { cause: failed[0] })
    return
  }
}
