import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { creditReportCorrections, jobRuns } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { recordMany, type AuditEvent } from '../audit/record'
import { idList, insertAll, updateAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { bookOf } from '../loans/record-queries'
import { read, transaction } from '../transaction'
import { lateOf } from './build-commands'
import { differencesOf } from './difference'
import { loadSubjects } from './facts-queries'
import { listInForce } from './lines-queries'
import { lockReporting } from './lock-queries'
import { oldestKept } from './months'
import { tellLate, type Late } from './notice-commands'
import type { ReportContent } from './report-line'
import { reportsToBureau, tellingOf } from './scope'
import { wantedFor, type Wanted } from './wanted'

const CHUNK = 200
const START = '00000000-0000-0000-0000-000000000000'
/** Longer than a transaction of the night before may have been open when the last look began. */
const OVERLAP_HOURS = 6
export const SWEEP = 'credit_corrections'

type Correction = typeof creditReportCorrections.$inferSelect
export type WantedHere = Wanted & { borrowerId: string; needsNotice: boolean; late: Late | null }

/**
 * Compares what was reported with what is known now, for borrowers whom something has happened to since the last look: money, a
 * dispute, a notice that was missing. Keeps one open correction a line; one that fits again lapses. Safe to run twice.
 */
export async function findCorrections(ctx: Ctx): Promise<{ seen: number; found: number; lapsed: number }> {
  authorize(ctx, 'job:run')
  const counts = { seen: 0, found: 0, lapsed: 0 }
  if (!reportsToBureau(ctx)) return counts
  const since = await lastLook(ctx)
  for (let after = START; ; ) {
    const borrowerIds = await listTouched(ctx, since, after)
    const { found, lapsed } = await compare(ctx, borrowerIds)
    counts.seen += borrowerIds.length
    counts.found += found
    counts.lapsed += lapsed
    after = borrowerIds.at(-1) ?? after
    if (borrowerIds.length < CHUNK) return counts
  }
}

const compare = (ctx: Ctx, borrowerIds: readonly string[]): Promise<{ found: number; lapsed: number }> =>
  transaction(ctx, async ctx => {
    if (borrowerIds.length === 0) return { found: 0, lapsed: 0 }
    await lockReporting(ctx, 'with others')
    const open = await lockOpen(ctx, borrowerIds)
    const wanted = await listWanted(ctx, borrowerIds)
    for (const { late } of wanted) if (late) await tellLate(ctx, late)
    const known = new Map(open.map(correction => [correction.lineId, correction]))
    const fresh = wanted.filter(({ lineId }) => !known.has(lineId))
    const changed = wanted.filter(one => known.has(one.lineId) && !isSame(known.get(one.lineId), one))
    const lapsed = open.filter(({ lineId }) => wanted.every(one => one.lineId !== lineId))
    await insertAll(ctx, creditReportCorrections, fresh.map(one => ({ ...stateOf(ctx, one), borrowerId: one.borrowerId, id: newId(), lenderId: ctx.actor.lenderId, lineId: one.lineId })))
    const unasked = { reason: null, note: null, askedBy: null, askedAt: null }
    await updateAll(ctx, creditReportCorrections, changed.map(one => ({ borrowerId: one.borrowerId, id: known.get(one.lineId)?.id ?? '', ...stateOf(ctx, one), ...unasked })))
    await updateAll(ctx, creditReportCorrections, lapsed.map(({ borrowerId, id }) => ({ borrowerId, id, status: 'lapsed' })))
    await recordMany(ctx, [...[...fresh, ...changed].map(traceOf), ...lapsed.map(lapseOf)])
    return { found: fresh.length + changed.length, lapsed: lapsed.length }
  })

const stateOf = (ctx: Ctx, { kind, content, needsNotice }: WantedHere) => ({ kind, status: 'found', content, needsNotice, foundAt: ctx.now })

const traceOf = ({ borrowerId, lineId, kind, needsNotice }: WantedHere): AuditEvent => ({
  type: 'credit_correction.found',
  borrowerId,
  data: { lineId, kind, needsNotice },
})
const lapseOf = ({ borrowerId, id, lineId }: Correction): AuditEvent => ({ type: 'credit_correction.lapsed', borrowerId, data: { correctionId: id, lineId } })

const isSame = (correction: Correction | undefined, { kind, content, needsNotice }: WantedHere): boolean =>
  correction !== undefined && correction.kind === kind && correction.needsNotice === needsNotice && differencesOf(correction.content as ReportContent, content).length === 0

/** What the lines in force of some borrowers should say instead. The caller has opened a transaction. */
export async function listWanted(ctx: Ctx, borrowerIds: readonly string[]): Promise<WantedHere[]> {
  authorize(ctx, 'job:run', 'credit_report:correct')
  const lines = Map.groupBy(await listInForce(ctx, borrowerIds, oldestKept(ctx.today)), line => line.loanId)
  const subjects = await loadSubjects(ctx, borrowerIds)
  return subjects.filter(({ isWithdrawn }) => !isWithdrawn).flatMap(subject => {
    const { loan } = subject.record
    const own = lines.get(loan.id) ?? []
    return wantedFor(subject, own, bookOf(ctx), tellingOf(ctx)).map(wanted => {
      const asOf = own.find(({ id }) => id === wanted.lineId)?.asOf
      const late = wanted.untold && asOf ? lateOf(subject, asOf, wanted.reckoned, wanted.untold) : null
      return { ...wanted, borrowerId: loan.borrowerId, needsNotice: late !== null, late }
    })
  })
}

const lockOpen = (ctx: Ctx, borrowerIds: readonly string[]): Promise<Correction[]> =>
  ctx.db
    .select()
    .from(creditReportCorrections)
    .where(
      and(
        eq(creditReportCorrections.lenderId, ctx.actor.lenderId),
        sql`${creditReportCorrections.borrowerId} = any (${idList(borrowerIds)})`,
        inArray(creditReportCorrections.status, ['found', 'proposed']),
      ),
    )
    .orderBy(creditReportCorrections.borrowerId, creditReportCorrections.id)
    .for('update')

/** When the last finished look began; the beginning of time where there was none. */
const lastLook = (ctx: Ctx): Promise<Date> =>
  read(ctx, async ctx => {
    const [last] = await ctx.db
      .select({ startedAt: jobRuns.startedAt })
      .from(jobRuns)
      .where(and(eq(jobRuns.lenderId, ctx.actor.lenderId), eq(jobRuns.job, SWEEP), isNotNull(jobRuns.finishedAt)))
      .orderBy(desc(jobRuns.businessDate))
      .limit(1)
    return last ? addHours(last.startedAt, -OVERLAP_HOURS) : new Date(0)
  })

/** Reported borrowers with postings or disputes since a moment, with a line that is held or a correction that is open. */
const listTouched = (ctx: Ctx, since: Date, after: string): Promise<string[]> =>
  read(ctx, async ctx => {
    const moment = sql`${since.toISOString()}::timestamptz`
    const lender = sql`${ctx.actor.lenderId}::uuid`
    const rows = await ctx.db.execute<{ borrower_id: string }>(sql`
      select borrower_id from (
        select borrower_id from ledger_entries where lender_id = ${lender} and posted_at >= ${moment} and borrower_id > ${after}::uuid
        union select borrower_id from escalations
          where lender_id = ${lender} and kind = 'help' and borrower_id > ${after}::uuid and (raised_at >= ${moment} or decided_at >= ${moment})
        union select h.borrower_id from credit_report_lines h where h.lender_id = ${lender} and h.state = 'held' and h.borrower_id > ${after}::uuid
          and not exists (select from credit_report_lines r where r.borrower_id = h.borrower_id and r.replaces_line_id = h.id)
        union select borrower_id from credit_report_corrections where lender_id = ${lender} and status in ('found', 'proposed') and borrower_id > ${after}::uuid
      ) touched
      where exists (select from credit_report_lines l where l.lender_id = ${lender} and l.borrower_id = touched.borrower_id)
      order by borrower_id limit ${CHUNK}`)
    return rows.map(row => row.borrower_id)
  })
