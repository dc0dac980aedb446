import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { startStatement } from '@/lib/payments/bank-upload-commands'
import { attempt } from './answers'
import { contextOf } from './book'
import type { Servers } from './killer'
import type { Scene } from './scene'
import { untilReady } from './stage'

const LIMIT_MS = 600_000
/** A little more than a killed sweep is left alone before another run takes it over. */
const TAKEN_OVER_DAYS = 31 / 1440

/** No more faults: every file is confirmed and the worker does what is left. Answers how long that took. */
export async function drain(scene: Scene, { web, worker }: Servers): Promise<number> {
  const { stage } = scene
  const start = Date.now()
  await Promise.all([web.kill(), worker.kill()])
  stage.clock.offsetDays += TAKEN_OVER_DAYS
  await untilReady(stage)
  for (;;) {
    await confirmAll(scene)
    const left = await listLeft(scene)
    if (left.length === 0) return (Date.now() - start) / 1000
    if (Date.now() - start > LIMIT_MS) {
      scene.answers.wrong.push(...left.map(what => `still to be done after ${LIMIT_MS / 1000} s: ${what}`))
      return LIMIT_MS / 1000
    }
    await wait(500)
  }
}

async function confirmAll({ stage, ours, answers }: Scene): Promise<void> {
  const staff = ours.staff.supervisor3
  if (!staff) return
  const rows = await stage.owner.db.execute<{ id: string }>(sql`select id from bank_statements where status = 'checked' and (counts ->> 'new')::int > 0`)
  for (const { id } of rows) await attempt(answers, async () => startStatement(await contextOf(stage, staff), id))
}

async function listLeft({ stage, ours }: Scene): Promise<string[]> {
  const day = sql`(${stage.now().toISOString()}::timestamptz at time zone 'Asia/Shanghai')::date`
  const rows = await stage.owner.db.execute<{ what: string }>(sql`
    select count(*) || ' statements ' || status as what from bank_statements
      where status in ('checking', 'applying', 'failed') or (status = 'checked' and (counts ->> 'new')::int > 0) group by status
    union all select count(*) || ' jobs ' || state || ' of ' || name from pgboss.job where state in ('created', 'retry', 'active') and start_after < now() + interval '5 minutes' group by name, state
    union all select 'the sweep ' || job from job_runs where lender_id = ${ours.id}::uuid and business_date = ${day} and finished_at is null
    union all select 'the sweeps of the day' where (select count(*) from job_runs where lender_id = ${ours.id}::uuid and business_date = ${day} and job not like '%@%') < 8`)
  return rows.map(row => row.what)
}
