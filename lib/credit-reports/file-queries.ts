import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { creditReportLines, creditReportRuns } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { lineOf } from './lines-queries'
import { addLine, headText, lineText, nothingYet, sumText } from './report-file'

const PAGE = 1_000
type Run = typeof creditReportRuns.$inferSelect
type Cursor = { borrowerId: string; id: string }

/** A file that is ready to be taken. Throws `not_found`, also for one that is still being made. */
export const getRun = (ctx: Ctx, runId: string): Promise<Run> => {
  authorize(ctx, 'journal:export')
  return read(ctx, async ctx => {
    const [run] = await ctx.db.select().from(creditReportRuns).where(and(eq(creditReportRuns.lenderId, ctx.actor.lenderId), eq(creditReportRuns.id, runId)))
    if (!run?.finishedAt) throw notFound()
    return run
  })
}

/**
 * The lines of a file as CSV, streamed page by page, with control totals in the last row. Held and dropped lines are in none. Throws when a
 * month's totals differ from those noted when it was made, so that no such file is ever whole.
 */
export async function* reportFile(ctx: Ctx, run: Run): AsyncGenerator<string> {
  authorize(ctx, 'journal:export')
  yield headText()
  let totals = nothingYet()
  for (let after: Cursor | null = null; ; ) {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(ctx, run, after)
    for (const { line } of page) totals = addLine(totals, line)
    if (page.length > 0) yield page.map(({ line, replacedState }) => lineText(line, stateOf(replacedState))).join('')
    const last = page.at(-1)
    if (page.length < PAGE || !last) break
    after = { borrowerId: last.line.borrowerId, id: last.line.id }
  }
  const isAsNoted = totals.lines === run.lines && totals.balanceCents === run.balanceCents && totals.overdueCents === run.overdueCents
  if (run.kind === 'month' && !isAsNoted) throw new Error(`the credit report of ${run.asOf} differs from its totals`)
  yield sumText(totals)
}

const stateOf = (state: string | null): 'reported' | 'held' | null => (state === 'reported' || state === 'held' ? state : null)
const replaced = alias(creditReportLines, 'replaced')

const pageOf = (ctx: Ctx, run: Run, after: Cursor | null) =>
  read(ctx, async ctx => {
    const l = creditReportLines
    const rows = await ctx.db
      .select({ line: l, replacedState: replaced.state })
      .from(l)
      .leftJoin(replaced, and(eq(replaced.borrowerId, l.borrowerId), eq(replaced.id, l.replacesLineId)))
      .where(
        and(
          eq(l.lenderId, ctx.actor.lenderId),
          eq(l.runId, run.id),
          run.kind === 'month' ? eq(l.state, 'reported') : inArray(l.state, ['reported', 'withdrawn']),
          after ? sql`(${l.borrowerId}, ${l.id}) > (${after.borrowerId}::uuid, ${after.id}::uuid)` : undefined,
        ),
      )
      .orderBy(asc(l.borrowerId), asc(l.id))
      .limit(PAGE)
    return rows.map(({ line, ...row }) => ({ ...row, line: lineOf(line) }))
  })
