import { and, eq, inArray, sql } from 'drizzle-orm'
import { bankStatements } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { putFile, type Source, type Storage } from '../documents/storage-port'
import { conflict, DomainError } from '../errors'
import { inspectFile, type TextFile } from '../imports/text-file'
import { enqueue } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { bankMappingOf, missingBankFields } from './bank-columns'
import { findStatement } from './bank-queries'
import type { StatementUpload } from './bank-input'
import { mayTakeIn } from './second-person-queries'

const MOST_BYTES = 500_000_000
export type Problem = { reason: string; values?: Record<string, string | number> }
export type UploadedStatement = { statementId: string; status: 'checking' | 'refused'; problem: Problem | null }

/**
 * Takes a bank's statement or an agency's remittance in as a stream and starts its dry run. A file that is no table of text, or lacks
 * a column, is kept as refused with the sentence that says why. Throws `too_large` past 500 MB.
 */
export async function uploadStatement(ctx: Ctx, storage: Storage, source: Source, input: StatementUpload): Promise<UploadedStatement> {
  authorize(ctx, 'payment:record')
  const file = await putFile(storage, source, { maxBytes: MOST_BYTES })
  const isCut = input.sizeBytes !== null && input.sizeBytes !== file.sizeBytes
  const cut = isCut ? { reason: 'import_cut_upload', values: { wanted: input.sizeBytes ?? 0, got: file.sizeBytes } } : null
  const inspected = cut ?? (await inspectFile(() => storage.get(file.key)).catch(statementProblem))
  const table = 'headers' in inspected ? inspected : null
  const refusal = 'headers' in inspected ? missingProblem(inspected, input.source) : inspected
  const statementId = newId()
  const status = refusal ? 'refused' : 'checking'
  await transaction(ctx, async ctx => {
    await ctx.db.insert(bankStatements).values({
      lenderId: ctx.actor.lenderId,
      id: statementId,
      source: input.source,
      fileName: input.fileName.slice(0, 200),
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      storageKey: file.key,
      encoding: table?.encoding ?? null,
      status,
      problem: refusal,
      createdBy: ctx.actor.id,
      createdAt: ctx.now,
    })
    if (!refusal) await enqueue(ctx, 'statement.check', { statementId })
    await record(ctx, { type: 'statement.uploaded', data: { statementId, status, source: input.source, sha256: file.sha256, reason: refusal?.reason ?? null } })
  })
  if (refusal) await storage.delete(file.key)
  return { statementId, status, problem: refusal }
}

function missingProblem(file: TextFile, source: 'bank' | 'agency'): Problem | null {
  const missing = missingBankFields(bankMappingOf(file.headers), source)
  return missing.length > 0 ? { reason: 'bank_columns_missing', values: { columns: missing.join(', ') } } : null
}

/** An expected failure as it is stored with the file; a bug goes on. */
export function statementProblem(error: unknown): Problem {
  if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
  return { reason: error.message, ...(error.details.values ? { values: error.details.values } : {}) }
}

/**
 * Takes a checked file in, by a job. Also goes on with one that failed on its way: what is posted stays posted once. Throws
 * `statement_needs_second` for who uploaded a file above the lender's limit, and for who may not confirm one.
 */
export async function startStatement(ctx: Ctx, statementId: string): Promise<void> {
  authorize(ctx, 'payment:record')
  const found = await findStatement(ctx, statementId)
  if (found.status !== 'checked' && found.status !== 'failed') throw conflict('import_not_checked')
  if ((found.counts.new ?? 0) === 0) throw conflict('import_nothing_to_do')
  await transaction(ctx, async ctx => {
    // Of two files of one person that are begun at once, the later sees the earlier.
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`second-person:${ctx.actor.lenderId}`}, 0))`)
    if (!(await mayTakeIn(ctx, found))) throw new DomainError('forbidden', 'statement_needs_second')
    const moved = await ctx.db
      .update(bankStatements)
      .set({ status: 'applying', problem: null, processedRows: 0 })
      .where(and(eq(bankStatements.lenderId, ctx.actor.lenderId), eq(bankStatements.id, statementId), inArray(bankStatements.status, ['checked', 'failed'])))
      .returning({ id: bankStatements.id })
    if (moved.length === 0) throw conflict('import_moved_on')
    await enqueue(ctx, 'statement.apply', { statementId })
    await record(ctx, { type: 'statement.confirmed', data: { statementId } })
  })
}

/** Columns of one statement; joins the caller's transaction. */
export async function setStatement(ctx: Ctx, statementId: string, columns: Partial<typeof bankStatements.$inferInsert>): Promise<void> {
  authorize(ctx, 'payment:record')
  if (!ctx.inTransaction) throw new Error('a statement is changed inside a transaction')
  await ctx.db
    .update(bankStatements)
    .set(columns)
    .where(and(eq(bankStatements.lenderId, ctx.actor.lenderId), eq(bankStatements.id, statementId)))
}
