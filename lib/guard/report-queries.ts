import { sql, type SQL } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, atSecond, type LocalDate } from '../dates'
import { read } from '../transaction'

export type ReportDays = 7 | 30
type Count = { blocked: number; needsReason: number; withReason: number }
export type RuleCount = Count & { rule: string; text: { en: string; zh_cn: string } | null }
export type StaffCount = Count & { actorId: string | null; actorKind: string; name: string | null }
export type DayCount = Count & { day: LocalDate }
export type GivenReason = { rule: string | null; reason: string; count: number }
export type BlockedReport = { since: LocalDate; rules: RuleCount[]; staff: StaffCount[]; days: DayCount[]; given: GivenReason[] }

/** More rows than rules, people and days together ever fill; the counts are whole all the same. */
const MOST = 500

/** Attempts that the guard refused and warnings that were passed with a reason, counted by rule, by who asked, and by day of the lender. */
export async function blockedReport(ctx: Ctx, days: ReportDays): Promise<BlockedReport> {
  authorize(ctx, 'guard:read')
  const since = addDays(ctx.today, 1 - days)
  return read(ctx, async ctx => {
    const [rows, given] = await Promise.all([ctx.db.execute<Row>(countsSince(ctx, since)), ctx.db.execute<GivenReason>(givenSince(ctx, since))])
    const countOf = ({ blocked, needs_reason, with_reason }: Row): Count => ({ blocked, needsReason: needs_reason, withReason: with_reason })
    const of = (kind: Row['grouped']) => rows.filter(row => row.grouped === kind)
    return {
      since,
      rules: of('rule').map(row => ({ rule: row.rule ?? '', text: row.rule_text, ...countOf(row) })),
      staff: of('actor').map(row => ({ actorId: row.actor_id, actorKind: row.actor_kind ?? 'unknown', name: row.name, ...countOf(row) })),
      days: of('day').map(row => ({ day: row.day as LocalDate, ...countOf(row) })),
      given: [...given],
    }
  })
}

type Row = {
  grouped: 'rule' | 'actor' | 'day'
  rule: string | null
  rule_text: { en: string; zh_cn: string } | null
  actor_id: string | null
  actor_kind: string | null
  name: string | null
  day: string | null
  blocked: number
  needs_reason: number
  with_reason: number
}

/** Read once by the index on lender and moment, then counted three ways. */
const spoken = (ctx: Ctx, since: LocalDate): SQL => sql`
  select d.id, d.decision, d.given_reason, d.actor_id, d.actor_kind, d.reasons,
    to_char(d.decided_at at time zone ${ctx.lender.timeZone}, 'YYYY-MM-DD') as day
  from guard_decisions d
  where d.lender_id = ${ctx.actor.lenderId}::uuid and d.decided_at >= ${atSecond(since, 0, ctx.lender.timeZone).toISOString()}::timestamptz
    and (d.decision <> 'allowed' or d.given_reason is not null)`

const countsSince = (ctx: Ctx, since: LocalDate): SQL => sql`
  with asked as materialized (${spoken(ctx, since)}),
  by_rule as (
    select r->>'rule' as rule, max((r->'text')::text)::jsonb as rule_text, ${counts}
    from asked cross join lateral jsonb_array_elements(asked.reasons) r where coalesce(r->>'severity', 'block') <> 'advice' group by 1),
  by_rest as (
    select grouping(day) as no_day, actor_kind, actor_id, day, ${counts} from asked group by grouping sets ((actor_kind, actor_id), (day)))
  select * from (
    select 'rule' as grouped, rule, rule_text, null::uuid as actor_id, null as actor_kind, null as name, null as day, blocked, needs_reason, with_reason from by_rule
    union all
    select case when no_day = 1 then 'actor' else 'day' end, null, null, r.actor_id, r.actor_kind, s.name, r.day, blocked, needs_reason, with_reason
    from by_rest r left join staff_accounts s on s.lender_id = ${ctx.actor.lenderId}::uuid and s.id = r.actor_id) found
  order by day desc nulls first, blocked desc, with_reason desc, rule, name limit ${MOST}`

const counts = sql`count(distinct id) filter (where decision = 'blocked')::int as blocked,
  count(distinct id) filter (where decision = 'needs_reason')::int as needs_reason,
  count(distinct id) filter (where given_reason is not null)::int as with_reason`

const givenSince = (ctx: Ctx, since: LocalDate): SQL => sql`
  select r.rule, a.given_reason as reason, count(distinct a.id)::int as count from (${spoken(ctx, since)}) a
  left join lateral (select w->>'rule' as rule from jsonb_array_elements(a.reasons) w where w->>'severity' = 'warn' limit 1) r on true
  where a.given_reason is not null group by 1, 2 order by 3 desc, 2 limit 100`
