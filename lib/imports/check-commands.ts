import { and, eq } from 'drizzle-orm'
import { importRows, imports } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import type { Storage } from '../documents/storage-port'
import { transaction } from '../transaction'
import { insertAll } from '../bulk-port'
import { problemOf } from './commands'
import { findLoansByNumber, type HeldLoan } from './known-queries'
import { withoutCardNumbers } from './numbers'
import { readRow, type Preset, type ReadRow, type Reading } from './presets'
import { findImport, type ImportRow } from './queries'
import { seal } from './sealed'
import { inspectFile, readRecords, type FileRecord } from './text-file'
import { judgeRow, VERDICTS, type Judged } from './verdict'

const ROWS_AT_ONCE = 1_000

type Counts = Record<string, number>
type Progress = { counts: Counts; seen: Map<string, number> }

/**
 * The dry run: reads the file as a stream, checks every row, stores a verdict for each and changes nothing in the book. What is
 * wrong with the file as a whole refuses it with one sentence. Safe to repeat; a file that is past its check is left alone.
 */
export async function checkImport(ctx: Ctx, storage: Storage, importId: string): Promise<void> {
  authorize(ctx, 'import:run')
  const found = await findImport(ctx, importId)
  if (found.status !== 'checking') return
  await transaction(ctx, ctx => startOver(ctx, importId))
  const progress: Progress = { counts: emptyCounts(), seen: new Map() }
  try {
    await checkRows(ctx, storage, found, progress)
  } catch (error) {
    const problem = problemOf(error)
    await transaction(ctx, async ctx => {
      await startOver(ctx, importId)
      await setImport(ctx, importId, { status: 'refused', problem, counts: {} })
      await record(ctx, { type: 'import.refused', data: { importId, reason: problem.reason } })
    })
    return storage.delete(found.storageKey)
  }
  await transaction(ctx, async ctx => {
    await setImport(ctx, importId, { status: 'checked', counts: progress.counts })
    await record(ctx, { type: 'import.checked', data: { importId, ...progress.counts } })
  })
}

const emptyCounts = (): Counts => Object.fromEntries(['rows', ...VERDICTS, 'amountCents', 'newCents', 'remarks'].map(name => [name, 0]))

async function startOver(ctx: Ctx, importId: string) {
  await ctx.db.delete(importRows).where(and(eq(importRows.lenderId, ctx.actor.lenderId), eq(importRows.importId, importId)))
  await setImport(ctx, importId, { processedRows: 0 })
}

/** Columns of one import; joins the caller's transaction. */
export async function setImport(ctx: Ctx, importId: string, columns: Partial<typeof imports.$inferInsert>): Promise<void> {
  authorize(ctx, 'import:run')
  await ctx.db
    .update(imports)
    .set(columns)
    .where(and(eq(imports.lenderId, ctx.actor.lenderId), eq(imports.id, importId)))
}

async function checkRows(ctx: Ctx, storage: Storage, found: ImportRow, progress: Progress) {
  const open = () => storage.get(found.storageKey)
  const file = await inspectFile(open)
  const { currency, policy } = ctx.lender
  const reading: Reading = { preset: found.preset as Preset, mapping: found.mapping, asOf: found.asOf, currency, products: policy.products }
  if (!file.endsWithBreak) progress.counts.endsWithoutBreak = 1
  let batch: FileRecord[] = []
  const flush = async () => {
    await checkBatch(ctx, found.id, batch, reading, file.headers.length, progress)
    batch = []
  }
  for await (const record of readRecords(open, file)) {
    batch.push(record)
    if (batch.length === ROWS_AT_ONCE) await flush()
  }
  await flush()
}

async function checkBatch(ctx: Ctx, importId: string, batch: FileRecord[], reading: Reading, columns: number, progress: Progress) {
  const rows = batch.map(file => ({ file, row: readRow(file.cells, reading) }))
  const known = await findLoansByNumber(
    ctx,
    rows.map(({ row }) => row.number),
  )
  const stored = rows.map(({ file, row }) => {
    const judged = file.columns === columns ? judge(row, reading, known.get(row.number) ?? null, progress) : wrongColumns(file, columns)
    if (row.number && !progress.seen.has(row.number) && judged.verdict !== 'refused') progress.seen.set(row.number, file.row)
    count(progress.counts, judged, row)
    return {
      lenderId: ctx.actor.lenderId,
      importId,
      rowNumber: file.row,
      verdict: judged.verdict,
      reasons: judged.reasons,
      raw: seal('raw', importId, file.row, withoutCards(file.cells)) as unknown as Record<string, string>,
      loan: row.checked.loan && seal('loan', importId, file.row, { ...row.checked.loan, sourceHash: row.hash }),
      amountCents: row.checked.loan?.principalCents ?? 0,
    }
  })
  await transaction(ctx, async ctx => {
    await insertAll(ctx, importRows, stored)
    await setImport(ctx, importId, { processedRows: progress.counts.rows ?? 0 })
  })
}

/** Dates of the tape are made, not read: a loan that is already in the book keeps its own. */
function judge(row: ReadRow, reading: Reading, known: HeldLoan | null, progress: Progress): Judged {
  if (reading.preset === 'lending_club' && known && row.checked.loan) {
    Object.assign(row.checked.loan, { disbursedOn: known.disbursedOn, firstDueOn: known.firstDueOn })
  }
  return judgeRow(row.checked, row.hash, known, progress.seen.get(row.number) ?? null)
}

const wrongColumns = (file: FileRecord, wanted: number): Judged => ({
  verdict: 'refused',
  reasons: [{ reason: 'columns_count', values: { got: file.columns, wanted } }],
  loan: null,
})

function count(counts: Counts, judged: Judged, row: ReadRow) {
  const add = (name: string, value: number) => (counts[name] = (counts[name] ?? 0) + value)
  add('rows', 1)
  add(judged.verdict, 1)
  add('amountCents', row.checked.loan?.principalCents ?? 0)
  if (judged.verdict === 'new') add('newCents', judged.loan?.principalCents ?? 0)
  if (judged.verdict !== 'refused' && judged.reasons.length > 0) add('remarks', 1)
}

/** A card number is never kept, not even in a row that is refused for it. */
const withoutCards = (cells: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(cells).map(([header, cell]) => [header, withoutCardNumbers(cell)]))
