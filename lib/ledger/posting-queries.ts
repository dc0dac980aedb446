import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { ledgerEntries, ledgerPostings, paymentAllocations } from '@/db/schema'
import type { Ctx } from '../context'
import { cents } from '../money'
import type { AllocationComponent, AllocationRow } from './allocation-rows'
import type { Account, Posting } from './entries'
import type { Component } from './waterfall'

export type StoredAllocation = AllocationRow & { id: string; loanId: string; paymentId: string; entryId: string }

/** Allocations in force on a borrower's loans. Inside the caller's transaction. */
export async function listAllocations(ctx: Ctx, borrowerId: string, loanIds: readonly string[]): Promise<StoredAllocation[]> {
  if (loanIds.length === 0) return []
  const rows = await ctx.db
    .select({
      id: paymentAllocations.id,
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
        eq(paymentAllocations.borrowerId, borrowerId),
        inArray(paymentAllocations.loanId, [...loanIds]),
        isNull(paymentAllocations.revokedAt),
      ),
    )
  return rows.map(row => ({ ...row, component: row.component as AllocationComponent }))
}

/** What payments have posted on a loan so far, summed by account and component. */
export async function sumPaymentPostings(ctx: Ctx, borrowerId: string, loanId: string, paymentIds: readonly string[]): Promise<Map<string, Posting[]>> {
  const sums = new Map<string, Posting[]>()
  if (paymentIds.length === 0) return sums
  const rows = await ctx.db
    .select({ paymentId: ledgerEntries.paymentId, account: ledgerPostings.account, component: ledgerPostings.component, amount: sql<string>`sum(${ledgerPostings.amountCents})` })
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
    .where(
      and(
        eq(ledgerEntries.lenderId, ctx.actor.lenderId),
        eq(ledgerEntries.borrowerId, borrowerId),
        eq(ledgerEntries.loanId, loanId),
        inArray(ledgerEntries.paymentId, [...paymentIds]),
      ),
    )
    .groupBy(ledgerEntries.paymentId, ledgerPostings.account, ledgerPostings.component)
  for (const { paymentId, account, component, amount } of rows) {
    if (paymentId === null) continue
    const posting = { account: account as Account, component: component as Component, amountCents: cents(Number(amount)) }
    sums.set(paymentId, [...(sums.get(paymentId) ?? []), posting])
  }
  return sums
}

/** One account of a loan by component, in cents: of one plan's entries when `planId` is given. */
export async function sumAccount(ctx: Ctx, borrowerId: string, loanId: string, account: Account, planId?: string): Promise<{ component: Component; amountCents: ReturnType<typeof cents> }[]> {
  const rows = await ctx.db
    .select({ component: ledgerPostings.component, amount: sql<string>`sum(${ledgerPostings.amountCents})` })
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
    .where(
      and(
        eq(ledgerEntries.lenderId, ctx.actor.lenderId),
        eq(ledgerEntries.borrowerId, borrowerId),
        eq(ledgerEntries.loanId, loanId),
        eq(ledgerPostings.account, account),
        planId ? eq(ledgerEntries.planId, planId) : undefined,
      ),
    )
    .groupBy(ledgerPostings.component)
  return rows.map(({ component, amount }) => ({ component: component as Component, amountCents: cents(Number(amount)) }))
}
