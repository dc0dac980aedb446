import { and, desc, eq, gte, lt, sql, type SQL } from 'drizzle-orm'
import { guardDecisionRules } from '@/db/schema'
import type { Ctx } from '../context'

type Page = { rule: string; from?: Date; to?: Date; cursor?: { decidedAt: Date; id: string } | null; limit: number; also: (SQL | undefined)[] }

/**
 * Ids of the decisions in which a rule spoke, newest first, of one page. The rule's own index is walked and stops when the page is full:
 * `also` is asked decision by decision (`offset 0` keeps it from becoming a join, which the planner would sort as a whole).
 */
export async function pickByRule(ctx: Ctx, { rule, from, to, cursor, limit, also }: Page): Promise<string[]> {
  const { lenderId, decidedAt, decisionId, borrowerId } = guardDecisionRules
  const more = and(...also)
  const rows = await ctx.db
    .select({ id: decisionId })
    .from(guardDecisionRules)
    .where(
      and(
        eq(lenderId, ctx.actor.lenderId),
        eq(guardDecisionRules.rule, rule),
        from && gte(decidedAt, from),
        to && lt(decidedAt, to),
        cursor ? sql`(${decidedAt}, ${decisionId}) < (${cursor.decidedAt.toISOString()}::timestamptz, ${cursor.id}::uuid)` : undefined,
        more && sql`exists (select from guard_decisions left join cases on cases.borrower_id = guard_decisions.borrower_id and cases.id = guard_decisions.case_id
          where guard_decisions.borrower_id = ${borrowerId} and guard_decisions.id = ${decisionId} and ${more} offset 0)`,
      ),
    )
    .orderBy(desc(decidedAt), desc(decisionId))
    .limit(limit)
  return rows.map(row => row.id)
}
