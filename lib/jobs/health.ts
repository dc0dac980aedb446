import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import journal from '@/db/migrations/meta/_journal.json'

export type Health = {
  status: 'ready' | 'not_ready'
  checks: { database: boolean; migrations: boolean; storage: boolean }
  /** How long the oldest job that could run has waited; more than a minute means that no worker is at work. */
  queue: { waitingSeconds: number | null; isWorking: boolean }
}

const PATIENCE_SECONDS = 60

/** Whether this process can serve: the database answers with every migration applied, and files can be written. Names no cause. */
export async function readHealth(openDatabase: () => Promise<Database>, filesDir: string): Promise<Health> {
  const [facts, storage] = await Promise.all([databaseFacts(openDatabase).catch(() => null), isWritable(filesDir)])
  const checks = { database: facts !== null, migrations: facts !== null && facts.migrations >= journal.entries.length, storage }
  const waitingSeconds = facts?.waitingSeconds ?? null
  return {
    status: checks.database && checks.migrations && checks.storage ? 'ready' : 'not_ready',
    checks,
    queue: { waitingSeconds, isWorking: waitingSeconds === null || waitingSeconds < PATIENCE_SECONDS },
  }
}

async function databaseFacts(
  openDatabase: () => Promise<Database>,
): Promise<{ migrations: number; waitingSeconds: number | null }> {
  const db = await openDatabase()
  const [row] = await db.execute<{ migrations: number; waiting: number | null }>(sql`
    select (select count(*)::int from drizzle.__drizzle_migrations) as migrations,
      (select extract(epoch from now() - min(start_after))::int from pgboss.job where state in ('created', 'retry') and start_after < now()) as waiting`)
  return { migrations: row?.migrations ?? 0, waitingSeconds: row?.waiting ?? null }
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
