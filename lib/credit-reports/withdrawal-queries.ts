import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm'
import { borrowers, creditReportLines, creditReportWithdrawals, loans, staffAccounts } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { read } from '../transaction'
import type { WithdrawalReason } from './input'

const PAGE = 30
const SHOWN_TO_BORROWER = 24

export type WithdrawalLine = {
  id: string
  borrowerId: string
  borrowerName: string
  borrowerNumber: string
  loanNumber: string
  status: 'proposed' | 'approved' | 'returned'
  reason: WithdrawalReason
  note: string
  askedByName: string | null
  askedAt: Date
  decidedAt: Date | null
  decisionNote: string | null
  /** Months that are in force while it waits, or that were taken back. */
  months: number
  isOwn: boolean
}

/** Loans that are to be taken out of what was reported, the oldest request first; or what has become of them, the newest first. */
export async function listWithdrawals(ctx: Ctx, { show, cursor }: { show: 'waiting' | 'decided'; cursor?: string }): Promise<{ rows: WithdrawalLine[]; next: string | null }> {
  authorize(ctx, 'credit_report:correct')
  const w = creditReportWithdrawals
  const isWaiting = show === 'waiting'
  const months = sql<number>`(select count(*)::int from credit_report_lines x where x.lender_id = ${w.lenderId} and x.borrower_id = ${w.borrowerId} and x.loan_id = ${w.loanId}
    and x.state = case when ${w.status} = 'approved' then 'withdrawn' else 'reported' end
    and not exists (select from credit_report_lines y where y.borrower_id = x.borrower_id and y.replaces_line_id = x.id))`
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ withdrawal: w, loanNumber: loans.number, borrowerName: borrowers.name, borrowerNumber: borrowers.number, askedByName: staffAccounts.name, months })
      .from(w)
      .innerJoin(loans, and(eq(loans.borrowerId, w.borrowerId), eq(loans.id, w.loanId)))
      .innerJoin(borrowers, and(eq(borrowers.lenderId, w.lenderId), eq(borrowers.id, w.borrowerId)))
      .leftJoin(staffAccounts, and(eq(staffAccounts.lenderId, w.lenderId), eq(staffAccounts.id, w.askedBy)))
      .where(
        and(
          eq(w.lenderId, ctx.actor.lenderId),
          isWaiting ? eq(w.status, 'proposed') : sql`${w.status} <> 'proposed'`,
          cursor ? (isWaiting ? gt(w.id, cursor) : lt(w.id, cursor)) : undefined,
        ),
      )
      .orderBy(isWaiting ? asc(w.id) : desc(w.id))
      .limit(PAGE + 1)
    const page = rows.slice(0, PAGE).map(({ withdrawal, ...row }): WithdrawalLine => {
      const { id, borrowerId, note, askedAt, decidedAt, decisionNote, askedBy } = withdrawal
      const status = withdrawal.status as WithdrawalLine['status']
      return { ...row, id, borrowerId, note, askedAt, decidedAt, decisionNote, status, reason: withdrawal.reason as WithdrawalReason, isOwn: askedBy === ctx.actor.id }
    })
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
  })
}

export type OwnWithdrawal = { loanNumber: string; fromOn: LocalDate; toOn: LocalDate; months: number; at: Date }

/** Loans of the borrower who asks that were taken back from the bureau, and when. */
export async function listOwnWithdrawals(ctx: Ctx): Promise<OwnWithdrawal[]> {
  authorize(ctx, 'portal:read')
  const { id, lenderId } = requireBorrower(ctx)
  const l = creditReportLines
  const rows = await read(ctx, ctx =>
    ctx.db
      .select({
        loanNumber: l.loanNumber,
        fromOn: sql<LocalDate>`min(${l.asOf})::text`,
        toOn: sql<LocalDate>`max(${l.asOf})::text`,
        months: sql<number>`count(*)::int`,
        at: sql<number>`(extract(epoch from max(${l.createdAt})) * 1000)::float8`,
      })
      .from(l)
      .where(and(eq(l.lenderId, lenderId), eq(l.borrowerId, id), eq(l.state, 'withdrawn')))
      .groupBy(l.loanNumber)
      .orderBy(desc(sql`max(${l.createdAt})`), asc(l.loanNumber))
      .limit(SHOWN_TO_BORROWER),
  )
  return rows.map(({ at, ...row }) => ({ ...row, at: new Date(at) }))
}
