import { and, eq } from 'drizzle-orm'
import { importMappings, imports } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { putFile, type Source, type Storage } from '../documents/storage-port'
import { conflict, DomainError, invalid } from '../errors'
import { enqueue } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { guessMapping, headerHash, missingFields, readMapping, type Mapping } from './columns'
import type { UploadInput } from './input'
import { detectPreset, type Preset } from './presets'
import { findAppliedCopy, findImport, findMapping } from './queries'
import { inspectFile, type TextFile } from './text-file'

const MOST_BYTES = 500_000_000
type Problem = { reason: string; values?: Record<string, string | number> }
export type Uploaded = { importId: string; status: 'checking' | 'uploaded' | 'refused'; problem: Problem | null }

/**
 * Takes a loan file in as a stream and starts its dry run. A file that is no table of text is kept as refused, with the
 * sentence that says why; one whose columns are not all known waits for a mapping. Throws `too_large` past 500 MB.
 */
export async function uploadImport(ctx: Ctx, storage: Storage, source: Source, input: UploadInput): Promise<Uploaded> {
  authorize(ctx, 'import:run')
  const file = await putFile(storage, source, { maxBytes: MOST_BYTES })
  const problem = input.sizeBytes !== null && input.sizeBytes !== file.sizeBytes ? { reason: 'import_cut_upload', values: { wanted: input.sizeBytes, got: file.sizeBytes } } : null
  const inspected = problem ?? (await inspectFile(() => storage.get(file.key)).catch(problemOf))
  const table = 'headers' in inspected ? inspected : null
  const refusal = 'headers' in inspected ? null : inspected
  const choice = table && (await chooseMapping(ctx, table, input.preset))
  const missing = choice?.preset === 'leeway' ? missingFields(choice.mapping) : []
  const status = refusal ? 'refused' : missing.length > 0 ? 'uploaded' : 'checking'
  const importId = newId()
  await transaction(ctx, async ctx => {
    await ctx.db.insert(imports).values({
      lenderId: ctx.actor.lenderId,
      id: importId,
      fileName: input.fileName.slice(0, 200),
      sizeBytes: file.sizeBytes,
      sha256: file.sha256,
      storageKey: file.key,
      encoding: table?.encoding ?? null,
      preset: choice?.preset ?? input.preset ?? 'leeway',
      mapping: choice?.mapping ?? {},
      asOf: input.asOf ?? ctx.today,
      status,
      problem: refusal ?? (missing.length > 0 ? missingProblem(missing) : await copyRemark(ctx, file.sha256)),
      createdByKind: ctx.actor.kind,
      createdBy: ctx.actor.id,
      createdAt: ctx.now,
    })
    if (status === 'checking') await enqueue(ctx, 'import.check', { importId })
    await record(ctx, { type: 'import.uploaded', data: { importId, status, sha256: file.sha256, sizeBytes: file.sizeBytes, reason: refusal?.reason ?? null } })
  })
  if (refusal) await storage.delete(file.key)
  return { importId, status, problem: refusal ?? (missing.length > 0 ? missingProblem(missing) : null) }
}

const missingProblem = (missing: readonly string[]): Problem => ({ reason: 'import_columns_missing', values: { columns: missing.join(', ') } })

async function copyRemark(ctx: Ctx, sha256: string): Promise<Problem | null> {
  const earlier = await findAppliedCopy(ctx, sha256)
  return earlier && { reason: 'import_same_file', values: { name: earlier.fileName, on: earlier.appliedOn } }
}

/** An expected failure as it is stored; a bug goes on. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
  return { reason: error.message, ...(error.details.values ? { values: error.details.values } : {}) }
}

async function chooseMapping(ctx: Ctx, file: TextFile, wanted: Preset | null): Promise<{ preset: Preset; mapping: Mapping }> {
  const preset = wanted ?? detectPreset(file.headers)
  if (preset === 'lending_club') return { preset: detectPreset(file.headers), mapping: guessMapping(file.headers) }
  const remembered = await findMapping(ctx, headerHash(file.headers))
  return { preset, mapping: remembered ? readMapping(remembered, file.headers) : guessMapping(file.headers) }
}

/** Says which column is which, remembers it for files with the same headers, and starts the dry run. Throws `invalid` while one is missing. */
export async function saveMapping(ctx: Ctx, storage: Storage, importId: string, given: Record<string, unknown>): Promise<void> {
  authorize(ctx, 'import:run')
  const found = await findImport(ctx, importId)
  if (found.status !== 'uploaded' && found.status !== 'checked') throw conflict('import_not_waiting')
  const { headers } = await inspectFile(() => storage.get(found.storageKey))
  const mapping = readMapping(given, headers)
  const missing = missingFields(mapping)
  if (missing.length > 0) throw invalid('import_columns_missing', Object.fromEntries(missing.map(field => [field, 'import_column_needed'])), missingProblem(missing).values)
  await transaction(ctx, async ctx => {
    const hash = headerHash(headers)
    await ctx.db
      .insert(importMappings)
      .values({ lenderId: ctx.actor.lenderId, id: newId(), headerHash: hash, preset: 'leeway', mapping })
      .onConflictDoUpdate({ target: [importMappings.lenderId, importMappings.headerHash], set: { mapping } })
    await moveImport(ctx, importId, found.status, { status: 'checking', mapping, preset: 'leeway', problem: await copyRemark(ctx, found.sha256) })
    await enqueue(ctx, 'import.check', { importId })
    await record(ctx, { type: 'import.mapped', data: { importId, headerHash: hash } })
  })
}

/** Takes a dry run into the book: one job, one transaction, all or nothing. Throws `conflict` unless the file is checked. */
export async function startApply(ctx: Ctx, importId: string): Promise<void> {
  authorize(ctx, 'import:run')
  const found = await findImport(ctx, importId)
  if (found.status !== 'checked') throw conflict('import_not_checked')
  if ((found.counts.new ?? 0) + (found.counts.changed ?? 0) === 0) throw conflict('import_nothing_to_do')
  await transaction(ctx, async ctx => {
    await moveImport(ctx, importId, 'checked', { status: 'applying', processedRows: 0 })
    await enqueue(ctx, 'import.apply', { importId })
    await record(ctx, { type: 'import.confirmed', data: { importId } })
  })
}

/** Two clicks at once: one moves it, the other is told. */
async function moveImport(ctx: Ctx, importId: string, from: string, columns: Partial<typeof imports.$inferInsert>): Promise<void> {
  const moved = await ctx.db
    .update(imports)
    .set(columns)
    .where(and(eq(imports.lenderId, ctx.actor.lenderId), eq(imports.id, importId), eq(imports.status, from)))
    .returning({ id: imports.id })
  if (moved.length === 0) throw conflict('import_moved_on')
}
