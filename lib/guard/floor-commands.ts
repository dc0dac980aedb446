import { sql } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { floorOf } from './floor'
import { loadLenderRules } from './rules-queries'

/** Brings the database's own floor to the rules in effect today; writes only what changed. Only the worker's role may. */
export async function refreshFloor(ctx: Ctx): Promise<{ changed: number }> {
  authorize(ctx, 'job:run')
  return transaction(ctx, async ctx => {
    const { rules, packs } = await loadLenderRules(ctx)
    const [row] = await ctx.db.execute<{ changed: boolean }>(sql`select guard_set_floor(${JSON.stringify(floorOf(rules))}::jsonb) as changed`)
    if (!row?.changed) return { changed: 0 }
    await record(ctx, { type: 'guard.floor_changed', data: { packs } })
    return { changed: 1 }
  })
}
