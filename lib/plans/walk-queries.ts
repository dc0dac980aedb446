import { and, asc, eq, gt, type SQL } from 'drizzle-orm'
import { plans } from '@/db/schema'
import type { Ctx } from '../context'
import { read, transaction } from '../transaction'

const CHUNK = 200
type PlanKey = { borrowerId: string; id: string }

/** Walks plans by key; each in a transaction of its own, so that one bad plan stops nobody else's. */
export async function eachPlan(
  ctx: Ctx,
  wanted: SQL | undefined,
  work: (ctx: Ctx, key: PlanKey) => Promise<void>,
): Promise<void> {
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
    for (const key of page) await transaction(ctx, ctx => work(ctx, key))
    last = page.at(-1)?.id ?? null
    if (page.length < CHUNK) return
  }
}
