import { and, asc, count, eq, gt, inArray, or, sql } from 'drizzle-orm'
import { borrowers, budgetLines, cases, hardshipApplications, holds, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { localDate, parseLocalDate, type LocalDate } from '../dates'
import { notFound } from '../errors'
import { read } from '../transaction'

export const reviewViews = ['todo', 'mine', 'waiting', 'decided'] as const
export type ReviewView = (typeof reviewViews)[number]
export type ReviewRow = {
  borrowerId: string
  id: string
  number: string
  status: string
  borrowerName: string
  whatChanged: string | null
  decideBy: LocalDate | null
  holdEndsAt: Date | null
  dueCents: number
  assignedName: string | null
  submittedAt: Date | null
}
const PAGE = 30
const latest = localDate('9999-12-31')

/** Applications by their clock, the nearest first. `cursor` is the last row of the page before. */
export async function listReviews(
  ctx: Ctx,
  view: ReviewView,
  cursor: string | null,
): Promise<{ rows: ReviewRow[]; next: string | null }> {
  authorize(ctx, 'hardship:review')
  const after = readCursor(cursor)
  return read(ctx, async ctx => {
    const a = hardshipApplications
    const clock = sql<LocalDate>`coalesce(${a.decideBy}, ${latest}::date)`
    const rows = await ctx.db
      .select({
        borrowerId: a.borrowerId,
        id: a.id,
        number: a.number,
        status: a.status,
        borrowerName: borrowers.name,
        whatChanged: a.whatChanged,
        decideBy: a.decideBy,
        holdEndsAt: holds.endsAt,
        dueCents: cases.dueCents,
        assignedName: sql<string | null>`auth.staff_name(${a.lenderId}, ${a.assignedTo})`,
        submittedAt: a.submittedAt,
      })
      .from(a)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, a.lenderId), eq(borrowers.id, a.borrowerId)))
      .innerJoin(cases, and(eq(cases.borrowerId, a.borrowerId), eq(cases.id, a.caseId)))
      .leftJoin(holds, and(eq(holds.borrowerId, a.borrowerId), eq(holds.id, a.holdId)))
      .where(
        and(
          eq(a.lenderId, ctx.actor.lenderId),
          ofView(ctx, view),
          after
            ? or(sql`${clock} > ${after.decideBy}::date`, and(sql`${clock} = ${after.decideBy}::date`, gt(a.id, after.id)))
            : undefined,
        ),
      )
      .orderBy(asc(clock), asc(a.id))
      .limit(PAGE + 1)
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    return { rows: shown, next: rows.length > PAGE && last ? `${last.decideBy ?? latest}_${last.id}` : null }
  })
}

/** How many stand in each view. */
export async function countReviews(ctx: Ctx): Promise<Record<ReviewView, number>> {
  authorize(ctx, 'hardship:review')
  return read(ctx, async ctx => {
    const counts = { todo: 0, mine: 0, waiting: 0, decided: 0 }
    for (const view of reviewViews) {
      const [row] = await ctx.db
        .select({ total: count() })
        .from(hardshipApplications)
        .where(and(eq(hardshipApplications.lenderId, ctx.actor.lenderId), ofView(ctx, view)))
      counts[view] = row?.total ?? 0
    }
    return counts
  })
}

export type ReviewSubject = {
  borrowerName: string
  borrowerNumber: string
  caseNumber: string
  caseId: string
  timeZone: string
  dueCents: number
  balanceCents: number
  oldestUnpaidDueOn: LocalDate | null
  assignedTo: string | null
}

/** Who and what an application is about. Throws `not_found`. */
export async function getReviewSubject(ctx: Ctx, borrowerId: string, applicationId: string): Promise<ReviewSubject> {
  authorize(ctx, 'hardship:review')
  return read(ctx, async ctx => {
    const a = hardshipApplications
    const [row] = await ctx.db
      .select({
        borrowerName: borrowers.name,
        borrowerNumber: borrowers.number,
        caseNumber: cases.number,
        caseId: cases.id,
        timeZone: borrowers.timeZone,
        dueCents: cases.dueCents,
        balanceCents: cases.balanceCents,
        oldestUnpaidDueOn: cases.oldestUnpaidDueOn,
        assignedTo: a.assignedTo,
      })
      .from(a)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, a.lenderId), eq(borrowers.id, a.borrowerId)))
      .innerJoin(cases, and(eq(cases.borrowerId, a.borrowerId), eq(cases.id, a.caseId)))
      .where(
        and(
          eq(a.lenderId, ctx.actor.lenderId),
          eq(a.borrowerId, borrowerId),
          eq(a.id, applicationId),
          sql`${a.status} <> 'draft'`,
        ),
      )
    if (!row) throw notFound()
    return row
  })
}

/** A household's month from the lines that count: a rejected line does not, a queried one does until it is answered. */
export async function getReviewedBudget(
  ctx: Ctx,
  borrowerId: string,
  applicationId: string,
): Promise<{ incomeCents: number; spendingCents: number }> {
  authorize(ctx, 'hardship:review', 'escalation:decide', 'portal:read')
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ side: budgetLines.side, total: sql<string>`sum(${budgetLines.monthlyCents})` })
      .from(budgetLines)
      .where(
        and(
          eq(budgetLines.lenderId, ctx.actor.lenderId),
          eq(budgetLines.borrowerId, borrowerId),
          eq(budgetLines.applicationId, applicationId),
          sql`${budgetLines.review} <> 'rejected'`,
        ),
      )
      .groupBy(budgetLines.side)
    const sum = (side: string) => Number(rows.find(row => row.side === side)?.total ?? 0)
    return { incomeCents: sum('income'), spendingCents: sum('spending') }
  })
}

/** The borrower asked for something else than what was offered: it waits for a reviewer again. */
const isCountered = sql`exists (select from ${plans} p where p.borrower_id = ${hardshipApplications.borrowerId}
  and p.application_id = ${hardshipApplications.id} and p.status = 'countered')`

function ofView(ctx: Ctx, view: ReviewView) {
  const { status, assignedTo } = hardshipApplications
  if (view === 'todo') return or(inArray(status, ['submitted', 'in_review']), isCountered)
  if (view === 'waiting') return eq(status, 'more_requested')
  if (view === 'decided') return inArray(status, ['approved', 'declined'])
  return and(inArray(status, ['in_review', 'more_requested']), eq(assignedTo, ctx.actor.id ?? ''))
}

function readCursor(text: string | null): { decideBy: LocalDate; id: string } | null {
  const [date, id] = text?.split('_') ?? []
  const decideBy = parseLocalDate(date ?? '')
  return decideBy && id && /^[0-9a-f-]{36}$/.test(id) ? { decideBy, id } : null
}
