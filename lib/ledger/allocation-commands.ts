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
import type { LoanState } from './loan-events'
import type { LoanRecord } from './loan-record'
import { partKey, sumAccounts, sumPostings, type StoredAllocation } from './posting-queries'
import { openAccrualCents } from './takeover'
import { COMPONENTS } from './waterfall'

type Change = { paymentId: string; effectiveOn: LocalDate; kind: EntryKind; before: StoredAllocation[]; rows: AllocationRow[]; postings: Posting[] }
type Standing = { record: LoanRecord; state: LoanState }
type NewRows = { entries: EntryRows[]; allocations: (typeof paymentAllocations.$inferInsert)[]; revoked: StoredAllocation[] }

/**
 * Makes stored allocations and ledger say what the replay says: new payments get rows, a changed order revokes and replaces,
 * a reversed payment is taken back; each by an entry of its own. `stored` are the allocations in force of the loans' borrowers, and
 * `alongside` is written by the same statement. As many statements for many borrowers as for one. Holds: the loans' locks.
 */
export async function writeAllocations(ctx: Ctx, standings: readonly Standing[], stored: readonly StoredAllocation[], alongside: readonly Insertion[] = []): Promise<void> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  if (standings.some(({ state }) => state.uncoveredRefundCents > 0)) throw conflict('refund_uncovered')
  const made = await newRows(ctx, standings, stored)
  await Promise.all([
    revoke(ctx, made.revoked),
    insertTogether(ctx, [
      ...alongside,
      into(ledgerEntries, made.entries.map(({ entry }) => entry)),
      into(ledgerPostings, made.entries.flatMap(({ postings }) => postings)),
      into(paymentAllocations, made.allocations),
    ]),
  ])
  await trueUp(ctx, standings.filter(({ record }) => record.schedules.length > 1))
}

async function newRows(ctx: Ctx, standings: readonly Standing[], stored: readonly StoredAllocation[]): Promise<NewRows> {
  const storedOf = Map.groupBy(stored, row => row.loanId)
  const changed = standings.map(({ record, state }) => ({ loan: record.loan, changes: changesOf(record, state, storedOf.get(record.loan.id) ?? []) }))
  const known = changed.flatMap(({ loan, changes }) =>
    changes.filter(change => change.before.length > 0).map(({ paymentId }) => ({ borrowerId: loan.borrowerId, loanId: loan.id, paymentId })),
  )
  const idsOf = (key: keyof (typeof known)[number]) => [...new Set(known.map(one => one[key]))]
  const posted = await sumPostings(ctx, 'payment', { borrowerIds: idsOf('borrowerId'), loanIds: idsOf('loanId'), paymentIds: idsOf('paymentId') })
  const rows: NewRows = { entries: [], allocations: [], revoked: [] }
  for (const { loan, changes } of changed) for (const change of changes) addRows(ctx, rows, loan, change, posted.get(partKey({ loanId: loan.id, paymentId: change.paymentId })) ?? [])
  return rows
}

function addRows(ctx: Ctx, rows: NewRows, { borrowerId, id: loanId, lenderId }: LoanRecord['loan'], change: Change, posted: readonly Posting[]): void {
  const { paymentId, kind, effectiveOn, before, rows: places, postings } = change
  const corrected = before[0]?.entryId
  const still = postingsBetween(posted, postings)
  const draft: EntryDraft = { loanId, paymentId, kind, effectiveOn, postings: still, ...(corrected ? { reversesEntryId: corrected } : {}) }
  const entry = entryRows({ actor: ctx.actor, now: ctx.now, borrowerId }, draft)
  if (entry) rows.entries.push(entry)
  const owned = { borrowerId, lenderId, paymentId, loanId, entryId: entry?.entry.id ?? corrected ?? '', createdAt: ctx.now }
  rows.allocations.push(...places.map(place => ({ ...place, ...owned, id: newId() })))
  rows.revoked.push(...before)
}

async function revoke(ctx: Ctx, rows: readonly StoredAllocation[]): Promise<void> {
  if (rows.length === 0) return
  const borrowerIds = [...new Set(rows.map(row => row.borrowerId))]
  await ctx.db
    .update(paymentAllocations)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(paymentAllocations.lenderId, ctx.actor.lenderId),
        sql`${paymentAllocations.borrowerId} = any (${idList(borrowerIds)})`,
        sql`${paymentAllocations.id} = any (${idList(rows.map(row => row.id))})`,
      ),
    )
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
async function trueUp(ctx: Ctx, standings: readonly Standing[]): Promise<void> {
  const posted = await sumAccounts(ctx, standings.map(({ record }) => record.loan), 'receivable')
  const entries = standings.flatMap(({ record: { loan }, state }) => {
    const receivable = byComponent(posted.get(loan.id) ?? [])
    const expected = { ...state.outstanding, penalty: subtract(state.outstanding.penalty, openAccrualCents(state)) }
    const postings = COMPONENTS.flatMap(component => move(subtract(expected[component], receivable[component]), component, 'receivable', 'income'))
    const draft: EntryDraft = { loanId: loan.id, kind: 'billing', effectiveOn: state.asOf, postings, planId: loan.planId }
    return entryRows({ actor: ctx.actor, now: ctx.now, borrowerId: loan.borrowerId }, draft) ?? []
  })
  await insertTogether(ctx, [into(ledgerEntries, entries.map(({ entry }) => entry)), into(ledgerPostings, entries.flatMap(({ postings }) => postings))])
}
