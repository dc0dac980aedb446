import { and, asc, eq, sql } from 'drizzle-orm'
import { cases } from '@/db/schema'
import { amongIds } from '../bulk-port'
import type { Ctx } from '../context'
import type { CaseFacts, OpenCase } from './case-change'

export type { CaseFacts, OpenCase } from './case-change'

/** The borrower's open case, locked until the transaction ends. */
export async function lockOpenCase(ctx: Ctx, borrowerId: string): Promise<OpenCase | null> {
  return (await lockOpenCases(ctx, [borrowerId])).get(borrowerId) ?? null
}

/** The borrower's open case, not locked. */
export async function findOpenCase(ctx: Ctx, borrowerId: string): Promise<string | null> {
  const [found] = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
  return found?.id ?? null
}

/** Open cases by borrower, locked in the order of the borrowers until the transaction ends. */
export async function lockOpenCases(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, OpenCase>> {
  if (borrowerIds.length === 0) return new Map()
  const found = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), amongIds(cases.borrowerId, borrowerIds), eq(cases.status, 'open')))
    .orderBy(asc(cases.borrowerId))
    .for('update')
  return new Map(found.map(row => [row.borrowerId, row]))
}

/** What has happened around borrowers' debts, in one statement: plans, holds, promises, contacts, answers. */
export async function loadCaseFactsOf(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, CaseFacts>> {
  if (borrowerIds.length === 0) return new Map()
  const mine = sql`borrower_id = b.id and lender_id = ${ctx.actor.lenderId}::uuid`
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select b.id, b.number, (select count(*)::int from cases where ${mine}) as cases,
      (select coalesce(json_agg(l), '[]') from plans, unnest(loan_ids) l where ${mine} and status in ('active', 'grace')) as planned,
      exists (select from promises where ${mine} and status <> 'cancelled') as promises,
      exists (select from plans where ${mine} and (active_from is not null or status in ('offer', 'countered', 'accepted'))) as plans,
      exists (select from holds where ${mine} and ended_at is null and starts_at <= ${now} and ends_at > ${now}) as held,
      exists (select from hardship_applications where ${mine} and status in ('draft', 'submitted', 'more_requested', 'in_review')) as asks_for_help,
      (select status in ('broken', 'partly_kept') from promises where ${mine} and status <> 'cancelled' order by created_at desc, id desc limit 1) as broken_promise,
      (select status = 'broken' from plans where ${mine} and active_from is not null order by created_at desc, id desc limit 1) as broken_plan,
      (select max(occurred_at) from contacts where ${mine} and direction = 'out')::text as last_out,
      greatest((select max(occurred_at) from contacts where ${mine} and direction = 'in'),
        (select max(created_at) from thread_messages where ${mine} and author_kind = 'borrower'))::text as last_in,
      (select max(created_at) from thread_messages where ${mine} and author_kind = 'staff')::text as last_answer,
      (select max(least(coalesce(ended_at, ends_at), ends_at)) from holds where ${mine} and (ended_at is not null or ends_at <= ${now}))::text as hold_ended
    from borrowers b where b.lender_id = ${ctx.actor.lenderId}::uuid and ${amongIds(sql`b.id`, borrowerIds)}`)
  return new Map(rows.map(row => [String(row.id), factsOf(row)]))
}

function factsOf(row: Record<string, unknown>): CaseFacts {
  const moment = (name: string) => (typeof row[name] === 'string' ? Date.parse(row[name]) : null)
  const after = (a: number | null, b: number | null) => a !== null && (b === null || a > b)
  const lastOut = moment('last_out')
  const answered = Math.max(lastOut ?? 0, moment('last_answer') ?? 0)
  return {
    borrowerNumber: typeof row.number === 'string' ? row.number : '',
    caseCount: typeof row.cases === 'number' ? row.cases : 0,
    plannedLoanIds: Array.isArray(row.planned) ? row.planned.filter(id => typeof id === 'string') : [],
    hasPromises: row.promises === true,
    hasPlans: row.plans === true,
    isHeld: row.held === true,
    asksForHelp: row.asks_for_help === true,
    hasBrokenPromise: row.broken_promise === true,
    hasBrokenPlan: row.broken_plan === true,
    hasContact: lastOut !== null,
    hasBorrowerReplied: after(moment('last_in'), answered),
    isBackFromHold: row.held !== true && after(moment('hold_ended'), lastOut),
  }
}
