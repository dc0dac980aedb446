import { and, asc, eq, sql } from 'drizzle-orm'
import { loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { amongIds, idList, updateAll } from '../bulk-port'
import { lockOpenCases, type OpenCase } from '../cases/figures-queries'
import type { Ctx } from '../context'
import type { LoanState } from '../ledger/loan-events'
import type { LoanRecord } from '../ledger/loan-record'
import { figuresOf } from './figures'

export type Standing = { record: LoanRecord; state: LoanState }

/** Writes the figures of the loans whose row says something else; gives their ids. The caller holds the loans' locks. */
export async function writeLoanFigures(ctx: Ctx, standings: readonly Standing[]): Promise<string[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const changed = standings.flatMap(({ record, state }) => {
    const { borrowerId, id } = record.loan
    const figures = figuresOf(record, state)
    const isSame = (Object.keys(figures) as (keyof typeof figures)[]).every(key => figures[key] === record.loan[key])
    return isSame ? [] : [{ borrowerId, id, ...figures }]
  })
  await updateAll(ctx, loans, changed)
  return changed.map(({ id }) => id)
}

/** As `lockDebts` for one borrower. Gives the loans' ids, none for a stranger. */
export async function lockLoans(ctx: Ctx, borrowerId: string): Promise<string[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  return (await lockDebts(ctx, [borrowerId])).loanIds
}

/**
 * Holds borrowers' open cases and then the loans, in the order of their ids, until the transaction ends: whoever changes money
 * waits here first, so that two never wait for each other. Who has no open case is held by a lock of their own before the loans,
 * because a case that somebody opens meanwhile must still be taken before them.
 */
export async function lockDebts(
  ctx: Ctx,
  borrowerIds: readonly string[],
): Promise<{ open: Map<string, OpenCase>; loanIds: string[] }> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const open = await lockOpenCases(ctx, borrowerIds)
  const without = borrowerIds.filter(borrowerId => !open.has(borrowerId)).sort()
  if (without.length > 0) {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(id::text, 0)) from unnest(${idList(without)}) id`)
    for (const [borrowerId, found] of await lockOpenCases(ctx, without)) open.set(borrowerId, found)
  }
  const held = await ctx.db
    .select({ id: loans.id })
    .from(loans)
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), amongIds(loans.borrowerId, borrowerIds)))
    .orderBy(asc(loans.borrowerId), asc(loans.id))
    .for('update')
  return { open, loanIds: held.map(row => row.id) }
}
