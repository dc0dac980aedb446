import { connect } from '@/db/client'
import { addDays, atHour, dateIn, type LocalDate } from '@/lib/dates'
import { handlers } from '@/lib/jobs/handlers'
import type { Payloads, QueueName } from '@/lib/jobs/queues'
import { runSweep } from '@/lib/jobs/run-sweep'
import { openContext } from '@/lib/lenders/queries'
import { withClient } from '@/lib/testing/cluster'
import type { Server } from './servers'

const ZONE = 'Asia/Shanghai'
const serverNow = (server: Server) => new Date(Date.now() + Number(server.env.LEEWAY_CLOCK_OFFSET_DAYS) * 86_400_000)

/** A date so many days after the server's today, in the demo lenders' zone. */
export const dayOf = (server: Server, daysAhead: number): LocalDate => addDays(dateIn(serverNow(server), ZONE), daysAhead)

/** Runs one sweep of one lender as the worker would, so many days after the server's today. */
export async function sweep(server: Server, lenderId: string, name: string, daysAhead: number): Promise<Record<string, number>> {
  const now = atHour(dayOf(server, daysAhead), 10, ZONE)
  return asSystem(server, lenderId, now, async ctx => (await runSweep(name, ctx)).changed)
}

/** Does the jobs of one queue that wait now, as the worker would, and answers how many there were. */
export async function work(server: Server, lenderId: string, queue: QueueName): Promise<number> {
  const jobs = await withClient(server.ownerUrl, sql =>
    sql.unsafe<{ data: Payloads[typeof queue] & { lenderId: string; requestId: string } }[]>(
      "delete from pgboss.job where name = $1 and state = 'created' and data->>'lenderId' = $2 returning data",
      [queue, lenderId],
    ),
  )
  const perform = handlers[queue] as (ctx: Ctx, job: (typeof jobs)[number]['data']) => Promise<unknown>
  for (const { data } of jobs) await asSystem(server, lenderId, serverNow(server), ctx => perform(ctx, data))
  return jobs.length
}

type Ctx = Parameters<typeof runSweep>[1]

async function asSystem<T>(server: Server, lenderId: string, now: Date, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  Object.assign(process.env, server.env)
  const connection = connect(server.workerUrl, { max: 2 })
  try {
    return await run(await openContext(connection.db, { kind: 'system', id: null, lenderId }, now, 'e2e'))
  } finally {
    await connection.close()
  }
}
