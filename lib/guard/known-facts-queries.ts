import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import { factsOf, type Running } from '../circumstances/facts'
import type { Ctx } from '../context'
import type { FactsBody, Known } from './subject'

type Need = NonNullable<FactsBody['needs']>[number]
type Hold = NonNullable<FactsBody['holds']>[number]
/** What was asked for in the last application, in the guard's words. */
const needOf: Partial<Record<string, Need>> = { written_only: 'no_calls', more_time: 'slower_clock', speak_through: 'through_helper' }

type Row = { borrower_id: string; has_plan: boolean; holds: { reason: Hold['reason']; from: string; until: string }[]; needs: string[] | null; debts: string[]; running: Running[] }

/** Plan in force, running holds and circumstances, needs of the last application and loans of the open case: one statement for any number of people. */
export async function loadKnown(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, Known>> {
  const mine = (table: string) => sql`${sql.identifier(table)}.lender_id = ${ctx.actor.lenderId}::uuid and ${sql.identifier(table)}.borrower_id = p.id`
  const rows = await ctx.db.execute<Row>(sql`
    select p.id as borrower_id,
      exists (select from plans where ${mine('plans')} and plans.status in ('active', 'grace')) as has_plan,
      (select coalesce(jsonb_agg(jsonb_build_object('reason', h.reason, 'from', h.starts_at, 'until', h.ends_at) order by h.starts_at, h.id), '[]')
        from (select * from holds where ${mine('holds')} and holds.ended_at is null order by holds.starts_at, holds.id limit 50) h) as holds,
      (select a.needs from hardship_applications a where ${mine('a')} order by a.started_at desc, a.id desc limit 1) as needs,
      (select coalesce(jsonb_agg(l.id order by l.id), '[]') from (
        select l.id from loans l join cases c on c.borrower_id = l.borrower_id and c.id = l.case_id and c.status = 'open'
        where ${mine('l')} order by l.id limit 100) l) as debts,
      (select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'since', k.since, 'until', k.until, 'detail', k.detail) order by k.since, k.id), '[]')
        from (select * from circumstances where ${mine('circumstances')} and circumstances.ended_at is null order by circumstances.since, circumstances.id limit 50) k) as running
    from unnest(${uuids(borrowerIds)}) p (id)`)
  return new Map(rows.map(row => [row.borrower_id, knownOf(row, ctx.now)]))
}

const moment = (text: string) => new Date(text).toISOString()

const knownOf = ({ has_plan, holds, needs, debts, running }: Row, now: Date): Known => ({
  debts,
  facts: {
    plan: has_plan ? { isSigned: true } : null,
    holds: holds.map(hold => ({ reason: hold.reason, from: moment(hold.from), until: moment(hold.until) })),
    needs: (needs ?? []).flatMap(need => needOf[need] ?? []),
    ...factsOf(running, now),
  },
})
