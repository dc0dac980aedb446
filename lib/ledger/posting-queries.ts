import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { ledgerEntries, ledgerPostings, paymentAllocations } from '@/db/schema'
import { amongIds } from '../bulk-port'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { cents } from '../money'
import type { AllocationComponent, AllocationRow } from './allocation-rows'
import type { Account, Posting } from './entries'
import type { Component } from './waterfall'

export type StoredAllocation = AllocationRow & { id: string; borrowerId: string; loanId: string; paymentId: string; entryId: string }

/** Allocations in force on borrowers' loans: on all of them when `loanIds` is absent. Inside the caller's transaction. */
export async function listAllocations(ctx: Ctx, borrowerIds: readonly string[], loanIds?: readonly string[]): Promise<StoredAllocation[]> {
  if (borrowerIds.length === 0 || loanIds?.length === 0) return []
  const rows = await ctx.db
    .select({
      id: paymentAllocations.id,
      borrowerId: paymentAllocations.borrowerId,
      loanId: paymentAllocations.loanId,
      paymentId: paymentAllocations.paymentId,
      entryId: paymentAllocations.entryId,
      version: paymentAllocations.version,
      instalmentNumber: paymentAllocations.instalmentNumber,
      component: paymentAllocations.component,
      amountCents: paymentAllocations.amountCents,
    })
    .from(paymentAllocations)
    .where(
      and(
        eq(paymentAllocations.lenderId, ctx.actor.lenderId),
        amongIds(paymentAllocations.borrowerId, borrowerIds),
        loanIds && amongIds(paymentAllocations.loanId, loanIds),
        isNull(paymentAllocations.revokedAt),
      ),
    )
  return rows.map(row => ({ ...row, component: row.component as AllocationComponent }))
}

type Which = {
  borrowerIds: readonly string[]
  loanIds?: readonly string[]
  paymentIds?: readonly string[]
  planId?: string
  until?: LocalDate
  accounts?: readonly Account[]
}

/** A payment's part on one loan: what it posted is summed apart from the same payment's on another. */
export const partKey = ({ loanId, paymentId }: { loanId: string; paymentId: string }): string => `${loanId} ${paymentId}`

/**
 * What has been posted on borrowers' loans, summed by account and component: for each loan by its id, or for each payment's part on a loan
 * by `partKey`. Inside the caller's transaction.
 */
export async function sumPostings(ctx: Ctx, by: 'loan' | 'payment', { borrowerIds, loanIds, paymentIds, planId, until, accounts }: Which): Promise<Map<string, Posting[]>> {
  const sums = new Map<string, Posting[]>()
  if ([borrowerIds, loanIds, paymentIds].some(ids => ids?.length === 0)) return sums
  const [e, p] = [ledgerEntries, ledgerPostings]
  const paymentId = by === 'payment' ? sql<string | null>`${e.paymentId}` : sql<null>`null::uuid`
  const rows = await ctx.db
    .select({ loanId: e.loanId, paymentId, account: p.account, component: p.component, amount: sql<string>`sum(${p.amountCents})` })
    .from(e)
    .innerJoin(p, and(eq(p.borrowerId, e.borrowerId), eq(p.entryId, e.id)))
    .where(
      and(
        eq(e.lenderId, ctx.actor.lenderId),
        amongIds(e.borrowerId, borrowerIds),
        loanIds && amongIds(e.loanId, loanIds),
        paymentIds && amongIds(e.paymentId, paymentIds),
        planId ? eq(e.planId, planId) : undefined,
        until ? lte(e.effectiveOn, until) : undefined,
        accounts && inArray(p.account, [...accounts]),
      ),
    )
    .groupBy(...(by === 'payment' ? [e.loanId, e.paymentId] : [e.loanId]), p.account, p.component)
  for (const { loanId, paymentId, account, component, amount } of rows) {
    if (by === 'payment' && paymentId === null) continue
    const posting = { account: account as Account, component: component as Component, amountCents: cents(Number(amount)) }
    const key = paymentId === null ? loanId : partKey({ loanId, paymentId })
    sums.set(key, [...(sums.get(key) ?? []), posting])
  }
  return sums
}

/** One account of a loan by component, in cents: of one plan's entries when `planId` is given. */
export async function sumAccount(ctx: Ctx, borrowerId: string, loanId: string, account: Account, planId?: string): Promise<Omit<Posting, 'account'>[]> {
  return (await sumAccounts(ctx, [{ borrowerId, id: loanId }], account, planId)).get(loanId) ?? []
}

/** As `sumAccount` for many loans, by loan, in one statement. */
export async function sumAccounts(ctx: Ctx, loans: readonly { borrowerId: string; id: string }[], account: Account, planId?: string): Promise<Map<string, Omit<Posting, 'account'>[]>> {
  const borrowerIds = [...new Set(loans.map(loan => loan.borrowerId))]
  const sums = await sumPostings(ctx, 'loan', { borrowerIds, loanIds: loans.map(loan => loan.id), planId, accounts: [account] })
  return new Map([...sums].map(([loanId, postings]) => [loanId, postings.map(({ component, amountCents }) => ({ component, amountCents }))]))
}
