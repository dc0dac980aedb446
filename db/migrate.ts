import { existsSync } from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { PgBoss } from 'pg-boss'
import postgres, { type Sql } from 'postgres'
import { mayNotMakeRoles, rolesNeeded } from './setup.ts'

const LOCK = 7_205_311
const OLDEST_SERVER = 150_000

/** What the two group roles need beyond the migrations: the job library's tables and the list of applied migrations. */
const GRANTS = `
grant usage on schema pgboss, drizzle to leeway_app, leeway_worker;
grant select on all tables in schema drizzle to leeway_app, leeway_worker;
grant select, insert, update on all tables in schema pgboss to leeway_app;
grant select, insert, update, delete on all tables in schema pgboss to leeway_worker;
grant usage, select on all sequences in schema pgboss to leeway_app, leeway_worker;
grant execute on all functions in schema pgboss to leeway_app, leeway_worker;
`

/**
 * Brings a database up to date as its owner: our migrations, then the job library's own schema, then its grants.
 * Two callers at once wait for each other. Throws where the server is older than Postgres 15.
 */
export async function migrateDatabase(ownerUrl: string, folder = path.join(import.meta.dirname, 'migrations')) {
  if (!existsSync(path.join(folder, 'meta', '_journal.json')))
    throw new Error(`No migrations in ${folder}. Make them with: npm run db:generate`)
  // The lock is a session's and the migrator opens a transaction of its own: hence one connection for each.
  const guard = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  const client = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    await refuseUnfitServer(guard)
    await guard`select pg_advisory_lock(${LOCK})`
    await migrate(drizzle(client), { migrationsFolder: folder }).catch((error: unknown) => withReason(error, ownerUrl))
    await migrateJobs(ownerUrl)
    await client.unsafe(GRANTS)
    await moveGuardClock(client)
  } finally {
    await client.end()
    await guard.end()
  }
}

/** The migrator's own message is the whole statement; what went wrong is in its cause. */
function withReason(error: unknown, ownerUrl: string): never {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
  if (/create role/.test(reason) && mayNotMakeRoles(error))
    throw new Error(rolesNeeded(new URL(ownerUrl).username), { cause: error })
  throw reason ? new Error(`A migration failed: ${reason}`, { cause: error }) : error
}

async function refuseUnfitServer(sql: Sql) {
  const [row] = await sql<{ version: number; encoding: string }[]>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`
  if ((row?.version ?? 0) < OLDEST_SERVER) throw new Error(`Leeway needs Postgres 15 or newer; this server says ${row?.version}.`)
  if (row?.encoding !== 'UTF8')
    throw new Error(
      `Leeway needs a database in UTF8; this one is ${row?.encoding}. Make one with: createdb --encoding=UTF8 --template=template0 leeway`,
    )
}

async function migrateJobs(ownerUrl: string) {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'pgboss', max: 1, supervise: false, schedule: false })
  let failure: Error | null = null
  boss.on('error', error => (failure ??= error instanceof Error ? error : new Error(String(error))))
  await boss.start()
  await boss.stop({ graceful: false })
  if (failure) throw failure
}

/** The guard's clock follows the deployment's (`LEEWAY_CLOCK_OFFSET_DAYS`), which only the demo and tests may move. */
async function moveGuardClock(client: Sql) {
  const seconds = Math.round(Number(process.env.LEEWAY_CLOCK_OFFSET_DAYS ?? 0) * 86_400)
  await client`update guard_clock set moved_seconds = ${seconds}`
}
