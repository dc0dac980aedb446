import { sql, type SQL } from 'drizzle-orm'
import { bigint, date, index, primaryKey, timestamp, uuid, type AnyPgColumn, type ExtraConfigColumn } from 'drizzle-orm/pg-core'
import type { Cents } from '@/lib/money'
import type { LocalDate } from '@/lib/dates'

export const amount = (name: string) => bigint(name, { mode: 'number' }).$type<Cents>()
export const day = (name: string) => date(name, { mode: 'string' }).$type<LocalDate>()
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 })

/** Columns of every row that belongs to a borrower; the key keeps one borrower's rows together. */
export const owned = () => ({
  borrowerId: uuid('borrower_id').notNull(),
  id: uuid('id').notNull(),
  lenderId: uuid('lender_id').notNull(),
})

/** Columns of a row that belongs to a lender but to no borrower. */
export const lent = () => ({ lenderId: uuid('lender_id').notNull(), id: uuid('id').notNull() })

type Owned = { borrowerId: AnyPgColumn; id: AnyPgColumn & ExtraConfigColumn; lenderId: AnyPgColumn }

export const ownedKey = (table: string, t: Owned) => primaryKey({ name: `${table}_pkey`, columns: [t.borrowerId, t.id] })

/** With the index that finds a row from an address that names it by its id. */
export const ownedKeys = (table: string, t: Owned) => [ownedKey(table, t), index(`${table}_id_idx`).on(t.id)]
export const lentKey = (table: string, t: Pick<Owned, 'lenderId' | 'id'>) =>
  primaryKey({ name: `${table}_pkey`, columns: [t.lenderId, t.id] })

/** `column in ('a', 'b')` for a check constraint: text and check instead of Postgres enums. */
export const oneOf = (column: AnyPgColumn, values: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(values.map(value => `'${value}'`).join(', '))})`
