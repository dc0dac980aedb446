import { and, eq, isNull, sql } from 'drizzle-orm'
import { jobRuns } from '@/db/schema'
import type { Db } from '@/db/client'
import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx, SystemActor } from '../context'
import { minuteOf, minuteOfDay } from '../dates'
import { listLenders, openContext } from '../lenders/queries'
import { transaction } from '../transaction'
import { sweeps, type Sweep } from './sweeps'

export type SweepRun = {
  sweep: string
  lenderId: string
  outcome: 'done' | 'done_before' | 'running'
  changed: Record<string, number>
}

/** Sweeps whose time of day has come and that have not been run for the lender's date or hour. */
export const sweepsDue = (minute: number): Sweep[] =>
  sweeps.filter(sweep => sweep.at === 'hourly' || minuteOf(sweep.at) <= minute)

/**
 * Runs one sweep for one lender: once for its business date (an hourly one once an hour), noted in `job_runs`. The work is many
 * small transactions and safe to repeat, so a killed run is simply run again. Throws what the sweep throws.
 */
export async function runSweep(name: string, ctx: Ctx<SystemActor>): Promise<SweepRun> {
  authorize(ctx, 'job:run')
  const sweep = sweeps.find(one => one.name === name)
  if (!sweep) throw new Error(`no sweep is called ${name}`)
  const job = sweep.at === 'hourly' ? `${name}@${String(hourOf(ctx)).padStart(2, '0')}` : name
  const said = (outcome: SweepRun['outcome'], changed: SweepRun['changed'] = {}): SweepRun => ({ sweep: name, lenderId: ctx.lender.id, outcome, changed })
  return transaction(ctx, async holder => {
    if (!(await isAlone(holder, job))) return said('running')
    if (!(await claimRun(ctx, job))) return said('done_before')
    const changed = countsOf(await sweep.run(ctx))
    await transaction(ctx, ctx => ctx.db.update(jobRuns).set({ finishedAt: ctx.now, changed }).where(ofToday(ctx, job)))
    return said('done', changed)
  })
}

/** Held by a transaction that does nothing else while the sweep runs in its own: whoever is killed lets go at once, and another takes over. */
async function isAlone(holder: Ctx, job: string): Promise<boolean> {
  const name = `sweep:${holder.lender.id}:${job}:${holder.today}`
  const [row] = await holder.db.execute<{ alone: boolean }>(sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as alone`)
  return row?.alone === true
}

export type DueReport = { done: SweepRun[]; failed: { sweep: string; lenderId: string; error: unknown }[] }

/** Runs what is due for every lender at `now`, in the table's order. One sweep that fails does not stop the others. */
export async function runDueJobs(db: Db, now: Date, stop?: AbortSignal): Promise<DueReport> {
  const report: DueReport = { done: [], failed: [] }
  for (const lender of await listLenders(db)) {
    const ctx = await openContext(db, { kind: 'system', id: null, lenderId: lender.id } as const, now, newId())
    for (const sweep of await notYetRun(ctx)) {
      if (stop?.aborted) return report
      try {
        const run = await runSweep(sweep.name, ctx)
        if (run.outcome === 'done') report.done.push(run)
      } catch (error) {
        report.failed.push({ sweep: sweep.name, lenderId: lender.id, error })
      }
    }
  }
  return report
}

async function notYetRun(ctx: Ctx<SystemActor>): Promise<Sweep[]> {
  const finished = await transaction(ctx, ctx =>
    ctx.db
      .select({ job: jobRuns.job })
      .from(jobRuns)
      .where(
        and(eq(jobRuns.lenderId, ctx.lender.id), eq(jobRuns.businessDate, ctx.today), sql`${jobRuns.finishedAt} is not null`),
      ),
  )
  const done = new Set(finished.map(row => row.job))
  const hour = String(hourOf(ctx)).padStart(2, '0')
  return sweepsDue(minuteOfDay(ctx.now, ctx.lender.timeZone)).filter(
    sweep => !done.has(sweep.at === 'hourly' ? `${sweep.name}@${hour}` : sweep.name),
  )
}

/** Whether this date's run is still to be done. */
const claimRun = (ctx: Ctx, job: string): Promise<boolean> =>
  transaction(ctx, async ctx => {
    const row = { lenderId: ctx.lender.id, id: newId(), job, businessDate: ctx.today, changed: {}, startedAt: ctx.now, finishedAt: null }
    const inserted = await ctx.db
      .insert(jobRuns)
      .values(row)
      .onConflictDoNothing({ target: [jobRuns.lenderId, jobRuns.job, jobRuns.businessDate] })
      .returning({ id: jobRuns.id })
    if (inserted.length > 0) return true
    const again = await ctx.db
      .update(jobRuns)
      .set({ startedAt: ctx.now })
      .where(and(ofToday(ctx, job), isNull(jobRuns.finishedAt)))
      .returning({ id: jobRuns.id })
    return again.length > 0
  })

const ofToday = (ctx: Ctx, job: string) =>
  and(eq(jobRuns.lenderId, ctx.lender.id), eq(jobRuns.job, job), eq(jobRuns.businessDate, ctx.today))

const hourOf = (ctx: Ctx) => Math.floor(minuteOfDay(ctx.now, ctx.lender.timeZone) / 60)

/** Only whole numbers are noted: a sweep may answer with more. */
function countsOf(answer: unknown): Record<string, number> {
  if (typeof answer === 'number') return { changed: answer }
  if (typeof answer !== 'object' || answer === null) return {}
  return Object.fromEntries(Object.entries(answer).filter((entry): entry is [string, number] => Number.isInteger(entry[1])))
}
