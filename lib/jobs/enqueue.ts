import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import { queues, type Payloads, type QueueName } from './queues'

/** `requestId` where a job of many came with a request of its own. */
type Job<Q extends QueueName> = { data: Payloads[Q]; startAfter?: Date; requestId?: string }

/**
 * Puts one job in a queue inside the caller's transaction: no commit, no job. `startAfter` holds it back until then.
 * It is a plain row in the job library's table, because the library's own `send` needs a second pool in every web process.
 */
export const enqueue = <Q extends QueueName>(ctx: Ctx, queue: Q, data: Payloads[Q], startAfter?: Date): Promise<void> =>
  enqueueMany(ctx, queue, [{ data, startAfter }])

/** Many jobs of one queue in one statement. */
export async function enqueueMany<Q extends QueueName>(ctx: Ctx, queue: Q, jobs: readonly Job<Q>[]): Promise<void> {
  if (!ctx.inTransaction) throw new Error(`job ${queue} enqueued outside a transaction`)
  if (jobs.length === 0) return
  const rows = jobs.map(({ data, startAfter, requestId = ctx.requestId }) => ({
    payload: { ...data, lenderId: ctx.actor.lenderId, requestId },
    wait: startAfter && startAfter > ctx.now ? Math.ceil((startAfter.getTime() - ctx.now.getTime()) / 1000) : 0,
  }))
  if (await insertJobs(ctx, queue, JSON.stringify(rows))) return
  await ctx.db.execute(
    sql`select pgboss.create_queue(${queue}, ${JSON.stringify({ policy: 'standard', ...queues[queue] })}::jsonb)`,
  )
  if (!(await insertJobs(ctx, queue, JSON.stringify(rows)))) throw new Error(`queue ${queue} could not be made`)
}

async function insertJobs(ctx: Ctx, queue: QueueName, jobs: string): Promise<boolean> {
  const [inserted] = await ctx.db.execute<{ count: number }>(sql`
    with inserted as (
      insert into pgboss.job (name, data, policy, start_after, keep_until, retry_limit, retry_delay, retry_backoff, expire_seconds, heartbeat_seconds, deletion_seconds, dead_letter)
      select q.name, j.payload, q.policy, now() + make_interval(secs => j.wait),
        now() + make_interval(secs => j.wait) + make_interval(secs => q.retention_seconds),
        q.retry_limit, q.retry_delay, q.retry_backoff, q.expire_seconds, q.heartbeat_seconds, q.deletion_seconds, q.dead_letter
      from pgboss.queue q, jsonb_to_recordset(${jobs}::jsonb) j (payload jsonb, wait int) where q.name = ${queue} returning 1)
    select count(*)::int as count from inserted`)
  return (inserted?.count ?? 0) > 0
}
