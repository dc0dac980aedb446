import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'

/**
 * Whoever makes or compares reports holds it with others, whoever takes a loan back holds it alone, until the transaction ends and
 * before any other lock: so that no line of that loan is written meanwhile.
 */
export async function lockReporting(ctx: Ctx, how: 'with others' | 'alone'): Promise<void> {
  const key = sql`hashtextextended(${`credit_reports:${ctx.actor.lenderId}`}, 0)`
  await ctx.db.execute(how === 'alone' ? sql`select pg_advisory_xact_lock(${key})` : sql`select pg_advisory_xact_lock_shared(${key})`)
}
