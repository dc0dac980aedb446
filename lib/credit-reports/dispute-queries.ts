import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { borrowers, escalations, threadMessages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, dateIn, type LocalDate } from '../dates'
import { EscalationFacts } from '../escalations/facts'
import { read } from '../transaction'
import { disputeDays, type DisputeReason } from '../threads/input'
import { reportedDay, WHOLE_RECORD } from './reported-line'

const PAGE = 30

export type OpenDispute = {
  id: string
  borrowerName: string
  borrowerNumber: string
  loanNumber: string | null
  /** The month that is called wrong; null for all of them. */
  asOf: LocalDate | null
  reason: DisputeReason | null
  message: string | null
  raisedAt: Date
  /** The last day for a written answer (征信业管理条例 art. 25). */
  answerBy: LocalDate
}

/** Disputes of what was reported that nobody has answered yet, the oldest first. */
export async function listDisputes(ctx: Ctx, { cursor }: { cursor?: string }): Promise<{ rows: OpenDispute[]; next: string | null }> {
  authorize(ctx, 'journal:export')
  const e = escalations
  const isOfReport = or(sql`${e.caseId} is null`, sql`starts_with(${e.facts} -> 'about' ->> 'line', ${WHOLE_RECORD})`)
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ id: e.id, borrowerName: borrowers.name, borrowerNumber: borrowers.number, facts: e.facts, message: threadMessages.body, raisedAt: e.raisedAt })
      .from(e)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, e.lenderId), eq(borrowers.id, e.borrowerId)))
      .leftJoin(threadMessages, and(eq(threadMessages.borrowerId, e.borrowerId), eq(threadMessages.id, e.subjectId)))
      .where(
        and(eq(e.lenderId, ctx.actor.lenderId), eq(e.status, 'open'), eq(e.kind, 'help'), sql`${e.facts} ->> 'topic' = 'dispute'`, isOfReport, cursor ? gt(e.id, cursor) : undefined),
      )
      .orderBy(asc(e.id))
      .limit(PAGE + 1)
    const page = rows.slice(0, PAGE).map(({ facts, ...row }): OpenDispute => {
      const { about, reason } = EscalationFacts.parse(facts ?? {})
      const answerBy = addDays(dateIn(row.raisedAt, ctx.lender.timeZone), disputeDays)
      return { ...row, loanNumber: about?.loanNumber ?? null, asOf: about ? reportedDay(about.line) : null, reason: reason ?? null, answerBy }
    })
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
  })
}
