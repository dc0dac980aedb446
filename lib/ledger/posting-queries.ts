import { and, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { ledgerEntries, ledgerPostings, paymentAllocations } from '@/db/schema'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
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

type Summed = { loanId?: string; paymentIds?: readonly string[]; planId?: string; until?: LocalDate; accounts?: readonly Account[] }

/** What has been posted on a borrower's loans, summed by account and component for each loan or payment. Inside the caller's transaction. */
export async function sumPostings(ctx: Ctx, borrowerId: string, by: 'loanId' | 'paymentId', { loanId, paymentIds, planId, until, accounts }: Summed): Promise<Map<string, Posting[]>> {
  const sums = new Map<string, Posting[]>()
  if (paymentIds?.length === 0) return sums
  const [e, p] = [ledgerEntries, ledgerPostings]
  const rows = await ctx.db
    .select({ of: e[by], account: p.account, component: p.component, amount: sql<string>`sum(${p.amountCents})` })
    .from(e)
    .innerJoin(p, and(eq(p.borrowerId, e.borrowerId), eq(p.entryId, e.id)))
    .where(
      and(
        eq(e.lenderId, ctx.actor.lenderId),
        eq(e.borrowerId, borrowerId),
        loanId ? eq(e.loanId, loanId) : undefined,
        paymentIds ? inArray(e.paymentId, [...paymentIds]) : undefined,
        planId ? eq(e.planId, planId) : undefined,
        until ? lte(e.effectiveOn, until) : undefined,
        accounts ? inArray(p.account, [...accounts]) : undefined,
      ),
    )
    .groupBy(e[by], p.account, p.component)
  for (const { of, account, component, amount } of rows) {
    if (of === null) continue
    const posting = { account: account as Account, component: component as Component, amountCents: cents(Number(amount)) }
    sums.set(of, [...(sums.get(of) ?? []), posting])
  }
  return sums
}

/** One account of a loan by component, in cents: of one plan's entries when `planId` is given. */
export async function sumAccount(ctx: Ctx, borrowerId: string, loanId: string, account: Account, planId?: string): Promise<Omit<Posting, 'account'>[]> {
  const sums = await sumPostings(ctx, borrowerId, 'loanId', { loanId, planId, accounts: [account] })
  return (sums.get(loanId) ?? []).map(({ component, amountCents }) => ({ component, amountCents }))
}
