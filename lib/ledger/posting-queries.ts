import { and, eq, isNull, sql } from 'drizzle-orm'
import { ledgerEntries, ledgerPostings, paymentAllocations } from '@/db/schema'
import { amongIds } from '../bulk-port'
import type { Ctx } from '../context'
import { cents, type Cents } from '../money'
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

/** A payment's part on one loan: what it posted is summed apart from the same payment's on another. */
export type PostedPart = { borrowerId: string; loanId: string; paymentId: string }
export const partKey = ({ loanId, paymentId }: { loanId: string; paymentId: string }): string => `${loanId} ${paymentId}`

/** What payments have posted on loans so far, by `partKey`, summed by account and component. */
export async function sumPaymentPostings(ctx: Ctx, parts: readonly PostedPart[]): Promise<Map<string, Posting[]>> {
  const sums = new Map<string, Posting[]>()
  if (parts.length === 0) return sums
  const idsOf = (key: keyof PostedPart) => [...new Set(parts.map(part => part[key]))]
  const rows = await ctx.db
    .select({
      loanId: ledgerEntries.loanId,
      paymentId: ledgerEntries.paymentId,
      account: ledgerPostings.account,
      component: ledgerPostings.component,
      amount: sql<string>`sum(${ledgerPostings.amountCents})`,
    })
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
    .where(
      and(
        eq(ledgerEntries.lenderId, ctx.actor.lenderId),
        amongIds(ledgerEntries.borrowerId, idsOf('borrowerId')),
        amongIds(ledgerEntries.loanId, idsOf('loanId')),
        amongIds(ledgerEntries.paymentId, idsOf('paymentId')),
      ),
    )
    .groupBy(ledgerEntries.loanId, ledgerEntries.paymentId, ledgerPostings.account, ledgerPostings.component)
  for (const { loanId, paymentId, account, component, amount } of rows) {
    if (paymentId === null) continue
    const posting = { account: account as Account, component: component as Component, amountCents: cents(Number(amount)) }
    const key = partKey({ loanId, paymentId })
    sums.set(key, [...(sums.get(key) ?? []), posting])
  }
  return sums
}

type Summed = { component: Component; amountCents: Cents }[]

/** One account of a loan by component, in cents: of one plan's entries when `planId` is given. */
export async function sumAccount(ctx: Ctx, borrowerId: string, loanId: string, account: Account, planId?: string): Promise<Summed> {
  return (await sumAccounts(ctx, [{ borrowerId, id: loanId }], account, planId)).get(loanId) ?? []
}

/** As `sumAccount` for many loans, by loan, in one statement. */
export async function sumAccounts(ctx: Ctx, loans: readonly { borrowerId: string; id: string }[], account: Account, planId?: string): Promise<Map<string, Summed>> {
  if (loans.length === 0) return new Map()
  const rows = await ctx.db
    .select({ loanId: ledgerEntries.loanId, component: ledgerPostings.component, amount: sql<string>`sum(${ledgerPostings.amountCents})` })
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
    .where(
      and(
        eq(ledgerEntries.lenderId, ctx.actor.lenderId),
        amongIds(ledgerEntries.borrowerId, [...new Set(loans.map(loan => loan.borrowerId))]),
        amongIds(ledgerEntries.loanId, loans.map(loan => loan.id)),
        eq(ledgerPostings.account, account),
        planId ? eq(ledgerEntries.planId, planId) : undefined,
      ),
    )
    .groupBy(ledgerEntries.loanId, ledgerPostings.component)
  const sums = rows.map(({ loanId, component, amount }) => ({ loanId, component: component as Component, amountCents: cents(Number(amount)) }))
  return Map.groupBy(sums, row => row.loanId)
}
