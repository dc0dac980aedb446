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

/** A pool of its own; the caller closes it. */
export function connect(url: string, options: { max?: number } = {}): Connection {
  const client = preparing(postgres(url, { max: options.max ?? 10, onnotice: () => undefined, connection: { TimeZone: 'UTC' }, idle_timeout: 60, connect_timeout: 10 }))
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) }
}

/** Longer lists of values are bulk work, whose texts differ in length: as prepared statements they would pile up. */
const MOST_PARAMETERS = 150

/**
 * Drizzle asks the driver for nameless statements, which take two trips each and are planned anew every time. Here each text is
 * prepared once a connection; `?prepare=false` in the URL turns that off, for a pooler that shares connections by transaction.
 */
function preparing<S extends postgres.Sql | postgres.TransactionSql>(client: S): S {
  const begin = (work: (inner: postgres.TransactionSql) => unknown) => (inner: postgres.TransactionSql) => work(preparing(inner))
  return new Proxy(client, {
    get(target, key) {
      if (key === 'unsafe') {
        return (text: string, parameters: postgres.ParameterOrJSON<never>[] = []) =>
          target.unsafe(text, parameters, { prepare: parameters.length > 0 && parameters.length <= MOST_PARAMETERS })
      }
      if (key === 'begin' && 'begin' in target) return (work: (inner: postgres.TransactionSql) => unknown) => target.begin(begin(work))
      if (key === 'savepoint' && 'savepoint' in target) return (work: (inner: postgres.TransactionSql) => unknown) => target.savepoint(begin(work))
      const value: unknown = Reflect.get(target, key)
      return value
    },
  })
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
