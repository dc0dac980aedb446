import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import journal from '@/db/migrations/meta/_journal.json' with { type: 'json' }

export type Health = {
  status: 'ready' | 'not_ready'
  checks: { database: boolean; migrations: boolean; storage: boolean }
  /** How long the oldest job that could run has waited; more than a minute means that no worker is at work. */
  queue: { waitingSeconds: number | null; isWorking: boolean }
  /** What the last nightly checks found; differences call for a person and do not stop anybody from being served. */
  ledger: { differences: number; isSound: boolean }
}
type Facts = { hasAnswered: boolean; migrations: number; waitingSeconds: number | null; differences: number }

const PATIENCE_SECONDS = 60
const ANSWER_LIMIT_MS = 4_000
const NOTHING: Facts = { hasAnswered: false, migrations: 0, waitingSeconds: null, differences: 0 }

/** Whether this process can serve: the database answers with every migration applied, and files can be written. Names no cause. */
export async function readHealth(openDatabase: () => Promise<Database>, filesDir: string): Promise<Health> {
  const [facts, storage] = await Promise.all([
    inTime(readFacts(openDatabase), NOTHING),
    inTime(isWritable(filesDir), false),
  ])
  const checks = { database: facts.hasAnswered, migrations: facts.migrations >= journal.entries.length, storage }
  const { waitingSeconds, differences } = facts
  return {
    status: checks.database && checks.migrations && checks.storage ? 'ready' : 'not_ready',
    checks,
    queue: { waitingSeconds, isWorking: facts.hasAnswered && (waitingSeconds ?? 0) < PATIENCE_SECONDS },
    ledger: { differences, isSound: differences === 0 },
  }
}

/** A database without our tables answers too: then it is the migrations that are behind. */
async function readFacts(openDatabase: () => Promise<Database>): Promise<Facts> {
  const db = await openDatabase()
  await db.execute(sql`select 1`)
  const ask = async (query: ReturnType<typeof sql>) => (await db.execute<{ n: number | null }>(query))[0]?.n ?? null
  const [migrations, waitingSeconds, differences] = await Promise.all([
    ask(sql`select count(*)::int as n from drizzle.__drizzle_migrations`).catch(() => 0),
    ask(
      sql`select extract(epoch from now() - min(start_after))::int as n from pgboss.job where state in ('created', 'retry') and start_after < now()`,
    ).catch(() => null),
    ask(sql`select ledger_differences() as n`).catch(() => 0),
  ])
  return { hasAnswered: true, migrations: migrations ?? 0, waitingSeconds, differences: differences ?? 0 }
}

/** Permissions say little to root and nothing of a full disk: only a file that was written proves it. */
async function isWritable(folder: string): Promise<boolean> {
  const probe = path.join(folder, `.probe-${randomUUID()}`)
  await writeFile(probe, 'written to see whether files can be')
  await rm(probe)
  return true
}

/** What fails, or hangs longer than a probe waits, counts as not there. */
const inTime = <T>(work: Promise<T>, otherwise: T): Promise<T> => {
  const limit = new AbortController()
  return Promise.race([
    work.catch(() => otherwise).finally(() => limit.abort()),
    wait(ANSWER_LIMIT_MS, otherwise, { signal: limit.signal, ref: false }).catch(() => otherwise),
  ])
}
