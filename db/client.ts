import { setTimeout as wait } from 'node:timers/promises'
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import * as schema from './schema'

export type Schema = typeof schema
export type Database = PostgresJsDatabase<Schema>
export type Transaction = PgTransaction<PostgresJsQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>
export type Db = Database | Transaction

export type Connection = { db: Database; close: () => Promise<void> }

export type PoolOptions = {
  max?: number
  /** A single statement that takes longer is cancelled (57014): it would hold its connection for ever. Without it none is. */
  longestMs?: number
}

/** A pool of its own; the caller closes it. */
export function connect(url: string, { max = 10, longestMs }: PoolOptions = {}): Connection {
  const connection = { TimeZone: 'UTC', ...(longestMs ? { statement_timeout: longestMs } : {}) }
  const open = () => postgres(url, { max, onnotice: () => undefined, connection, idle_timeout: 60, connect_timeout: 10 })
  const pool = { client: open() }
  const left = new Set<postgres.Sql>()
  // A driver that lost a connection may give its next user the old error, or never connect again in that place: new work gets a new one.
  const renew = (failed: postgres.Sql) => {
    if (failed !== pool.client) return
    pool.client = open()
    Object.assign(pool.client.options.parsers, failed.options.parsers)
    Object.assign(pool.client.options.serializers, failed.options.serializers)
    left.add(failed)
    const end = () => failed.end({ timeout: 5 }).then(() => left.delete(failed), () => undefined)
    setTimeout(() => void end(), DRAIN_MS).unref()
  }
  const renewed = new Proxy(pool.client, { get: (_, key): unknown => (key === 'begin' ? beginning(pool.client, renew) : Reflect.get(preparing(pool.client), key)) })
  return { db: drizzle(renewed, { schema }), close: async () => void (await Promise.all([pool.client, ...left].map(client => client.end({ timeout: 5 })))) }
}

/** How long what already waits in a pool that is left may go on there. */
const DRAIN_MS = 60_000

/** Longer lists of values are bulk work, whose texts differ in length: as prepared statements they would pile up. */
const MOST_PARAMETERS = 150

/** Of one transaction: whether its connection went away. */
type Scope = { isLost: boolean }

/**
 * Drizzle asks the driver for nameless statements, which take two trips each and are planned anew every time. Here each text is
 * prepared once a connection; `?prepare=false` in the URL turns that off, for a pooler that shares connections by transaction.
 */
function preparing<S extends postgres.Sql | postgres.TransactionSql>(client: S, scope?: Scope): S {
  return new Proxy(client, {
    get(target, key) {
      if (key === 'unsafe') {
        return (text: string, parameters: postgres.ParameterOrJSON<never>[] = []) => {
          if (scope?.isLost) throw new Error('the connection of this transaction is gone')
          return target.unsafe(text, parameters, { prepare: parameters.length > 0 && parameters.length <= MOST_PARAMETERS })
        }
      }
      if (key === 'savepoint' && 'savepoint' in target) return (work: Work) => target.savepoint(inside(work, scope ?? { isLost: false }))
      const value: unknown = Reflect.get(target, key)
      return value
    },
  })
}

type Work = (inner: postgres.TransactionSql) => unknown

const inside = (work: Work, scope: Scope) => (inner: postgres.TransactionSql) => whileHeld(scope, () => work(preparing(inner, scope)))

const beginning = (client: postgres.Sql, renew: (failed: postgres.Sql) => void) => (work: Work) => {
  const scope = { isLost: false }
  const run = client.begin(inside(work, scope))
  run.catch((error: unknown) => {
    scope.isLost = true
    if (isLostBy(error)) renew(client)
  })
  return run
}

/** The driver's own words, the network's, and Postgres on its way out. */
const LOST = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'])
/** The server is not there yet: the driver tries again by itself. */
const AWAY = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT'])
const LET_CLOSE_MS = 50

/**
 * The driver would send the end of a transaction, and its next statements, whatever became of its connection: into nothing, which breaks
 * the pool, or into the work of whoever has the connection by then. A transaction whose connection is gone has failed already; its
 * work is left standing here.
 */
async function whileHeld(scope: Scope, work: () => unknown): Promise<unknown> {
  const gone = () => new Promise<never>(() => undefined)
  try {
    const result = await work()
    return scope.isLost ? await gone() : result
  } catch (error) {
    if (isLostBy(error)) await wait(LET_CLOSE_MS)
    if (scope.isLost) return gone()
    throw error
  }
}

/** Whether the connection went away under it. */
const isLostBy = (error: unknown): boolean => hasCode(error, code => LOST.has(code))

/** Whether it says that the database is away: its connection went, or none came. What was asked may be asked again. */
export const isConnectionLost = (error: unknown): boolean => hasCode(error, code => LOST.has(code) || AWAY.has(code))

/** Whether somebody held a lock for longer than `lock_timeout`. */
export const isLockTimeout = (error: unknown): boolean => hasCode(error, code => code === '55P03')

function hasCode(error: unknown, isMeant: (code: string) => boolean): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && isMeant(String(error.code))) return true
  return error instanceof AggregateError ? error.errors.some(one => hasCode(one, isMeant)) : hasCode(error.cause, isMeant)
}

/** A login that could step around row-level security: a mistake of set-up, not of the network. */
export class PowerfulRole extends Error {}

/** Start-up refuses a login that could step around row-level security. */
export async function refusePowerfulRole(db: Database, variable = 'DATABASE_URL'): Promise<void> {
  const [row] = await db.execute<{ powerful: boolean }>(
    `select (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace)) as powerful
     from pg_roles r where r.rolname = current_user`,
  )
  if (row?.powerful !== false) throw new PowerfulRole(
      `${variable} logs in as a role that owns tables or may bypass row-level security; give it the role made by: npm run db:migrate -- --roles`,
    )
}
