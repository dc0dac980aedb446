import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { connect, isConnectionLost, refusePowerfulRole } from '@/db/client'
import { readClock } from '../clock'
import { envAtStart } from '../env'
import { safeError } from '../safe-error'
import { startQueues } from './boss'
import { runDueJobs } from './run-sweep'

const LOOK_EVERY_MS = 20_000
const ASK_AGAIN_MS = 2_000
/** Far beyond what any statement of a sweep takes over a million loans: one that hangs fails, and the sweeps behind it go on. */
const LONGEST_MS = 15 * 60_000

// As the web process does.
if (existsSync('.env.local')) process.loadEnvFile('.env.local')
const env = envAtStart()
const log = pino({ level: env.LOG_LEVEL, base: { process: 'worker' }, timestamp: pino.stdTimeFunctions.isoTime })
const clock = () => readClock(env.LEEWAY_CLOCK_OFFSET_DAYS)
const stopping = new AbortController()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())

/** Queues and the day's sweeps, until told to stop; then the job in hand is finished. */
async function main(): Promise<void> {
  const { db, close } = connect(env.WORKER_DATABASE_URL, { max: 6, longestMs: LONGEST_MS })
  const queues = await onceThere(async () => {
    await refusePowerfulRole(db, 'WORKER_DATABASE_URL')
    return startQueues({ url: env.WORKER_DATABASE_URL, db, clock, log })
  })
  if (!queues) return close()
  log.info({}, 'ready')
  try {
    while (!stopping.signal.aborted) {
      await look()
      await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  } finally {
    await queues.stop()
    await close()
    log.info({}, 'stopped')
  }

  /** The database may be away for a while: the next look does what this one could not. */
  async function look(): Promise<void> {
    try {
      const { done, failed } = await runDueJobs(db, clock(), stopping.signal)
      for (const run of done) log.info(run, 'sweep done')
      for (const run of done) if (run.sweep === 'ledger_check' && (run.changed.differences ?? 0) > 0) log.error(run, 'the ledger differs from its history')
      for (const { error, ...sweep } of failed) log.error({ ...sweep, err: safeError(error) }, 'sweep failed')
    } catch (error) {
      log.error({ err: safeError(error) }, 'sweeps could not be looked at')
    }
  }
}

/** Begins as soon as the database is there; null when told to stop before. */
async function onceThere<T>(begin: () => Promise<T>): Promise<T | null> {
  while (!stopping.signal.aborted) {
    try {
      return await begin()
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      log.warn({ err: safeError(error) }, 'the database is away')
      await wait(ASK_AGAIN_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }
  return null
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.fatal({ err: safeError(error) }, 'the worker cannot run')
    process.exit(1)
  },
)
