import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Ctx } from '../context'

const ROWS_AT_ONCE = 5_000

/**
 * Inserts many rows of one table, a few thousand a statement, under the caller's row-level security (which COPY refuses).
 * All rows name the same columns as the first one. Returns how many went in; `onConflict: 'skip'` passes over rows already there.
 */
export async function insertAll<T extends PgTable>(ctx: Ctx, table: T, rows: readonly T['$inferInsert'][], onConflict: 'fail' | 'skip' = 'fail'): Promise<number> {
  const [first] = rows
  if (!first) return 0
  if (!ctx.inTransaction) throw new Error('a bulk insert outside a transaction')
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first)
  const name = sql.identifier(getTableName(table))
  const list = sql.join(columns.map(([, column]) => sql.identifier(column.name)), sql`, `)
  const ending = onConflict === 'skip' ? sql` on conflict do nothing` : sql``
  let inserted = 0
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const json = JSON.stringify(rows.slice(at, at + ROWS_AT_ONCE).map(row => Object.fromEntries(columns.map(([key, column]) => [column.name, plain((row as Record<string, unknown>)[key])]))))
    const done = await ctx.db.execute(sql`insert into ${name} (${list}) select ${list} from jsonb_populate_recordset(null::${name}, ${json}::jsonb)${ending}`)
    inserted += done.count
  }
  return inserted
}

/** Bytes as Postgres reads them from text. */
const plain = (value: unknown): unknown => (value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : (value ?? null))
