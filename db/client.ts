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
  const client = postgres(url, { max: options.max ?? 10, onnotice: () => undefined, connection: { TimeZone: 'UTC' }, idle_timeout: 60, connect_timeout: 10 })
  return { db: drizzle(client, { schema }), close: () => client.end({ timeout: 5 }) }
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
