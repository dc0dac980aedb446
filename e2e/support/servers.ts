import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@/db/embedded'
import { setUpRoles } from '@/db/setup'
import { startTestCluster, TEMPLATE, withClient } from '@/lib/testing/cluster'
import { cloneDatabase, type TestDatabase } from '@/lib/testing/clone'

/** What the global set-up leaves for the workers. `home` holds demo.json with the logins of the demo world. */
export type World = { clusterUrl: string; home: string; env: Record<string, string> }
export type Server = TestDatabase & { url: string; sandboxUrl: string; env: Record<string, string>; stop: () => Promise<void> }

const root = path.resolve(import.meta.dirname, '../..')
const SEEDED = 'leeway_seeded'
/** A Wednesday at eleven in Shanghai: inside every Chinese lender's hours, whenever the suite runs. */
const NOON = Date.parse('2026-11-18T03:00:00.000Z')
const READY_LIMIT_MS = 60_000

/** One cluster with one seeded template for the whole run. */
export async function startWorld(): Promise<World & { stop: () => Promise<void> }> {
  const cluster = await startTestCluster()
  const home = mkdtempSync(path.join(tmpdir(), 'leeway-e2e-'))
  const stop = async () => {
    await cluster.stop()
    rmSync(home, { recursive: true, force: true })
  }
  const key = () => randomBytes(32).toString('base64')
  const env = {
    NODE_ENV: 'production',
    TZ: 'UTC',
    NEXTAUTH_SECRET: key(),
    LEEWAY_FIELD_KEY: key(),
    LEEWAY_INDEX_KEY: key(),
    LEEWAY_DEMO: '1',
    LEEWAY_CLOCK_OFFSET_DAYS: String((NOON - Date.now()) / 86_400_000),
    LEEWAY_PAYMENT_PROVIDER_KEY: key(),
    LEEWAY_DEMO_FILE: path.join(home, 'demo.json'),
    LEEWAY_FILES_DIR: path.join(home, 'files'),
    LOG_LEVEL: 'warn',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  try {
    mkdirSync(env.LEEWAY_FILES_DIR)
    await seedTemplate(cluster.url, env)
  } catch (error) {
    await stop()
    throw error
  }
  return { clusterUrl: cluster.url, home, env, stop }
}

async function seedTemplate(clusterUrl: string, env: Record<string, string>) {
  await withClient(clusterUrl, sql => sql.unsafe(`create database ${SEEDED} template ${TEMPLATE}`))
  const ownerUrl = clusterUrl.replace(/\/[^/]*$/, `/${SEEDED}`)
  const { appUrl, workerUrl } = await setUpRoles(ownerUrl, { appPassword: 'app', workerPassword: 'worker' })
  const seed = start(['--conditions=react-server', '--import', 'tsx', 'db/seed/main.ts'], {
    ...env,
    MIGRATION_DATABASE_URL: ownerUrl,
    DATABASE_URL: appUrl,
    WORKER_DATABASE_URL: workerUrl,
  })
  const code = await seed.exited
  if (code !== 0) throw new Error(`The demo world could not be loaded:\n${seed.said()}`)
  await withClient(ownerUrl, sql => sql`update guard_clock set is_free = true`)
}

/** A clone of the demo world, a web server and a payment sandbox on it, for one worker of the test runner. */
export async function startServer(world: World): Promise<Server> {
  const database = await cloneDatabase(world.clusterUrl, SEEDED)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const sandboxUrl = `http://127.0.0.1:${await freePort()}`
  const files = mkdtempSync(path.join(world.home, 'files-'))
  if (world.env.LEEWAY_FILES_DIR) cpSync(world.env.LEEWAY_FILES_DIR, files, { recursive: true })
  const env = {
    ...world.env,
    PORT: String(port),
    NEXTAUTH_URL: url,
    LEEWAY_PUBLIC_URL: url,
    DATABASE_URL: database.appUrl,
    WORKER_DATABASE_URL: database.workerUrl,
    LEEWAY_FILES_DIR: files,
    LEEWAY_PAYMENT_PROVIDER_URL: sandboxUrl,
  }
  const sandbox = start(['--conditions=react-server', '--import', 'tsx', 'bin/sandbox.mjs'], env)
  const web = start(['node_modules/next/dist/bin/next', 'start', '-p', String(port)], env)
  const stop = async () => {
    for (const one of [web, sandbox]) one.child.kill('SIGTERM')
    await Promise.all([web.exited, sandbox.exited])
    await database.drop()
  }
  try {
    await untilReady(`${url}/api/health/ready`, web)
    await untilReady(sandboxUrl, sandbox)
  } catch (error) {
    await stop()
    throw error
  }
  return { ...database, url, sandboxUrl, env, stop }
}

/** The logins of the demo world, as the seed wrote them. */
export const readDemo = (world: World): unknown => JSON.parse(readFileSync(path.join(world.home, 'demo.json'), 'utf8'))

type Started = { child: ChildProcess; exited: Promise<number>; said: () => string }

function start(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  const keep = (chunk: Buffer) => {
    lines.push(chunk.toString())
    if (lines.length > 200) lines.shift()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exited = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
  return { child, exited, said: () => lines.join('').trim() }
}

async function untilReady(url: string, server: Started) {
  const deadline = AbortSignal.timeout(READY_LIMIT_MS)
  while (server.child.exitCode === null && !deadline.aborted) {
    const answer = await fetch(url, { signal: deadline }).catch(() => null)
    if (answer?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error(`The server did not get ready at ${url}:\n${server.said()}`)
}
