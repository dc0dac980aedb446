import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { cases, loans, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { amongIds, planForMany } from '../bulk-port'
import type { Ctx } from '../context'
import { bookOf, loadRecordsOf } from '../loans/record-queries'
import { read, snapshot } from '../transaction'
import { compareCase, compareLoan, comparePayment, type Discrepancy } from './compare'
import { listAllocations, sumPostings } from './posting-queries'

export type { Discrepancy } from './compare'

/** So many borrowers are read and replayed together. */
export const CHECKED_TOGETHER = 200

/** Recomputes every figure of borrowers from history and compares: loan rows, cases, allocations, ledger accounts. Empty is good. */
export async function checkBorrowers(ctx: Ctx, borrowerIds: readonly string[]): Promise<Discrepancy[]> {
  authorize(ctx, 'job:run', 'seed:load', 'audit:read')
  return findDiscrepancies(ctx, borrowerIds)
}

export const checkBorrower = (ctx: Ctx, borrowerId: string): Promise<Discrepancy[]> => checkBorrowers(ctx, [borrowerId])

/** As `checkBorrowers`, for a decision that rests on the books. All of it is read as of one moment, whoever pays meanwhile. */
export async function findDiscrepancies(ctx: Ctx, borrowerIds: readonly string[]): Promise<Discrepancy[]> {
  if (borrowerIds.length === 0) return []
  return snapshot(ctx, async ctx => {
    if (borrowerIds.length > 1) await planForMany(ctx)
    const book = bookOf(ctx)
    const records = await loadRecordsOf(ctx, borrowerIds)
    const stored = Map.groupBy(await listAllocations(ctx, borrowerIds), row => row.loanId)
    const posted = await sumPostings(ctx, 'loan', { borrowerIds, accounts: ['receivable', 'credit'] })
    const planned = await listPlanned(ctx, borrowerIds)
    const open = await ctx.db.select().from(cases).where(and(eq(cases.lenderId, ctx.actor.lenderId), amongIds(cases.borrowerId, borrowerIds), eq(cases.status, 'open')))
    return [
      ...[...records.values()].flat().flatMap(record => compareLoan(record, book, stored.get(record.loan.id) ?? [], posted.get(record.loan.id) ?? [])),
      ...open.flatMap(found => compareCase(found, records.get(found.borrowerId) ?? [], book, planned.get(found.borrowerId) ?? [])),
      ...(await sumPayments(ctx, borrowerIds)).flatMap(comparePayment),
    ]
  })
}

/** Loans under a running plan, by borrower. */
async function listPlanned(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .select({ borrowerId: plans.borrowerId, loanIds: plans.loanIds })
    .from(plans)
    .where(and(eq(plans.lenderId, ctx.actor.lenderId), amongIds(plans.borrowerId, borrowerIds), inArray(plans.status, ['active', 'grace'])))
  return new Map([...Map.groupBy(rows, row => row.borrowerId)].map(([borrowerId, found]) => [borrowerId, found.flatMap(row => row.loanIds)]))
}

async function sumPayments(ctx: Ctx, borrowerIds: readonly string[]) {
  const rows = await ctx.db.execute<{ id: string; borrower_id: string; amount: string; parts: string; allocated: string; status: string }>(sql`
    select p.id, p.borrower_id, p.status, p.amount_cents as amount,
      (select coalesce(sum(amount_cents), 0) from payment_parts x where x.borrower_id = p.borrower_id and x.payment_id = p.id) as parts,
      (select coalesce(sum(amount_cents), 0) from payment_allocations a where a.borrower_id = p.borrower_id and a.payment_id = p.id and a.revoked_at is null) as allocated
    from payments p where p.lender_id = ${ctx.actor.lenderId}::uuid and ${amongIds(sql`p.borrower_id`, borrowerIds)}`)
  return rows.map(row => ({ id: row.id, borrowerId: row.borrower_id, status: row.status, amountCents: Number(row.amount), partsCents: Number(row.parts), allocatedCents: Number(row.allocated) }))
}

/** As `checkBorrowers` for the lender's whole book. */
export async function checkBook(ctx: Ctx, limit = Infinity): Promise<{ borrowers: number; discrepancies: Discrepancy[] }> {
  authorize(ctx, 'job:run', 'seed:load', 'audit:read')
  const discrepancies: Discrepancy[] = []
  let borrowers = 0
  for (let after: string | null = null; borrowers < limit; ) {
    const page: { borrowerId: string }[] = await read(ctx, ctx =>
      ctx.db
        .selectDistinct({ borrowerId: loans.borrowerId })
        .from(loans)
        .where(and(eq(loans.lenderId, ctx.actor.lenderId), after ? gt(loans.borrowerId, after) : undefined))
        .orderBy(asc(loans.borrowerId))
        .limit(CHECKED_TOGETHER),
    )
    discrepancies.push(...(await checkBorrowers(ctx, page.map(row => row.borrowerId))))
    borrowers += page.length
    after = page.at(-1)?.borrowerId ?? null
    if (page.length < CHECKED_TOGETHER) break
  }
  return { borrowers, discrepancies }
}
