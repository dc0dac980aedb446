import { existsSync, mkdtempSync, readdirSync, rmSync, chmodSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { databaseUrl, freePort, runningPostmaster, startEmbedded, stopOrphan, type Embedded } from '@/db/embedded'
import { migrateDatabase } from '@/db/migrate'

declare module 'vitest' {
  interface ProvidedContext {
    clusterUrl: string
  }
}

export const TEMPLATE = 'leeway_template'
const PREFIX = 'leeway-test-'
const PASSWORD = 'test'

type TestCluster = { url: string; stop: () => Promise<void> }

/**
 * Starts one throw-away cluster with a migrated template database. `stop` removes it from the disk. LEEWAY_TEST_DATABASE_URL, the address
 * of a superuser of an empty Postgres >= 15, runs the same suites there instead.
 */
export async function startTestCluster(migrations?: string): Promise<TestCluster> {
  const given = process.env.LEEWAY_TEST_DATABASE_URL
  if (given) return useCluster(given, migrations)
  sweepDeadRuns()
  const home = mkdtempSync(path.join(tmpdir(), PREFIX))
  chmodSync(home, 0o755)
  writeFileSync(path.join(home, 'owner.pid'), String(process.pid))
  const cluster = await startEmbedded({ dir: path.join(home, 'pg'), port: await freePort(), password: PASSWORD, durable: false })
  const stop = () => stopAndRemove(cluster, home)
  try {
    await withClient(cluster.url, sql => sql.unsafe(`create database ${TEMPLATE}`))
    await migrateDatabase(databaseUrl(PASSWORD, cluster.port, TEMPLATE), migrations)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: cluster.url, stop }
}

async function useCluster(url: string, migrations?: string): Promise<TestCluster> {
  const dropAll = () =>
    withClient(url, async sql => {
      const left = await sql<{ name: string }[]>`select datname as name from pg_database where datname like 'leeway\\_%' or datname like 't\\_%'`
      for (const { name } of left) await sql.unsafe(`drop database "${name}" with (force)`)
    })
  await dropAll()
  await withClient(url, sql => sql.unsafe(`create database ${TEMPLATE} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`))
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  await migrateDatabase(template.toString(), migrations)
  return { url, stop: dropAll }
}

export async function withClient<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

async function stopAndRemove(cluster: Embedded, home: string) {
  await cluster.stop()
  rmSync(home, { recursive: true, force: true })
}

/** A run that was killed leaves its Postgres behind: stop it and take its folder away. */
function sweepDeadRuns() {
  for (const name of readdirSync(tmpdir()).filter(entry => entry.startsWith(PREFIX))) {
    const home = path.join(tmpdir(), name)
    const owner = path.join(home, 'owner.pid')
    if (!existsSync(owner) || isAlive(Number(readFileSync(owner, 'utf8')))) continue
    if (runningPostmaster(path.join(home, 'pg')) !== null) stopOrphan(path.join(home, 'pg'))
    rmSync(home, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export default async function setup(project: TestProject) {
  const cluster = await startTestCluster()
  project.provide('clusterUrl', cluster.url)
  return cluster.stop
}
