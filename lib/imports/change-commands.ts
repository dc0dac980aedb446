import { and, eq } from 'drizzle-orm'
import { borrowers, contactPoints, loans, searchTokens } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { waterfallOf } from '../ledger/loan-record'
import { loadLoan } from '../loans/queries'
import { subtract } from '../money'
import { recordPayment } from '../payments/commands'
import { borrowerRow, pointRows, tokenRows } from './borrower-rows'
import { insertAll } from '../bulk-port'
import { amountForPrincipal } from './history'
import type { HeldLoan } from './known-queries'
import type { LoanRow } from './loan-row'

type Source = { sourceHash: string; importId: string; asOf: LocalDate }

/**
 * What a later file may change of a loan in the book: the person's name and ways to be reached, a charge-off, the file's own
 * instalment, and principal paid beyond what our ledger knows, as a marked synthetic payment. Earlier numbers stay; terms never
 * change. True when the borrower's case must look again.
 */
export async function applyChange(ctx: Ctx, held: HeldLoan, row: LoanRow, source: Source): Promise<boolean> {
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
    .set({ fileInstalmentCents: row.fileInstalmentCents, sourceHash: source.sourceHash, importId: source.importId, ...(isChargedOff ? { status: 'charged_off' } : {}) })
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, held.borrowerId), eq(loans.id, held.loanId)))
  return (await payMissing(ctx, held, row, source)) || isChargedOff
}

/** So much that the principal paid becomes the file's, under the lender's own order of allocation. */
async function payMissing(ctx: Ctx, held: HeldLoan, row: LoanRow, { importId, asOf }: Source): Promise<boolean> {
  const missing = subtract(row.paidPrincipalCents, held.paidPrincipalCents)
  if (missing <= 0) return false
  const { state, record } = await loadLoan(ctx, held.borrowerId, held.loanId, asOf)
  const open = state.lines.filter(line => line.version === state.version && line.openCents > 0)
  const amountCents = amountForPrincipal(open, missing, asOf, waterfallOf(ctx.lender.policy, record.loan))
  if (amountCents === 0) return false
  const externalId = `${row.number}:${importId}`
  await recordPayment(ctx, {
    target: { kind: 'loan', number: row.number },
    amountCents,
    currency: ctx.lender.currency,
    effectiveOn: asOf,
    channel: 'other',
    source: 'import',
    externalId,
    idempotencyKey: `import:${externalId}`,
    isSynthetic: true,
  })
  return true
}
