import { sql, type SQL } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'
import { refreshCases } from './commands'
import { getStrategy } from './strategy-queries'
import { stageFor, type Strategy } from './strategy'

const CHUNK = 500

/**
 * Brings up to date whom the night has moved: loans that became overdue, cases that changed bucket or stage. One look-up by index
 * and one transaction for each chunk of borrowers; who has not moved is not touched, so a second run writes nothing.
 */
export async function refreshAgedCases(ctx: Ctx): Promise<{ seen: number; opened: number; updated: number; closed: number }> {
  authorize(ctx, 'job:run')
  const stage = await stageToday(ctx)
  const counts = { seen: 0, opened: 0, updated: 0, closed: 0 }
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const moved = await listMoved(ctx, stage, after)
    for (const { change } of await refreshCases(ctx, moved)) {
      counts.seen += 1
      if (change !== 'none') counts[change] += 1
    }
    after = moved.at(-1) ?? after
    if (moved.length < CHUNK) return counts
  }
}

const listMoved = (ctx: Ctx, stage: SQL, after: string): Promise<string[]> =>
  read(ctx, async ctx => {
    const bucketOn = (day: SQL) => sql`least((greatest(${day} - c.oldest_unpaid_due_on, 0) + 29) / 30, 7)`
    const today = sql`${ctx.today}::date`
    const rows = await ctx.db.execute<{ borrower_id: string }>(sql`
      select borrower_id from (
        select l.borrower_id from loans l
        where l.lender_id = ${ctx.lender.id}::uuid and l.status = 'active' and l.next_due_on < ${today} and l.borrower_id > ${after}::uuid
        union
        select c.borrower_id from cases c
        where c.lender_id = ${ctx.lender.id}::uuid and c.status = 'open' and c.oldest_unpaid_due_on is not null and c.borrower_id > ${after}::uuid
          and (${bucketOn(today)} <> ${bucketOn(sql`c.figures_on`)} or (c.stage <> 'legal' and c.stage <> ${stage}))
      ) moved order by borrower_id limit ${CHUNK}`)
    return rows.map(row => row.borrower_id)
  })

/** Every ladder in use at the lender, as one expression over a case: the stage it should stand on today. */
async function stageToday(ctx: Ctx): Promise<SQL> {
  const used = await read(ctx, ctx =>
    ctx.db.execute<{ code: string; version: string }>(
      sql`select distinct strategy_code as code, strategy_version as version from cases where lender_id = ${ctx.lender.id}::uuid and status = 'open'`,
    ),
  )
  const ladders = await Promise.all(used.map(({ code, version }) => getStrategy(ctx, { code, version })))
  const arms = ladders.flatMap(ladder =>
    rungs(ladder).map(
      ({ fromDpd, stage }) =>
        sql`when c.strategy_code = ${ladder.code} and c.strategy_version = ${ladder.version} and c.oldest_unpaid_due_on <= ${ctx.today}::date - ${fromDpd}::int then ${stage}`,
    ),
  )
  return arms.length > 0 ? sql`(case ${sql.join(arms, sql` `)} else c.stage end)` : sql`c.stage`
}

/** First day of every stage, the highest first; day 0 and before is `pre_due`. */
function rungs(ladder: Strategy) {
  const days = [...new Set([1, ...ladder.steps.map(step => step.fromDpd).filter(dpd => dpd > 0)])].sort((a, b) => b - a)
  return [
    ...days.map(fromDpd => ({ fromDpd, stage: stageFor(ladder, fromDpd) })),
    { fromDpd: -36_500, stage: 'pre_due' as const },
  ]
}
