import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from '@/db/client'
import { databaseUrl, freePort } from '@/db/embedded'
import { migrateDatabase } from '@/db/migrate'
import { setUpRoles } from '@/db/setup'
import { withClient } from '@/lib/testing/cluster'
import { startPostgres, supervise } from './processes'

/** Eleven in the morning of a Wednesday in Shanghai, inside the hours of calls, whenever the run starts. */
const START = Date.parse('2026-11-18T03:00:00.000Z')
const DAY_MS = 86_400_000

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A Postgres, a web server of the production build and a worker, all of this run's own, on one clock that can be turned to the next day. */
export async function openStage() {
  const root = path.resolve(import.meta.dirname, '../..')
  if (!existsSync(path.join(root, '.next', 'BUILD_ID'))) throw new Error('There is no production build to run: make it with npm run build')
  const home = mkdtempSync(path.join(tmpdir(), 'leeway-faults-'))
  chmodSync(home, 0o755)
  const files = path.join(home, 'files')
  mkdirSync(files)
  const dbPort = await freePort()
  const postgres = await startPostgres({ dir: path.join(home, 'pg'), port: dbPort, password: 'faults', durable: true })
  await withClient(postgres.url, sql => sql.unsafe('create database leeway_faults'))
  const ownerUrl = databaseUrl('faults', dbPort, 'leeway_faults')
  await migrateDatabase(ownerUrl)
  const { appUrl, workerUrl } = await setUpRoles(ownerUrl, { appPassword: 'app', workerPassword: 'worker' })
  const webPort = await freePort()
  const url = `http://localhost:${webPort}`
  const key = () => randomBytes(32).toString('base64')
  const fixed = {
    NODE_ENV: 'production' as const, TZ: 'UTC', NEXTAUTH_SECRET: key(), LEEWAY_FIELD_KEY: key(), LEEWAY_INDEX_KEY: key(), LEEWAY_DEMO: '1',
    LEEWAY_DEMO_FILE: path.join(home, 'demo.json'), LEEWAY_FILES_DIR: files, LOG_LEVEL: 'warn', NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: appUrl, WORKER_DATABASE_URL: workerUrl, PORT: String(webPort), NEXTAUTH_URL: url, LEEWAY_PUBLIC_URL: url,
  } // prettier-ignore
  Object.assign(process.env, fixed)
  const clock = { offsetDays: (START - Date.now()) / DAY_MS }
  const env = () => ({ ...fixed, LEEWAY_CLOCK_OFFSET_DAYS: String(clock.offsetDays) })
  const owner = connect(ownerUrl, { max: 4 })
  const app = connect(appUrl, { max: 12 })
  await withClient(ownerUrl, sql => sql`update guard_clock set is_free = true`)
  const startServers = () => ({
    web: supervise('web', ['node_modules/next/dist/bin/next', 'start', '-p', String(webPort)], env, home),
    worker: supervise('worker', ['--conditions=react-server', '--import', 'tsx', 'lib/jobs/worker.ts'], env, home),
  })
  const close = async () => {
    await app.close().catch(() => undefined)
    await owner.close().catch(() => undefined)
    await postgres.stop()
    rmSync(home, { recursive: true, force: true })
  }
  return { home, url, secret: fixed.NEXTAUTH_SECRET, postgres, owner, app, clock, now: () => new Date(Date.now() + clock.offsetDays * DAY_MS), startServers, close }
}

export async function untilReady({ url }: Stage, limitMs = 120_000): Promise<void> {
  const deadline = Date.now() + limitMs
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null)
    if (answer?.ok) return
    await wait(200)
  }
  throw new Error(`the web server did not get ready at ${url}`)
}
