import { and, eq, inArray } from 'drizzle-orm'
import { paymentAllocations } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { subtract } from '../money'
import { allocationRows, isSameAllocation, paymentPostings, postingsBetween, type AllocationRow } from './allocation-rows'
import { byComponent, move, type EntryDraft, type EntryKind, type Posting } from './entries'
import { postEntries } from './entry-commands'
import type { LoanState } from './loan-events'
import type { LoanRecord } from './loan-record'
import { sumAccount, sumPaymentPostings, type StoredAllocation } from './posting-queries'
import { openAccrualCents } from './takeover'
import { COMPONENTS } from './waterfall'

type Change = { paymentId: string; effectiveOn: LocalDate; kind: EntryKind; before: StoredAllocation[]; rows: AllocationRow[]; postings: Posting[] }

/**
 * Makes stored allocations and ledger say what the replay says: new payments get rows, a changed order revokes and replaces,
 * a reversed payment is taken back; each by an entry of its own. `stored` are the allocations in force. Holds: the loan's lock.
 */
export async function writeAllocations(ctx: Ctx, record: LoanRecord, state: LoanState, stored: readonly StoredAllocation[]): Promise<void> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const { borrowerId, id: loanId } = record.loan
  const changes = changesOf(record, state, stored.filter(row => row.loanId === loanId))
  const known = changes.filter(change => change.before.length > 0).map(change => change.paymentId)
  const posted = await sumPaymentPostings(ctx, borrowerId, loanId, known)
  const drafts = changes.map((change): EntryDraft => {
    const { paymentId, kind, effectiveOn } = change
    const corrected = change.before[0]?.entryId
    const postings = postingsBetween(posted.get(paymentId) ?? [], change.postings)
    return { loanId, paymentId, kind, effectiveOn, postings, ...(corrected ? { reversesEntryId: corrected } : {}) }
  })
  if (changes.length > 0) {
    const entryIds = await postEntries(ctx, borrowerId, drafts)
    await replaceRows(ctx, record, changes, entryIds)
  }
  if (record.schedules.length > 1) await trueUp(ctx, record, state)
}

function changesOf(record: LoanRecord, state: LoanState, stored: readonly StoredAllocation[]): Change[] {
  const before = Map.groupBy(stored, row => row.paymentId)
  const counted = state.payments.map((result): Change => {
    const old = before.get(result.paymentId) ?? []
    const place = { paymentId: result.paymentId, effectiveOn: result.effectiveOn, before: old }
    return { ...place, kind: old.length > 0 ? 'allocation_change' : 'payment', rows: allocationRows(result), postings: paymentPostings(result) }
  })
  const reversed = record.payments
    .filter(payment => payment.reversed && before.has(payment.id))
    .map(({ id, effectiveOn }): Change => ({ paymentId: id, effectiveOn, kind: 'reversal', before: before.get(id) ?? [], rows: [], postings: [] }))
  return [...counted, ...reversed].filter(change => !isSameAllocation(change.before, change.rows))
}

async function replaceRows(ctx: Ctx, { loan }: LoanRecord, changes: readonly Change[], entryIds: readonly (string | null)[]): Promise<void> {
  const revoked = changes.flatMap(change => change.before.map(row => row.id))
  const rows = changes.flatMap((change, i) =>
    change.rows.map(row => ({
      ...row,
      borrowerId: loan.borrowerId,
      id: newId(),
      lenderId: loan.lenderId,
      paymentId: change.paymentId,
      loanId: loan.id,
      entryId: entryIds[i] ?? change.before[0]?.entryId ?? '',
      createdAt: ctx.now,
    })),
  )
  if (revoked.length > 0) {
    await ctx.db
      .update(paymentAllocations)
      .set({ revokedAt: ctx.now })
      .where(and(eq(paymentAllocations.lenderId, loan.lenderId), eq(paymentAllocations.borrowerId, loan.borrowerId), inArray(paymentAllocations.id, revoked)))
  }
  if (rows.length > 0) await ctx.db.insert(paymentAllocations).values(rows)
}

/** Money learnt of after a plan began but counting from before it changes what the plan's lines ask for: the ledger follows. */
async function trueUp(ctx: Ctx, { loan }: LoanRecord, state: LoanState): Promise<void> {
  const receivable = byComponent(await sumAccount(ctx, loan.borrowerId, loan.id, 'receivable'))
  const expected = { ...state.outstanding, penalty: subtract(state.outstanding.penalty, openAccrualCents(state)) }
  const postings = COMPONENTS.flatMap(component => move(subtract(expected[component], receivable[component]), component, 'receivable', 'income'))
  await postEntries(ctx, loan.borrowerId, [{ loanId: loan.id, kind: 'billing', effectiveOn: state.asOf, postings, planId: loan.planId }])
}
