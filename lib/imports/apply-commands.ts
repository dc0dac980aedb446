import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { isConnectionLost } from '@/db/client'
import { importRows } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { planForMany } from '../bulk-port'
import { refreshCases } from '../cases/commands'
import type { Ctx } from '../context'
import type { Storage } from '../documents/storage-port'
import { invalid } from '../errors'
import { transaction } from '../transaction'
import { applyChange } from './change-commands'
import { setImport } from './check-commands'
import { problemOf } from './commands'
import { findBorrowersByNumber, findLoansByNumber } from './known-queries'
import type { LoanRow } from './loan-row'
import { openLoansOf, type NewLoan } from './open-commands'
import { findImport, type ImportRow } from './queries'
import { unseal } from './sealed'

const ROWS_AT_ONCE = 500

type FileRow = LoanRow & { sourceHash: string }
type Work = { found: ImportRow; borrowers: Map<string, string>; affected: Set<string> }

/**
 * Takes a checked file into the book in one transaction: borrowers, loans, schedules, history, cases. All of it or nothing: a
 * failure leaves the book as it was and says why. Running it twice does its work once.
 */
export async function applyImport(outside: Ctx, storage: Storage, importId: string): Promise<void> {
  authorize(outside, 'import:run')
  const found = await findImport(outside, importId)
  try {
    await transaction(outside, async ctx => {
      await planForMany(ctx)
      await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${importId}, 0))`)
      const current = await findImport(ctx, importId)
      if (current.status !== 'applying') return
      const work: Work = { found: current, borrowers: new Map(), affected: new Set() }
      await applyRows(outside, ctx, work)
      await refreshAll(ctx, [...work.affected].sort())
      await setImport(ctx, importId, { status: 'applied', appliedAt: ctx.now })
      await record(ctx, { type: 'import.applied', data: { importId, ...current.counts, borrowersWithCases: work.affected.size } })
    })
  } catch (error) {
    // What was lost with the connection left the book as it was: the job is done again.
    if (!isConnectionLost(error)) await saveFailure(outside, importId, error)
    throw error
  }
  await storage.delete(found.storageKey)
}

async function refreshAll(ctx: Ctx, borrowerIds: readonly string[]) {
  for (let at = 0; at < borrowerIds.length; at += ROWS_AT_ONCE) await refreshCases(ctx, borrowerIds.slice(at, at + ROWS_AT_ONCE))
}

async function saveFailure(ctx: Ctx, importId: string, error: unknown) {
  const problem = knownProblem(error)
  await transaction(ctx, async ctx => {
    await setImport(ctx, importId, { status: 'failed', problem })
    await record(ctx, { type: 'import.failed', data: { importId, reason: problem.reason } })
  })
}

function knownProblem(error: unknown): ReturnType<typeof problemOf> {
  try {
    return problemOf(error)
  } catch {
    return { reason: 'import_failed' }
  }
}

/** Progress is written beside the transaction, so that it can be seen before the transaction ends. */
async function applyRows(outside: Ctx, ctx: Ctx, work: Work) {
  let after = 0
  let done = 0
  for (;;) {
    const rows = await rowsAfter(ctx, work.found.id, after)
    const last = rows.at(-1)
    if (!last) return
    await applyBatch(ctx, work, rows)
    after = last.rowNumber
    done += rows.length
    if (!outside.inTransaction) await transaction(outside, ctx => setImport(ctx, work.found.id, { processedRows: done }))
  }
}

type StoredRow = { rowNumber: number; verdict: string; loan: unknown }

const rowsAfter = (ctx: Ctx, importId: string, after: number): Promise<StoredRow[]> =>
  ctx.db
    .select({ rowNumber: importRows.rowNumber, verdict: importRows.verdict, loan: importRows.loan })
    .from(importRows)
    .where(
      and(
        eq(importRows.lenderId, ctx.actor.lenderId),
        eq(importRows.importId, importId),
        gt(importRows.rowNumber, after),
        inArray(importRows.verdict, ['new', 'changed']),
      ),
    )
    .orderBy(asc(importRows.rowNumber))
    .limit(ROWS_AT_ONCE)

async function applyBatch(ctx: Ctx, work: Work, stored: StoredRow[]) {
  const { found, borrowers, affected } = work
  const rows = stored.map(row => ({ ...row, loan: unseal<FileRow>('loan', found.id, row.rowNumber, row.loan) }))
  const known = await findLoansByNumber(
    ctx,
    rows.map(row => row.loan.number),
  )
  const unmet = rows.map(row => row.loan.borrowerNumber).filter(number => !borrowers.has(number))
  for (const [number, id] of await findBorrowersByNumber(ctx, [...new Set(unmet)])) borrowers.set(number, id)
  const fresh: NewLoan[] = []
  for (const { verdict, loan } of rows) {
    const held = known.get(loan.number)
    if (held && held.sourceHash === loan.sourceHash) continue
    // The dry run showed something else than what the book holds by now.
    if ((verdict === 'new') !== (held === undefined)) throw invalid('import_book_changed')
    if (!held) fresh.push({ row: loan, sourceHash: loan.sourceHash })
    else if (await applyChange(ctx, held, loan, { sourceHash: loan.sourceHash, importId: found.id, asOf: found.asOf })) affected.add(held.borrowerId)
  }
  for (const borrowerId of await openLoansOf(ctx, fresh, { importId: found.id, asOf: found.asOf, borrowers })) affected.add(borrowerId)
}
