import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import { monthStart } from './months'

export type Due = { borrower_id: string; loan_id: string; contract: string; case_id: string | null; of: string }

const CHUNK = 500

/** The next loans whose borrower has yet to be told of something bad, by id. The caller has opened a transaction. */
export async function listToTell(ctx: Ctx, after: string): Promise<{ due: Due[]; isLast: boolean }> {
  const due = await ctx.db.execute<Due>(sql`select l.borrower_id, l.id as loan_id, l.number as contract, l.case_id, d.of
    ${untold(ctx)} and l.id > ${after}::uuid order by l.id limit ${CHUNK}`)
  return { due: [...due], isLast: due.length < CHUNK }
}

/** How many there are. The caller has opened a transaction. */
export async function countToTell(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.execute<{ count: number }>(sql`select count(*)::int as count ${untold(ctx)}`)
  return row?.count ?? 0
}

const untold = (ctx: Ctx) => sql`
    from loans l
    left join lateral (select p.id from plans p where p.lender_id = l.lender_id and p.borrower_id = l.borrower_id and p.id = l.plan_id
      and p.kind = 'token' and p.status in ('active', 'grace')) t on true
    left join lateral (select p.id from plans p where p.lender_id = l.lender_id and p.borrower_id = l.borrower_id and l.id = any (p.loan_ids)
      and p.kind = 'settlement' and p.status = 'completed' and p.ended_on >= ${monthStart(ctx.today)}::date limit 1) s on true
    cross join lateral (select case
      when s.id is not null and l.status = 'settled' then 'settled'
      when l.status in ('active', 'charged_off') and t.id is not null then 'token:' || t.id
      when l.status in ('active', 'charged_off') and l.oldest_unpaid_due_on < ${ctx.today}::date then l.oldest_unpaid_due_on::text
    end as of) d
    where l.lender_id = ${ctx.lender.id}::uuid and l.status in ('active', 'charged_off', 'settled') and d.of is not null
      and not exists (select from credit_report_withdrawals w where w.lender_id = l.lender_id and w.borrower_id = l.borrower_id and w.loan_id = l.id and w.status = 'approved')
      and not exists (select from messages m where m.lender_id = l.lender_id and m.borrower_id = l.borrower_id and m.unique_key = 'credit_notice:' || l.id || ':' || d.of)`
