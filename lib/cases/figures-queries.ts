import { and, eq, sql } from 'drizzle-orm'
import { cases } from '@/db/schema'
import type { Ctx } from '../context'

export type OpenCase = typeof cases.$inferSelect
export type CaseFacts = {
  plannedLoanIds: string[]
  isHeld: boolean
  asksForHelp: boolean
  hasBrokenPromise: boolean
  hasBrokenPlan: boolean
  hasContact: boolean
  hasBorrowerReplied: boolean
  isBackFromHold: boolean
}

/** The borrower's open case, locked until the transaction ends. */
export async function lockOpenCase(ctx: Ctx, borrowerId: string): Promise<OpenCase | null> {
  const [found] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
    .for('update')
  return found ?? null
}

/** What has happened around a borrower's debt, in one statement: plans, holds, promises, contacts, answers. */
export async function loadCaseFacts(ctx: Ctx, borrowerId: string): Promise<CaseFacts> {
  const mine = sql`borrower_id = ${borrowerId}::uuid and lender_id = ${ctx.actor.lenderId}::uuid`
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  const [row] = await ctx.db.execute<Record<string, unknown>>(sql`
    select
      (select coalesce(json_agg(l), '[]') from plans, unnest(loan_ids) l where ${mine} and status in ('active', 'grace')) as planned,
      exists (select from holds where ${mine} and ended_at is null and starts_at <= ${now} and ends_at > ${now}) as held,
      exists (select from hardship_applications where ${mine} and status in ('draft', 'submitted', 'more_requested', 'in_review')) as asks_for_help,
      (select status in ('broken', 'partly_kept') from promises where ${mine} and status <> 'cancelled' order by created_at desc, id desc limit 1) as broken_promise,
      (select status = 'broken' from plans where ${mine} and active_from is not null order by created_at desc, id desc limit 1) as broken_plan,
      (select max(occurred_at) from contacts where ${mine} and direction = 'out')::text as last_out,
      greatest((select max(occurred_at) from contacts where ${mine} and direction = 'in'),
        (select max(created_at) from thread_messages where ${mine} and author_kind = 'borrower'))::text as last_in,
      (select max(created_at) from thread_messages where ${mine} and author_kind = 'staff')::text as last_answer,
      (select max(least(coalesce(ended_at, ends_at), ends_at)) from holds where ${mine} and (ended_at is not null or ends_at <= ${now}))::text as hold_ended`)
  const moment = (name: string) => (typeof row?.[name] === 'string' ? Date.parse(row[name]) : null)
  const after = (a: number | null, b: number | null) => a !== null && (b === null || a > b)
  const lastOut = moment('last_out')
  const answered = Math.max(lastOut ?? 0, moment('last_answer') ?? 0)
  return {
    plannedLoanIds: Array.isArray(row?.planned) ? row.planned.filter(id => typeof id === 'string') : [],
    isHeld: row?.held === true,
    asksForHelp: row?.asks_for_help === true,
    hasBrokenPromise: row?.broken_promise === true,
    hasBrokenPlan: row?.broken_plan === true,
    hasContact: lastOut !== null,
    hasBorrowerReplied: after(moment('last_in'), answered),
    isBackFromHold: row?.held !== true && after(moment('hold_ended'), lastOut),
  }
}
