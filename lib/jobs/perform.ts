import type { Db } from '@/db/client'
import { newId } from '../clock'
import type { Ctx, SystemActor } from '../context'
import { openContext } from '../lenders/queries'
import { safeError } from '../safe-error'
import { handlers, together } from './handlers'
import type { Payload, QueueName } from './queues'

export type JobLog = { info: (line: object, text: string) => void; error: (line: object, text: string) => void }
type Tools = { db: Db; clock: () => Date; log: JobLog }
type Job<Q extends QueueName> = { id: string; name: string; data: Payload<Q> }
type Result = { id: string; status: 'completed' | 'failed'; output?: { message: string } }

/** Does a batch of one queue's jobs: together where the queue can, the others in turn. One that fails does not stop the rest. */
export async function performJobs<Q extends QueueName>(tools: Tools, name: Q, jobs: Job<Q>[]): Promise<Result[]> {
  const done = await doTogether(tools, name, jobs)
  const results: Result[] = []
  for (const job of jobs) {
    try {
      if (!done.has(job.id)) await handlers[name](await contextOf(tools, job.data), job.data)
      results.push({ id: job.id, status: 'completed' })
    } catch (error) {
      tools.log.error({ queue: name, jobId: job.id, requestId: job.data.requestId, err: safeError(error) }, 'a job failed')
      results.push({ id: job.id, status: 'failed', output: { message: safeError(error).message } })
    }
  }
  return results
}

/** Ids of the jobs that are done. A batch that fails as a whole has done none of them. */
async function doTogether<Q extends QueueName>(tools: Tools, name: Q, jobs: Job<Q>[]): Promise<Set<string>> {
  const run = together[name]
  const done = new Set<string>()
  if (!run) return done
  const lenders = Map.groupBy(jobs, job => job.data.lenderId)
  for (const own of lenders.values()) {
    const [first] = own
    if (!first || own.length < 2) continue
    try {
      const answers = await run(await contextOf(tools, first.data), own.map(job => job.data))
      own.forEach((job, i) => answers[i] && done.add(job.id))
    } catch (error) {
      tools.log.error({ queue: name, jobs: own.length, requestId: first.data.requestId, err: safeError(error) }, 'a batch failed, its jobs are done in turn')
    }
  }
  return done
}

const contextOf = ({ db, clock }: Tools, { lenderId, requestId }: { lenderId: string; requestId: string }): Promise<Ctx<SystemActor>> =>
  openContext(db, { kind: 'system', id: null, lenderId }, clock(), requestId || newId())
