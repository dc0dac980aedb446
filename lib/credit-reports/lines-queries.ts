import { and, asc, eq, gte, inArray, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { creditReportLines } from '@/db/schema'
import { idList } from '../bulk-port'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import type { ReportContent } from './report-line'

type Row = typeof creditReportLines.$inferSelect
type LineState = 'reported' | 'held' | 'withdrawn' | 'dropped'
export type Line = Omit<Row, 'state' | keyof ReportContent> & ReportContent & { state: LineState }
/** Neither replaced nor taken back. */
type LiveLine = Line & { state: 'reported' | 'held' }

const successor = alias(creditReportLines, 'successor')

/** No correction has taken its place. */
export const isInForce = (ctx: Ctx) =>
  notExists(
    ctx.db
      .select({ one: sql`1` })
      .from(successor)
      .where(and(eq(successor.borrowerId, creditReportLines.borrowerId), eq(successor.replacesLineId, creditReportLines.id))),
  )

/** The lines in force of some borrowers since a day, by loan and day, but for those that were taken back. The caller has opened a transaction. */
export async function listInForce(ctx: Ctx, borrowerIds: readonly string[], since: LocalDate): Promise<LiveLine[]> {
  if (borrowerIds.length === 0) return []
  const l = creditReportLines
  const rows = await ctx.db
    .select()
    .from(l)
    .where(and(eq(l.lenderId, ctx.actor.lenderId), sql`${l.borrowerId} = any (${idList(borrowerIds)})`, gte(l.asOf, since), inArray(l.state, ['reported', 'held']), isInForce(ctx)))
    .orderBy(asc(l.borrowerId), asc(l.loanId), asc(l.asOf))
  return rows.map(liveOf)
}

/** The lines in force of one loan, however old. The caller has opened a transaction. */
export async function listLinesOfLoan(ctx: Ctx, borrowerId: string, loanId: string): Promise<LiveLine[]> {
  const l = creditReportLines
  const rows = await ctx.db
    .select()
    .from(l)
    .where(and(eq(l.lenderId, ctx.actor.lenderId), eq(l.borrowerId, borrowerId), eq(l.loanId, loanId), inArray(l.state, ['reported', 'held']), isInForce(ctx)))
    .orderBy(asc(l.asOf))
  return rows.map(liveOf)
}

/** A row with the words that its checks allow. */
export const lineOf = (row: Row): Line => ({
  ...row,
  state: row.state as LineState,
  accountState: row.accountState as ReportContent['accountState'],
  statusCode: row.statusCode as ReportContent['statusCode'],
  riskClass: row.riskClass as ReportContent['riskClass'],
  arrangement: row.arrangement as ReportContent['arrangement'],
})

const liveOf = (row: Row): LiveLine => ({ ...lineOf(row), state: row.state === 'held' ? 'held' : 'reported' })
