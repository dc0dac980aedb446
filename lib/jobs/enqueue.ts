import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import { queues, type Payloads, type QueueName } from './queues'

/**
 * Puts one job in a queue inside the caller's transaction: no commit, no job. `startAfter` holds it back until then.
 * It is a plain row in the job library's table, because the library's own `send` needs a second pool in every web process.
 */
export async function enqueue<Q extends QueueName>(ctx: Ctx, queue: Q, data: Payloads[Q], startAfter?: Date): Promise<void> {
  if (!ctx.inTransaction) throw new Error(`job ${queue} enqueued outside a transaction`)
  const payload = JSON.stringify({ ...data, lenderId: ctx.actor.lenderId, requestId: ctx.requestId })
  if (await insertJob(ctx, queue, payload, startAfter)) return
  await ctx.db.execute(
    sql`select pgboss.create_queue(${queue}, ${JSON.stringify({ policy: 'standard', ...queues[queue] })}::jsonb)`,
  )
  if (!(await insertJob(ctx, queue, payload, startAfter))) throw new Error(`queue ${queue} could not be made`)
}

async function insertJob(ctx: Ctx, queue: QueueName, payload: string, startAfter?: Date): Promise<boolean> {
  const wait = startAfter && startAfter > ctx.now ? Math.ceil((startAfter.getTime() - ctx.now.getTime()) / 1000) : 0
  const rows = await ctx.db.execute(sql`
    insert into pgboss.job (name, data, policy, start_after, keep_until, retry_limit, retry_delay, retry_backoff, expire_seconds, deletion_seconds, dead_letter)
    select q.name, ${payload}::jsonb, q.policy, now() + make_interval(secs => ${wait}),
      now() + make_interval(secs => ${wait}) + make_interval(secs => q.retention_seconds),
      q.retry_limit, q.retry_delay, q.retry_backoff, q.expire_seconds, q.deletion_seconds, q.dead_letter
    from pgboss.queue q where q.name = ${queue} returning id`)
  return rows.length > 0
}
