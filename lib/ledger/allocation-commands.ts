import { and, eq, sql } from 'drizzle-orm'
import { ledgerEntries, ledgerPostings, paymentAllocations } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { idList, insertTogether, into, type Insertion } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { conflict } from '../errors'
import { subtract } from '../money'
import { allocationRows, isSameAllocation, paymentPostings, postingsBetween, type AllocationRow } from './allocation-rows'
import { byComponent, entryRows, move, type EntryDraft, type EntryKind, type EntryRows, type Posting } from './entries'
import { postEntries } from './entry-commands'
import type { LoanState } from './loan-events'
import type { LoanRecord } from './loan-record'
import { sumAccount, sumPostings, type StoredAllocation } from './posting-queries'
import { openAccrualCents } from './takeover'
import { COMPONENTS } from './waterfall'

type Change = { paymentId: string; effectiveOn: LocalDate; kind: EntryKind; before: StoredAllocation[]; rows: AllocationRow[]; postings: Posting[] }
type Standing = { record: LoanRecord; state: LoanState }
type NewRows = { entries: EntryRows[]; allocations: (typeof paymentAllocations.$inferInsert)[]; revoked: string[] }

/**
 * Makes stored allocations and ledger say what the replay says: new payments get rows, a changed order revokes and replaces,
 * a reversed payment is taken back; each by an entry of its own. `stored` are the allocations in force of one borrower, and
 * `alongside` is written by the same statement. Holds: the loans' locks.
 */
export async function writeAllocations(ctx: Ctx, standings: readonly Standing[], stored: readonly StoredAllocation[], alongside: readonly Insertion[] = []): Promise<void> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  if (standings.some(({ state }) => state.uncoveredRefundCents > 0)) throw conflict('refund_uncovered')
  const made: NewRows[] = []
  for (const standing of standings) made.push(await newRows(ctx, standing, stored))
  const entries = made.flatMap(one => one.entries)
  await Promise.all([
    revoke(ctx, standings[0]?.record.loan.borrowerId ?? '', made.flatMap(one => one.revoked)),
    insertTogether(ctx, [
      ...alongside,
      into(ledgerEntries, entries.map(({ entry }) => entry)),
      into(ledgerPostings, entries.flatMap(({ postings }) => postings)),
      into(paymentAllocations, made.flatMap(one => one.allocations)),
    ]),
  ])
  for (const { record, state } of standings) if (record.schedules.length > 1) await trueUp(ctx, record, state)
}

async function newRows(ctx: Ctx, { record, state }: Standing, stored: readonly StoredAllocation[]): Promise<NewRows> {
  const { borrowerId, id: loanId, lenderId } = record.loan
  const changes = changesOf(record, state, stored.filter(row => row.loanId === loanId))
  const known = changes.filter(change => change.before.length > 0).map(change => change.paymentId)
  const posted = await sumPostings(ctx, borrowerId, 'paymentId', { loanId, paymentIds: known })
  const rows: NewRows = { entries: [], allocations: [], revoked: changes.flatMap(change => change.before.map(row => row.id)) }
  for (const { paymentId, kind, effectiveOn, before, rows: places, postings } of changes) {
    const corrected = before[0]?.entryId
    const still = postingsBetween(posted.get(paymentId) ?? [], postings)
    const draft: EntryDraft = { loanId, paymentId, kind, effectiveOn, postings: still, ...(corrected ? { reversesEntryId: corrected } : {}) }
    const entry = entryRows({ actor: ctx.actor, now: ctx.now, borrowerId }, draft)
    if (entry) rows.entries.push(entry)
    const owned = { borrowerId, lenderId, paymentId, loanId, entryId: entry?.entry.id ?? corrected ?? '', createdAt: ctx.now }
    rows.allocations.push(...places.map(place => ({ ...place, ...owned, id: newId() })))
  }
  return rows
}

async function revoke(ctx: Ctx, borrowerId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .update(paymentAllocations)
    .set({ revokedAt: ctx.now })
    .where(and(eq(paymentAllocations.lenderId, ctx.actor.lenderId), eq(paymentAllocations.borrowerId, borrowerId), sql`${paymentAllocations.id} = any (${idList(ids)})`))
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

/** Money learnt of after a plan began but counting from before it changes what the plan's lines ask for: the ledger follows. */
async function trueUp(ctx: Ctx, { loan }: LoanRecord, state: LoanState): Promise<void> {
  const receivable = byComponent(await sumAccount(ctx, loan.borrowerId, loan.id, 'receivable'))
  const expected = { ...state.outstanding, penalty: subtract(state.outstanding.penalty, openAccrualCents(state)) }
  const postings = COMPONENTS.flatMap(component => move(subtract(expected[component], receivable[component]), component, 'receivable', 'income'))
  await postEntries(ctx, loan.borrowerId, [{ loanId: loan.id, kind: 'billing', effectiveOn: state.asOf, postings, planId: loan.planId }])
}
