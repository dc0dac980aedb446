import { PgBoss } from 'pg-boss'
import type { Db } from '@/db/client'
import { safeError } from '../safe-error'
import { together } from './handlers'
import { performJobs, type JobLog } from './perform'
import { queues, type Payload, type QueueName } from './queues'

type Options = { url: string; db: Db; clock: () => Date; log: JobLog }

const POLL_SECONDS = 0.5
const BATCH = 20
const MANY = 500
/** How often the jobs of workers that fell silent are looked for. */
const SUPERVISE_SECONDS = 15

/** The worker's side of the queues. Tables are the migration's work; the worker's role may neither make nor rebuild them. */
export async function startQueues({ url, ...tools }: Options): Promise<{ stop: () => Promise<void> }> {
  const boss = new PgBoss({
    connectionString: url,
    schema: 'pgboss',
    max: 3,
    migrate: false,
    supervise: true,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    schedule: false,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', error => tools.log.error({ err: safeError(error) }, 'the job library reported an error'))
  try {
    await boss.start({ attempts: 20 })
    await beginWork(boss, tools)
  } catch (error) {
    // Half begun it would go on beside the next one.
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw error
  }
  return { stop: () => boss.stop({ graceful: true, timeout: 20_000 }) }
}

async function beginWork(boss: PgBoss, tools: Omit<Options, 'url'>): Promise<void> {
  for (const name of Object.keys(queues) as QueueName[]) {
    await boss.createQueue(name, queues[name])
    // One made by an earlier release keeps its old patience otherwise.
    await boss.updateQueue(name, queues[name])
    await boss.work<Payload<typeof name>>(
      name,
      { batchSize: together[name] ? MANY : BATCH, pollingIntervalSeconds: POLL_SECONDS, burstWhenBatchFull: true, perJobResults: true },
      jobs => performJobs(tools, name, jobs),
    )
  }
}
