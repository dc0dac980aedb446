import { PgBoss } from 'pg-boss'
import type { Db } from '@/db/client'
import { newId } from '../clock'
import type { Ctx, SystemActor } from '../context'
import { openContext } from '../lenders/queries'
import { safeError } from '../safe-error'
import { handlers } from './handlers'
import { queues, type Payload, type QueueName } from './queues'

export type JobLog = { info: (line: object, text: string) => void; error: (line: object, text: string) => void }
type Options = { url: string; db: Db; clock: () => Date; log: JobLog }

const POLL_SECONDS = 0.5
const BATCH = 20

/** The worker's side of the queues. Tables are the migration's work; the worker's role may neither make nor rebuild them. */
export async function startQueues({ url, db, clock, log }: Options): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    max: 3,
    migrate: false,
    supervise: true,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', error => log.error({ err: safeError(error) }, 'the job library reported an error'))
  await boss.start({ attempts: 20 })
  for (const name of Object.keys(queues) as QueueName[]) {
    await boss.createQueue(name, queues[name])
    await boss.work<Payload<typeof name>>(
      name,
      { batchSize: BATCH, pollingIntervalSeconds: POLL_SECONDS, burstWhenBatchFull: true, perJobResults: true },
      jobs => inTurn(jobs, job => perform(name, job.data)),
    )
  }
  async function perform<Q extends QueueName>(name: Q, payload: Payload<Q>): Promise<void> {
    const ctx: Ctx<SystemActor> = await openContext(
      db,
      { kind: 'system', id: null, lenderId: payload.lenderId },
      clock(),
      payload.requestId || newId(),
    )
    await handlers[name](ctx, payload)
  }
  async function inTurn<T extends { id: string; name: string; data: { requestId: string } }>(jobs: T[], run: (job: T) => Promise<void>) {
    const results: { id: string; status: 'completed' | 'failed'; output?: { message: string } }[] = []
    for (const job of jobs) {
      try {
        await run(job)
        results.push({ id: job.id, status: 'completed' })
      } catch (error) {
        log.error({ queue: job.name, jobId: job.id, requestId: job.data.requestId, err: safeError(error) }, 'a job failed')
        results.push({ id: job.id, status: 'failed', output: { message: safeError(error).message } })
      }
    }
    return results
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) }
}
