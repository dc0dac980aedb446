import { and, desc, eq, isNotNull, sql } from 'drizzle-orm'
import { creditReportLines, creditReportRuns } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { insertAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { bookOf } from '../loans/record-queries'
import { cents } from '../money'
import { read, transaction } from '../transaction'
import { loadSubjects, type ReportSubject } from './facts-queries'
import { lockReporting } from './lock-queries'
import { monthsDue, monthStart } from './months'
import { tellLate, type Late } from './notice-commands'
import { isReportable, reckonLine, type Reckoned } from './report-line'
import { reportsToBureau, tellingOf } from './scope'
import { heldReason, lateKey, type HeldReason } from './telling'

const CHUNK = 200
const START = '00000000-0000-0000-0000-000000000000'

/**
 * The report of every month whose day has come, one run a month: a line for each loan as it stood on the month's last day. What the
 * borrower was not told of in time is held. A run that was stopped goes on; a second one changes nothing.
 */
export async function buildDueReports(ctx: Ctx): Promise<{ built: number; lines: number; held: number }> {
  authorize(ctx, 'job:run')
  const done = { built: 0, lines: 0, held: 0 }
  if (!reportsToBureau(ctx)) return done
  for (const asOf of monthsDue(ctx.today, ctx.lender.policy.creditNoticeDays, await lastReported(ctx))) {
    const runId = await openRun(ctx, asOf)
    while (await buildChunk(ctx, runId, asOf));
    const totals = await finish(ctx, runId)
    done.built += 1
    done.lines += totals.lines
    done.held += totals.held
  }
  return done
}

const lastReported = (ctx: Ctx): Promise<LocalDate | null> =>
  read(ctx, async ctx => {
    const [last] = await ctx.db
      .select({ asOf: creditReportRuns.asOf })
      .from(creditReportRuns)
      .where(and(eq(creditReportRuns.lenderId, ctx.actor.lenderId), eq(creditReportRuns.kind, 'month'), isNotNull(creditReportRuns.finishedAt)))
      .orderBy(desc(creditReportRuns.asOf))
      .limit(1)
    return last?.asOf ?? null
  })

const openRun = (ctx: Ctx, asOf: LocalDate): Promise<string> =>
  transaction(ctx, async ctx => {
    const id = newId()
    const opened = await ctx.db
      .insert(creditReportRuns)
      .values({ lenderId: ctx.actor.lenderId, id, kind: 'month', asOf, startedAt: ctx.now, balanceCents: cents(0), overdueCents: cents(0) })
      .onConflictDoNothing()
      .returning({ id: creditReportRuns.id })
    if (opened.length > 0) await record(ctx, { type: 'credit_report.begun', data: { runId: id, asOf } })
    const [run] = await ctx.db
      .select({ id: creditReportRuns.id })
      .from(creditReportRuns)
      .where(and(eq(creditReportRuns.lenderId, ctx.actor.lenderId), eq(creditReportRuns.kind, 'month'), eq(creditReportRuns.asOf, asOf)))
    return run?.id ?? id
  })

const ofRun = (ctx: Ctx, runId: string) => and(eq(creditReportRuns.lenderId, ctx.actor.lenderId), eq(creditReportRuns.id, runId))

/** The next borrowers of a run; false when there are no more. Two that build the same run take turns. */
const buildChunk = (ctx: Ctx, runId: string, asOf: LocalDate): Promise<boolean> =>
  transaction(ctx, async ctx => {
    await lockReporting(ctx, 'with others')
    const [run] = await ctx.db.select().from(creditReportRuns).where(ofRun(ctx, runId)).for('update')
    if (!run || run.finishedAt) return false
    const borrowerIds = await listBorrowers(ctx, asOf, run.builtTo ?? START)
    const last = borrowerIds.at(-1)
    if (!last) return false
    const lines = (await loadSubjects(ctx, borrowerIds)).flatMap(subject => lineOf(ctx, subject, runId, asOf) ?? [])
    await insertAll(ctx, creditReportLines, lines.map(({ row }) => row), 'skip')
    for (const { late } of lines) if (late) await tellLate(ctx, late)
    await ctx.db.update(creditReportRuns).set({ builtTo: last }).where(ofRun(ctx, runId))
    return borrowerIds.length === CHUNK
  })

/** Whom to tell of a line that is held. */
export const lateOf = ({ record: { loan } }: ReportSubject, asOf: LocalDate, reckoned: Reckoned, reason: HeldReason): Late => ({
  borrowerId: loan.borrowerId,
  loanId: loan.id,
  contract: loan.number,
  caseId: loan.caseId,
  isSettlement: reckoned.content.accountState === 'settled_for_less',
  key: lateKey(loan.id, asOf, reckoned, reason),
})

function lineOf(ctx: Ctx, subject: ReportSubject, runId: string, asOf: LocalDate) {
  const { loan } = subject.record
  if (subject.isWithdrawn || loan.disbursedOn > asOf || loan.status === 'cancelled') return null
  const reckoned = reckonLine({ ...subject, isWrittenOff: loan.status === 'charged_off' }, bookOf(ctx), asOf)
  if (!isReportable(subject.record, reckoned.content, asOf)) return null
  const held = heldReason(reckoned, subject.notices, tellingOf(ctx))
  const state = held ? 'held' : 'reported'
  return { late: held && lateOf(subject, asOf, reckoned, held), row: { ...rowOf(ctx, subject, runId, asOf), ...reckoned.content, state, heldReason: held, replacesLineId: null } }
}

/** What every line of a loan has, whatever it says. */
const rowOf = (ctx: Ctx, { record: { loan }, borrowerNumber, idMasked }: ReportSubject, runId: string, asOf: LocalDate) => ({
  borrowerId: loan.borrowerId,
  id: newId(),
  lenderId: ctx.actor.lenderId,
  runId,
  loanId: loan.id,
  asOf,
  loanNumber: loan.number,
  borrowerNumber,
  idMasked,
  createdAt: ctx.now,
})

/** Who has a loan that may be told of: a closed one only where its row was still written in the month or since. */
async function listBorrowers(ctx: Ctx, asOf: LocalDate, after: string): Promise<string[]> {
  const rows = await ctx.db.execute<{ borrower_id: string }>(sql`
    select distinct borrower_id from loans
    where lender_id = ${ctx.actor.lenderId}::uuid and borrower_id > ${after}::uuid and disbursed_on <= ${asOf}::date
      and (status in ('active', 'charged_off') or (status = 'settled' and figures_on >= ${monthStart(asOf)}::date))
    order by borrower_id limit ${CHUNK}`)
  return rows.map(row => row.borrower_id)
}

const finish = (ctx: Ctx, runId: string): Promise<{ lines: number; held: number }> =>
  transaction(ctx, async ctx => {
    const [sums] = await ctx.db.execute<{ lines: number; held: number; disputed: number; balance: string; overdue: string }>(sql`
      select count(*) filter (where state = 'reported')::int as lines, count(*) filter (where state = 'held')::int as held,
        count(*) filter (where state = 'reported' and is_disputed)::int as disputed,
        coalesce(sum(balance_cents) filter (where state = 'reported'), 0)::text as balance,
        coalesce(sum(overdue_cents) filter (where state = 'reported'), 0)::text as overdue
      from credit_report_lines where lender_id = ${ctx.actor.lenderId}::uuid and run_id = ${runId}::uuid`)
    const { lines = 0, held = 0, disputed = 0, balance = '0', overdue = '0' } = sums ?? {}
    const totals = { lines, held, disputed, balanceCents: cents(Number(balance)), overdueCents: cents(Number(overdue)) }
    const finished = await ctx.db
      .update(creditReportRuns)
      .set({ ...totals, finishedAt: ctx.now })
      .where(and(ofRun(ctx, runId), sql`finished_at is null`))
      .returning({ id: creditReportRuns.id })
    if (finished.length > 0) await record(ctx, { type: 'credit_report.built', data: { runId, ...totals } })
    return { lines, held }
  })
