import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Ctx } from '../context'

const ROWS_AT_ONCE = 5_000

/**
 * Inserts many rows of one table, a few thousand a statement, one array a column, under the caller's row-level security (which
 * COPY refuses). All rows name the same columns as the first one. `skip` passes over rows that are already there.
 */
export async function insertAll<T extends PgTable>(
  ctx: Ctx,
  table: T,
  rows: readonly T['$inferInsert'][],
  onConflict: 'fail' | 'skip' = 'fail',
): Promise<void> {
  const [first] = rows
  if (!first) return
  if (!ctx.inTransaction) throw new Error('a bulk insert outside a transaction')
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key in first)
  const name = sql.identifier(getTableName(table))
  const comma = sql`, `
  const list = sql.join(
    columns.map(([, column]) => sql.identifier(column.name)),
    comma,
  )
  const ending = onConflict === 'skip' ? sql` on conflict do nothing` : sql``
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const part = rows.slice(at, at + ROWS_AT_ONCE) as readonly Record<string, unknown>[]
    const arrays = columns.map(([key, column]) => sql`${arrayOf(part, key)}::${sql.raw(column.getSQLType())}[]`)
    await ctx.db.execute(sql`insert into ${name} (${list}) select * from unnest(${sql.join(arrays, comma)})${ending}`)
  }
}

/** A column of rows as Postgres reads an array from text. */
const arrayOf = (rows: readonly Record<string, unknown>[], key: string): string => `{${rows.map(row => element(row[key])).join(',')}}`

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Date) return quoted(value.toISOString())
  return quoted(value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : JSON.stringify(value))
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
