import { and, eq } from 'drizzle-orm'
import { borrowers, contactPoints, loans, searchTokens } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { borrowerRow, pointRows, tokenRows } from './borrower-rows'
import { insertAll } from './bulk-port'
import type { HeldLoan } from './known-queries'
import type { LoanRow } from './loan-row'

/**
 * What a later file may change of a loan in the book: the person's name and ways to be reached, a charge-off, and the file's own
 * instalment. Earlier numbers stay; terms never change. True when the borrower's case must look again.
 */
export async function applyChange(ctx: Ctx, held: HeldLoan, row: LoanRow, source: { sourceHash: string; importId: string }): Promise<boolean> {
  authorize(ctx, 'import:run')
  const { name, address, idMasked, idCipher, idIndex, idLastFourIndex } = borrowerRow(ctx, row, held.borrowerId)
  const identity = row.idNumber ? { idMasked, idCipher, idIndex, idLastFourIndex } : {}
  await ctx.db
    .update(borrowers)
    .set({ name, ...(address ? { address } : {}), ...identity })
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, held.borrowerId)))
  await insertAll(ctx, contactPoints, pointRows(ctx, row, held.borrowerId), 'skip')
  await insertAll(ctx, searchTokens, tokenRows(ctx, row, held.borrowerId), 'skip')
  const isChargedOff = row.status === 'charged_off' && held.status === 'active'
  await ctx.db
    .update(loans)
    .set({ fileInstalmentCents: row.fileInstalmentCents, ...source, ...(isChargedOff ? { status: 'charged_off' } : {}) })
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, held.borrowerId), eq(loans.id, held.loanId)))
  return isChargedOff
}
