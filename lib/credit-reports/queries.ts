import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { borrowers, creditReportCorrections, creditReportLines, creditReportRuns, staffAccounts } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { read } from '../transaction'
import { contentOf, differencesOf, type ContentField } from './difference'
import { isInForce, lineOf, type Line } from './lines-queries'
import type { ReportContent } from './report-line'

const PAGE = 30
const SHOWN_TO_BORROWER = 24

export type RunLine = { id: string; kind: 'month' | 'correction'; asOf: LocalDate; finishedAt: Date | null; lines: number; held: number; disputed: number; balanceCents: number; overdueCents: number }

/** Files for the credit bureau, the newest first. A day's corrections are counted as they stand. */
export async function listRuns(ctx: Ctx, { cursor }: { cursor?: string }): Promise<{ rows: RunLine[]; next: string | null }> {
  authorize(ctx, 'journal:export')
  const r = creditReportRuns
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ run: r, corrections: sql<number>`case when ${r.kind} = 'correction' then (select count(*)::int from credit_report_lines l where l.lender_id = credit_report_runs.lender_id and l.run_id = credit_report_runs.id and l.state in ('reported', 'withdrawn')) end` })
      .from(r)
      .where(and(eq(r.lenderId, ctx.actor.lenderId), cursor ? lt(r.id, cursor) : undefined))
      .orderBy(desc(r.id))
      .limit(PAGE + 1)
    const page = rows.slice(0, PAGE).map(({ run, corrections }): RunLine => ({ ...run, kind: run.kind === 'month' ? 'month' : 'correction', lines: corrections ?? run.lines }))
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
  })
}

export type HeldLine = { id: string; borrowerName: string; loanNumber: string; asOf: LocalDate; heldReason: 'not_told' | 'told_too_late' | 'notice_blocked'; content: ReportContent }

/** Lines that wait because the borrower was not told in time, and no correction has taken their place. */
export async function listHeld(ctx: Ctx, { cursor }: { cursor?: string }): Promise<{ rows: HeldLine[]; next: string | null }> {
  authorize(ctx, 'journal:export')
  const l = creditReportLines
  const [borrowerId, id] = cursor?.split('.') ?? []
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ line: l, borrowerName: borrowers.name })
      .from(l)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, l.lenderId), eq(borrowers.id, l.borrowerId)))
      .where(
        and(
          eq(l.lenderId, ctx.actor.lenderId),
          eq(l.state, 'held'),
          isInForce(ctx),
          borrowerId && id ? sql`(${l.borrowerId}, ${l.id}) > (${borrowerId}::uuid, ${id}::uuid)` : undefined,
        ),
      )
      .orderBy(asc(l.borrowerId), asc(l.id))
      .limit(PAGE + 1)
    const last = rows.length > PAGE ? rows[PAGE - 1]?.line : undefined
    return { rows: rows.slice(0, PAGE).map(heldOf), next: last ? `${last.borrowerId}.${last.id}` : null }
  })
}

const heldOf = ({ line, borrowerName }: { line: typeof creditReportLines.$inferSelect; borrowerName: string }): HeldLine => ({
  id: line.id,
  borrowerName,
  loanNumber: line.loanNumber,
  asOf: line.asOf,
  heldReason: line.heldReason === 'told_too_late' || line.heldReason === 'notice_blocked' ? line.heldReason : 'not_told',
  content: contentOf(lineOf(line)),
})

export type CorrectionLine = {
  id: string
  borrowerId: string
  borrowerName: string
  borrowerNumber: string
  loanNumber: string
  asOf: LocalDate
  kind: 'replace' | 'add'
  status: 'found' | 'proposed' | 'approved' | 'lapsed'
  needsNotice: boolean
  changes: { field: ContentField; before: ReportContent[ContentField]; after: ReportContent[ContentField] }[]
  content: ReportContent
  reason: string | null
  note: string | null
  askedByName: string | null
  askedAt: Date | null
  decisionNote: string | null
  isOwn: boolean
}

/** Corrections that wait for somebody, the oldest first; or what has become of them, the newest first. */
export async function listCorrections(ctx: Ctx, { show, cursor }: { show: 'waiting' | 'decided'; cursor?: string }): Promise<{ rows: CorrectionLine[]; next: string | null }> {
  authorize(ctx, 'credit_report:correct')
  const c = creditReportCorrections
  const isWaiting = show === 'waiting'
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ correction: c, line: creditReportLines, borrowerName: borrowers.name, askedByName: staffAccounts.name })
      .from(c)
      .innerJoin(creditReportLines, and(eq(creditReportLines.borrowerId, c.borrowerId), eq(creditReportLines.id, c.lineId)))
      .innerJoin(borrowers, and(eq(borrowers.lenderId, c.lenderId), eq(borrowers.id, c.borrowerId)))
      .leftJoin(staffAccounts, and(eq(staffAccounts.lenderId, c.lenderId), eq(staffAccounts.id, c.askedBy)))
      .where(
        and(
          eq(c.lenderId, ctx.actor.lenderId),
          inArray(c.status, isWaiting ? ['found', 'proposed'] : ['approved', 'lapsed']),
          cursor ? (isWaiting ? gt(c.id, cursor) : lt(c.id, cursor)) : undefined,
        ),
      )
      .orderBy(isWaiting ? asc(c.id) : desc(c.id))
      .limit(PAGE + 1)
    const page = rows.slice(0, PAGE).map(row => correctionOf(ctx, row))
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
  })
}

type CorrectionRow = { correction: typeof creditReportCorrections.$inferSelect; line: typeof creditReportLines.$inferSelect; borrowerName: string; askedByName: string | null }

function correctionOf(ctx: Ctx, { correction, line, borrowerName, askedByName }: CorrectionRow): CorrectionLine {
  const { id, borrowerId, needsNotice, reason, note, askedAt, decisionNote, askedBy } = correction
  const [before, after] = [contentOf(lineOf(line)), correction.content as ReportContent]
  const status = correction.status as CorrectionLine['status']
  return {
    ...{ id, borrowerId, needsNotice, reason, note, askedAt, decisionNote, borrowerName, askedByName },
    borrowerNumber: line.borrowerNumber,
    loanNumber: line.loanNumber,
    asOf: line.asOf,
    kind: correction.kind === 'add' ? 'add' : 'replace',
    status,
    changes: differencesOf(before, after).map(field => ({ field, before: before[field], after: after[field] })),
    content: after,
    isOwn: askedBy === ctx.actor.id,
  }
}

export type OwnLine = Pick<Line, 'id' | 'loanNumber' | 'asOf' | 'statusCode' | 'accountState' | 'overdueCents' | 'arrangement' | 'isDisputed'> & { isCorrected: boolean }

/** What this lender has reported about the borrower who asks, corrections included, the newest month first. */
export async function listOwnReports(ctx: Ctx): Promise<OwnLine[]> {
  authorize(ctx, 'portal:read')
  const { id, lenderId } = requireBorrower(ctx)
  const l = creditReportLines
  const rows = await read(ctx, ctx =>
    ctx.db
      .select()
      .from(l)
      .where(and(eq(l.lenderId, lenderId), eq(l.borrowerId, id), eq(l.state, 'reported'), isInForce(ctx)))
      .orderBy(desc(l.asOf), asc(l.loanNumber), asc(l.id))
      .limit(SHOWN_TO_BORROWER),
  )
  return rows.map(lineOf).map(({ id, loanNumber, asOf, statusCode, accountState, overdueCents, arrangement, isDisputed, replacesLineId }) => ({
    ...{ id, loanNumber, asOf, statusCode, accountState, overdueCents, arrangement, isDisputed },
    isCorrected: replacesLineId !== null,
  }))
}

/** Whether a month of a loan was reported about the borrower who asks, and has not been taken back. */
export async function isOwnReport(ctx: Ctx, loanNumber: string, asOf: LocalDate): Promise<boolean> {
  authorize(ctx, 'portal:read')
  const { id, lenderId } = requireBorrower(ctx)
  const l = creditReportLines
  const [found] = await read(ctx, ctx =>
    ctx.db
      .select({ id: l.id })
      .from(l)
      .where(and(eq(l.lenderId, lenderId), eq(l.borrowerId, id), eq(l.loanNumber, loanNumber), eq(l.asOf, asOf), eq(l.state, 'reported'), isInForce(ctx)))
      .limit(1),
  )
  return found !== undefined
}
