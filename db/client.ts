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
  const client = postgres(url, { max: options.max ?? 10, onnotice: () => undefined, connection: { TimeZone: 'UTC' }, idle_timeout: 60 })
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) }
}

/** Start-up refuses a login that could step around row-level security. */
export async function refusePowerfulRole(db: Database): Promise<void> {
  const [row] = await db.execute<{ powerful: boolean }>(
    `select (r.rolsuper or r.rolbypassrls or exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'public'::regnamespace)) as powerful
     from pg_roles r where r.rolname = current_user`,
  )
  if (row?.powerful !== false) throw new Error('DATABASE_URL logs in as a role that owns tables or may bypass row-level security; give the app its own role (npm run db:migrate makes one).')
}
