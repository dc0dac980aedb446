import { bigint, check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { lent, lentKey, moment, oneOf, day } from './columns'
import { lenders } from './lenders'

export const imports = pgTable(
  'imports',
  {
    ...lent(),
    fileName: text('file_name').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    encoding: text('encoding'),
    preset: text('preset').notNull(),
    mapping: jsonb('mapping').$type<Record<string, string>>().notNull(),
    asOf: day('as_of').notNull(),
    status: text('status').notNull(),
    counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
    problem: jsonb('problem').$type<{ reason: string; values?: Record<string, string | number> }>(),
    processedRows: integer('processed_rows').notNull().default(0),
    createdByKind: text('created_by_kind').notNull(),
    createdBy: uuid('created_by'),
    createdAt: moment('created_at').notNull(),
    appliedAt: moment('applied_at'),
  },
  t => [
    lentKey('imports', t),
    index('imports_recent_idx').on(t.lenderId, t.createdAt),
    check('imports_status_check', oneOf(t.status, ['uploaded', 'checking', 'checked', 'applying', 'applied', 'refused', 'failed'])),
    foreignKey({ name: 'imports_lender_fkey', columns: [t.lenderId], foreignColumns: [lenders.id] }),
  ],
)

export const importRows = pgTable(
  'import_rows',
  {
    lenderId: uuid('lender_id').notNull(),
    importId: uuid('import_id').notNull(),
    rowNumber: integer('row_number').notNull(),
    verdict: text('verdict').notNull(),
    reasons: jsonb('reasons').$type<{ reason: string; values?: Record<string, string | number> }[]>().notNull(),
    raw: jsonb('raw').$type<Record<string, string>>().notNull(),
    loan: jsonb('loan'),
    amountCents: bigint('amount_cents', { mode: 'number' }).notNull().default(0),
  },
  t => [
    primaryKey({ name: 'import_rows_pkey', columns: [t.lenderId, t.importId, t.rowNumber] }),
    check('import_rows_verdict_check', oneOf(t.verdict, ['new', 'changed', 'unchanged', 'duplicate', 'refused'])),
    foreignKey({ name: 'import_rows_import_fkey', columns: [t.lenderId, t.importId], foreignColumns: [imports.lenderId, imports.id] }),
  ],
)

export const importMappings = pgTable(
  'import_mappings',
  { ...lent(), headerHash: text('header_hash').notNull(), preset: text('preset').notNull(), mapping: jsonb('mapping').$type<Record<string, string>>().notNull() },
  t => [lentKey('import_mappings', t), unique('import_mappings_header_key').on(t.lenderId, t.headerHash)],
)
