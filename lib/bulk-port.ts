import { getTableColumns, getTableName, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Ctx } from './context'

const ROWS_AT_ONCE = 5_000
const comma = sql`, `

type Row = Record<string, unknown>
type Named = [key: string, column: PgColumn]
/** Rows for one table. All of them name the same columns as the first one. */
export type Insertion = { table: PgTable; rows: readonly Row[] }

export const into = <T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): Insertion => ({ table, rows })

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
  if (rows.length > 0) requireTransaction(ctx)
  const ending = onConflict === 'skip' ? sql` on conflict do nothing` : sql``
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    await ctx.db.execute(sql`${insertion({ table, rows: rows.slice(at, at + ROWS_AT_ONCE) as readonly Row[] })}${ending}`)
  }
}

/** Inserts those rows of one table that no unique key refuses, by one statement; gives the ids of the rows that are new. */
export async function insertMissing<T extends PgTable>(ctx: Ctx, table: T, rows: readonly T['$inferInsert'][]): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  requireTransaction(ctx)
  const made = await ctx.db.execute<{ id: string }>(sql`${insertion({ table, rows: rows as readonly Row[] })} on conflict do nothing returning id`)
  return new Set(made.map(row => row.id))
}

/** Inserts into several tables by one statement: foreign keys are looked at when all of it has been written. */
export async function insertTogether(ctx: Ctx, insertions: readonly Insertion[]): Promise<void> {
  const wanted = insertions.filter(({ rows }) => rows.length > 0)
  const last = wanted.pop()
  if (!last) return
  requireTransaction(ctx)
  const before = wanted.map((one, i) => sql`${sql.raw(`w${i}`)} as (${insertion(one)})`)
  await ctx.db.execute(sql`${before.length > 0 ? sql`with ${sql.join(before, comma)} ` : sql``}${insertion(last)}`)
}

/**
 * Writes columns of many rows of a borrower-owned table by one statement. Each row names its borrower and id and the same columns
 * as the first one; all belong to the actor's lender.
 */
export async function updateAll<T extends PgTable>(
  ctx: Ctx,
  table: T,
  rows: readonly (Partial<T['$inferInsert']> & { borrowerId: string; id: string })[],
): Promise<void> {
  const [first] = rows
  if (!first) return
  requireTransaction(ctx)
  const columns = namedIn(table, first)
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const sets = columns
    .filter(([key]) => key !== 'borrowerId' && key !== 'id')
    .map(([, column]) => sql`${sql.identifier(column.name)} = x.${sql.identifier(column.name)}`)
  await ctx.db.execute(sql`update ${sql.identifier(getTableName(table))} t set ${sql.join(sets, comma)}
    from unnest(${arraysOf(columns, rows)}) x(${sql.join(names, comma)})
    where t.lender_id = ${ctx.actor.lenderId}::uuid and t.borrower_id = x.borrower_id and t.id = x.id`)
}

/** To the end of the transaction: a plan made for the lists of one person is a hundred times too slow for a list of five hundred. */
export async function planForMany(ctx: Ctx): Promise<void> {
  requireTransaction(ctx)
  await ctx.db.execute(sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`)
}

/** Ids as Postgres reads an array from text: one parameter, however many they are. */
export const idList = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`

/** As `idList` for texts. */
export const textList = (texts: readonly string[]): SQL => sql`${`{${texts.map(quoted).join(',')}}`}::text[]`

/** Whether a column holds one of these ids: for one id by equality, whose plan Postgres keeps instead of making it anew each time. */
export const amongIds = (column: SQLWrapper, ids: readonly string[]): SQL => (ids.length === 1 ? sql`${column} = ${ids[0]}::uuid` : sql`${column} = any (${idList(ids)})`)
export const amongTexts = (column: SQLWrapper, texts: readonly string[]): SQL => (texts.length === 1 ? sql`${column} = ${texts[0]}` : sql`${column} = any (${textList(texts)})`)

function requireTransaction(ctx: Ctx): void {
  if (!ctx.inTransaction) throw new Error('bulk writing outside a transaction')
}

function insertion({ table, rows }: Insertion): SQL {
  const columns = namedIn(table, rows[0] ?? {})
  const names = columns.map(([, column]) => sql.identifier(column.name))
  return sql`insert into ${sql.identifier(getTableName(table))} (${sql.join(names, comma)}) select * from unnest(${arraysOf(columns, rows)})`
}

const namedIn = (table: PgTable, row: Row): Named[] => Object.entries(getTableColumns(table)).filter(([key]) => key in row)

const arraysOf = (columns: readonly Named[], rows: readonly Row[]): SQL =>
  sql.join(
    columns.map(([key, column]) => sql`${arrayOf(rows, key)}::${sql.raw(column.getSQLType())}[]`),
    comma,
  )

/** A column of rows as Postgres reads an array from text. */
const arrayOf = (rows: readonly Row[], key: string): string => `{${rows.map(row => element(row[key])).join(',')}}`

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return quoted(value)
  if (value instanceof Date) return quoted(value.toISOString())
  return quoted(value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : JSON.stringify(value))
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
