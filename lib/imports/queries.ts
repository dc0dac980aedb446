import { and, asc, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm'
import { importMappings, importRows, imports } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { dateIn } from '../dates'
import type { Storage } from '../documents/storage-port'
import { notFound } from '../errors'
import { read } from '../transaction'

import type { LoanRow, RowReason } from './loan-row'
import { csvLine } from './refused-file'
import { unseal } from './sealed'
import { inspectFile, readRecords } from './text-file'
import type { Verdict } from './verdict'

export type ImportRow = typeof imports.$inferSelect
const PAGE = 30

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** One import of the actor's lender. Throws `not_found`. */
export async function findImport(ctx: Ctx, importId: string): Promise<ImportRow> {
  authorize(ctx, 'import:run')
  if (!isUuid(importId)) throw notFound()
  return read(ctx, async ctx => {
    const [found] = await ctx.db.select().from(imports).where(and(eq(imports.lenderId, ctx.actor.lenderId), eq(imports.id, importId)))
    if (!found) throw notFound()
    return found
  })
}

/** Newest first; `cursor` is the last row's id. */
export async function listImports(ctx: Ctx, cursor: string | null = null): Promise<{ rows: ImportRow[]; next: string | null }> {
  authorize(ctx, 'import:run')
  return read(ctx, async ctx => {
    const [after] = cursor && isUuid(cursor) ? [await findImport(ctx, cursor)] : []
    const older = after && or(lt(imports.createdAt, after.createdAt), and(eq(imports.createdAt, after.createdAt), lt(imports.id, after.id)))
    const rows = await ctx.db
      .select()
      .from(imports)
      .where(and(eq(imports.lenderId, ctx.actor.lenderId), older))
      .orderBy(desc(imports.createdAt), desc(imports.id))
      .limit(PAGE + 1)
    return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null }
  })
}

/** The applied import of the very same bytes, if there was one. */
export async function findAppliedCopy(ctx: Ctx, sha256: string): Promise<{ fileName: string; appliedOn: string } | null> {
  authorize(ctx, 'import:run')
  return read(ctx, async ctx => {
    const [found] = await ctx.db
      .select({ fileName: imports.fileName, appliedAt: imports.appliedAt })
      .from(imports)
      .where(and(eq(imports.lenderId, ctx.actor.lenderId), eq(imports.sha256, sha256), eq(imports.status, 'applied')))
      .orderBy(desc(imports.createdAt))
      .limit(1)
    return found?.appliedAt ? { fileName: found.fileName, appliedOn: dateIn(found.appliedAt, ctx.lender.timeZone) } : null
  })
}

export async function findMapping(ctx: Ctx, headerHash: string): Promise<Record<string, string> | null> {
  authorize(ctx, 'import:run')
  return read(ctx, async ctx => {
    const [found] = await ctx.db
      .select({ mapping: importMappings.mapping })
      .from(importMappings)
      .where(and(eq(importMappings.lenderId, ctx.actor.lenderId), eq(importMappings.headerHash, headerHash)))
    return found?.mapping ?? null
  })
}

/** Headers of a file that waits for its mapping, with the first values of each column for the eye. */
export async function getFileColumns(ctx: Ctx, storage: Storage, importId: string): Promise<{ header: string; examples: string[] }[]> {
  authorize(ctx, 'import:run')
  const found = await findImport(ctx, importId)
  const file = await inspectFile(() => storage.get(found.storageKey))
  const examples = new Map<string, string[]>(file.headers.map(header => [header, []]))
  let rows = 0
  for await (const { cells } of readRecords(() => storage.get(found.storageKey), file)) {
    for (const [header, cell] of Object.entries(cells)) if (cell) examples.get(header)?.push(cell.slice(0, 40))
    if (++rows === 3) break
  }
  return file.headers.filter(Boolean).map(header => ({ header, examples: examples.get(header) ?? [] }))
}

export type ShownRow = { rowNumber: number; verdict: string; reasons: RowReason[]; amountCents: number; number: string; name: string; product: string }

/** Rows of a dry run by verdict, in the file's order; `after` is the last row number shown. */
export async function listImportRows(ctx: Ctx, importId: string, verdict: Verdict | null, after = 0, limit = 50): Promise<ShownRow[]> {
  authorize(ctx, 'import:run')
  await findImport(ctx, importId)
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select()
      .from(importRows)
      .where(
        and(
          eq(importRows.lenderId, ctx.actor.lenderId),
          eq(importRows.importId, importId),
          gt(importRows.rowNumber, after),
          verdict ? eq(importRows.verdict, verdict) : undefined,
        ),
      )
      .orderBy(asc(importRows.rowNumber))
      .limit(limit)
    return rows.map(row => {
      const loan = row.loan ? unseal<LoanRow>('loan', importId, row.rowNumber, row.loan) : null
      const { rowNumber, reasons, amountCents } = row
      return { rowNumber, verdict: row.verdict, reasons, amountCents, number: loan?.number ?? '', name: loan?.name ?? '', product: loan?.product ?? '' }
    })
  })
}

/** How often each reason occurs among the rows, most frequent first. */
export async function countReasons(ctx: Ctx, importId: string): Promise<{ verdict: string; reason: string; column: string | null; rows: number }[]> {
  authorize(ctx, 'import:run')
  await findImport(ctx, importId)
  return read(ctx, ctx =>
    ctx.db
      .select({
        verdict: importRows.verdict,
        reason: sql<string>`r ->> 'reason'`,
        column: sql<string | null>`r -> 'values' ->> 'column'`,
        rows: sql<number>`count(*)::int`,
      })
      .from(importRows)
      .innerJoin(sql`jsonb_array_elements(${importRows.reasons}) r`, sql`true`)
      .where(and(eq(importRows.lenderId, ctx.actor.lenderId), eq(importRows.importId, importId), inArray(importRows.verdict, ['refused', 'new', 'changed'])))
      .groupBy(sql`1, 2, 3`)
      .orderBy(sql`4 desc, 2, 3`)
      .limit(30),
  )
}

/** The refused rows as a file with the sentence for each, `say` in the reader's language; safe to open in a spreadsheet. */
export async function* refusedFile(ctx: Ctx, importId: string, words: { row: string; why: string; say: (reason: RowReason) => string }): AsyncGenerator<string> {
  authorize(ctx, 'import:run')
  await findImport(ctx, importId)
  let after = 0
  for (;;) {
    const rows = await refusedAfter(ctx, importId, after)
    for (const row of rows) {
      const raw = unseal<Record<string, string>>('raw', importId, row.rowNumber, row.raw)
      if (after === 0) yield `\uFEFF${csvLine([words.row, words.why, ...Object.keys(raw)])}`
      after = row.rowNumber
      yield csvLine([String(row.rowNumber), row.reasons.map(words.say).join(' '), ...Object.values(raw)])
    }
    if (rows.length === 0) return
  }
}

const refusedAfter = (ctx: Ctx, importId: string, after: number) =>
  read(ctx, ctx =>
    ctx.db
      .select()
      .from(importRows)
      .where(
        and(
          eq(importRows.lenderId, ctx.actor.lenderId),
          eq(importRows.importId, importId),
          gt(importRows.rowNumber, after),
          eq(importRows.verdict, 'refused'),
        ),
      )
      .orderBy(asc(importRows.rowNumber))
      .limit(500),
  )

