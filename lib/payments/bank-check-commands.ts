import { and, eq, inArray } from 'drizzle-orm'
import { bankLines } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { insertAll, planForMany } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { Storage } from '../documents/storage-port'
import { invalid } from '../errors'
import { inspectFile, readRecords, type FileRecord } from '../imports/text-file'
import { transaction } from '../transaction'
import { matchLines } from './bank-candidates-queries'
import { bankCells, bankMappingOf, type BankMapping } from './bank-columns'
import { identityOf, readBankLine, type BankLine } from './bank-line'
import { findAppliedStatement, findStatement, listTaken } from './bank-queries'
import { payerIndexOf, sealPayer } from './bank-sealed'
import { setStatement, statementProblem } from './bank-upload-commands'

const ROWS_AT_ONCE = 500

type Counts = Record<string, number>
type Reading = { statementId: string; source: string; mapping: BankMapping; columns: number; seen: Map<string, number>; met: Set<string>; counts: Counts; cutRow?: number }

/**
 * The dry run of a statement: reads it as a stream, matches each line and stores it for the preview. Posts nothing. The impossible in one
 * line refuses the whole file, with the row. Safe to repeat; a file past its check is left alone.
 */
export async function checkStatement(ctx: Ctx, storage: Storage, statementId: string): Promise<void> {
  authorize(ctx, 'payment:record')
  const found = await findStatement(ctx, statementId)
  if (found.status !== 'checking') return
  await transaction(ctx, ctx => startOver(ctx, statementId))
  const counts: Counts = { rows: 0, outgoing: 0, new: 0, sure: 0, suggested: 0, unmatched: 0, duplicate: 0, amountCents: 0, newCents: 0, sureCents: 0 }
  try {
    await checkLines(ctx, storage, found.storageKey, { statementId, source: found.source, mapping: {}, columns: 0, seen: new Map(), met: new Set(), counts })
  } catch (error) {
    const problem = statementProblem(error)
    await transaction(ctx, async ctx => {
      await startOver(ctx, statementId)
      await setStatement(ctx, statementId, { status: 'refused', problem, counts: {} })
      await record(ctx, { type: 'statement.refused', data: { statementId, reason: problem.reason } })
    })
    return storage.delete(found.storageKey)
  }
  const copy = await findAppliedStatement(ctx, found.sha256)
  const problem = copy && { reason: 'import_same_file', values: { name: copy.fileName, on: copy.appliedOn } }
  await transaction(ctx, async ctx => {
    await setStatement(ctx, statementId, { status: 'checked', counts, problem })
    await record(ctx, { type: 'statement.checked', data: { statementId, ...counts } })
  })
  await storage.delete(found.storageKey)
}

async function startOver(ctx: Ctx, statementId: string) {
  await ctx.db.delete(bankLines).where(and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.statementId, statementId), inArray(bankLines.state, ['checked'])))
  await setStatement(ctx, statementId, { processedRows: 0 })
}

async function checkLines(ctx: Ctx, storage: Storage, key: string, reading: Reading) {
  const open = () => storage.get(key)
  const file = await inspectFile(open)
  reading.mapping = bankMappingOf(file.headers)
  reading.columns = file.headers.length
  let batch: BankLine[] = []
  let lastRow = 0
  for await (const row of readRecords(open, file)) {
    reading.counts.rows = (reading.counts.rows ?? 0) + 1
    lastRow = row.row
    const line = readLine(ctx, row, reading)
    if (!line) reading.counts.outgoing = (reading.counts.outgoing ?? 0) + 1
    if (batch.length === ROWS_AT_ONCE) {
      await storeLines(ctx, batch, reading)
      batch = []
    }
    if (line) batch.push(line)
  }
  await storeLines(ctx, batch, file.endsWithBreak ? reading : { ...reading, cutRow: lastRow })
}

function readLine(ctx: Ctx, row: FileRecord, reading: Reading): BankLine | null {
  if (row.columns !== reading.columns) throw invalid('bank_columns_count', undefined, { row: row.row, got: row.columns, wanted: reading.columns })
  return readBankLine(bankCells(row.cells, reading.mapping), row.row, { today: ctx.today, currency: ctx.lender.currency })
}

async function storeLines(ctx: Ctx, batch: readonly BankLine[], reading: Reading) {
  if (batch.length === 0) return
  const lines = batch.map(line => ({ line, ...identityOf(line, reading.source, reading.seen) }))
  await transaction(ctx, async ctx => {
    await planForMany(ctx)
    const taken = await listTaken(ctx, lines.map(({ identity }) => identity))
    const matches = await matchLines(ctx, batch)
    const rows = lines.map(({ line, identity, isDoubtful }, i) => {
      const match = matches[i]
      const isDuplicate = taken.has(identity) || reading.met.has(identity)
      reading.met.add(identity)
      const found = match?.outcome ?? 'unmatched'
      // Without an end its last word may be half a word: a person looks at it first.
      const isUnclear = isDoubtful || line.row === reading.cutRow
      const outcome = isDuplicate ? 'duplicate' : found === 'sure' && isUnclear ? 'suggested' : found
      count(reading.counts, outcome, line)
      return lineRow(ctx, reading, line, { identity, outcome, match: isDuplicate ? null : storedMatch(match) })
    })
    await insertAll(ctx, bankLines, rows)
    await setStatement(ctx, reading.statementId, { processedRows: reading.counts.rows ?? 0 })
  })
}

const storedMatch = (match: Awaited<ReturnType<typeof matchLines>>[number] | undefined) => {
  const first = match?.suggestions[0]
  return first ? { ...first.target, reasons: first.reasons } : null
}

function lineRow(ctx: Ctx, reading: Reading, line: BankLine, found: Pick<typeof bankLines.$inferInsert, 'identity' | 'outcome' | 'match'>): typeof bankLines.$inferInsert {
  const id = newId()
  const payer = { payerIndex: payerIndexOf(ctx.actor.lenderId, line.payerName), sealed: sealPayer(id, line) }
  const place = { lenderId: ctx.actor.lenderId, id, source: reading.source, statementId: reading.statementId, rowNumber: line.row }
  return { ...place, ...found, ...payer, bookedOn: line.bookedOn, amountCents: line.amountCents, channel: 'bank_transfer', reference: line.reference || null, state: 'checked', createdAt: ctx.now }
}

function count(counts: Counts, outcome: string, line: BankLine) {
  const add = (name: string, value: number) => (counts[name] = (counts[name] ?? 0) + value)
  add(outcome, 1)
  add('amountCents', line.amountCents)
  if (outcome !== 'duplicate') {
    add('new', 1)
    add('newCents', line.amountCents)
  }
  if (outcome === 'sure') add('sureCents', line.amountCents)
}
