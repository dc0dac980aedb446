import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { cases, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { caseFigures } from '../cases/figures'
import { loadCaseFacts } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { figuresOf } from '../loans/figures-commands'
import { bookOf, loadLoanRecords } from '../loans/record-queries'
import { read } from '../transaction'
import { allocationRows, isSameAllocation } from './allocation-rows'
import { byComponent, type Posting } from './entries'
import { replayRecord, type LoanRecord } from './loan-record'
import { listAllocations, sumPostings, type StoredAllocation } from './posting-queries'
import { openAccrualCents } from './takeover'
import { COMPONENTS } from './waterfall'

/** Something stored that history does not bear out. Amounts in cents. */
export type Discrepancy = { borrowerId: string; id: string; what: string; stored: unknown; replayed: unknown }

/** Recomputes every figure of a borrower from history and compares: loan rows, case, allocations, ledger accounts. Empty is good. */
export async function checkBorrower(ctx: Ctx, borrowerId: string): Promise<Discrepancy[]> {
  authorize(ctx, 'job:run', 'seed:load', 'audit:read')
  return findDiscrepancies(ctx, borrowerId)
}

/** As `checkBorrower`, for a decision that rests on the books. */
export async function findDiscrepancies(ctx: Ctx, borrowerId: string): Promise<Discrepancy[]> {
  return read(ctx, async ctx => {
    const records = await loadLoanRecords(ctx, borrowerId)
    const stored = await listAllocations(ctx, [borrowerId])
    const posted = await sumPostings(ctx, 'loan', { borrowerIds: [borrowerId], accounts: ['receivable', 'credit'] })
    const found = records.flatMap(record => [...checkLoan(ctx, record, stored), ...checkAccounts(ctx, record, posted.get(record.loan.id) ?? [])])
    return [...found, ...(await checkCase(ctx, borrowerId, records)), ...(await checkParts(ctx, borrowerId))]
  })
}

/** As `checkBorrower` for the lender's whole book, borrower after borrower. */
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
        .limit(500),
    )
    for (const { borrowerId } of page) discrepancies.push(...(await checkBorrower(ctx, borrowerId)))
    borrowers += page.length
    after = page.at(-1)?.borrowerId ?? null
    if (page.length < 500) break
  }
  return { borrowers, discrepancies }
}

function checkLoan(ctx: Ctx, record: LoanRecord, stored: readonly StoredAllocation[]): Discrepancy[] {
  const { loan } = record
  const about = (what: string, stored: unknown, replayed: unknown): Discrepancy[] =>
    JSON.stringify(stored) === JSON.stringify(replayed) ? [] : [{ borrowerId: loan.borrowerId, id: loan.id, what, stored, replayed }]
  const kept = replayRecord(record, bookOf(ctx), loan.figuresOn)
  const figures = figuresOf(record, kept)
  const keys = Object.keys(figures) as (keyof typeof figures)[]
  const mine = stored.filter(row => row.loanId === loan.id)
  const allocations = replayRecord(record, bookOf(ctx)).payments.flatMap(result => {
    const rows = mine.filter(row => row.paymentId === result.paymentId)
    const wanted = allocationRows(result)
    return isSameAllocation(rows, wanted) ? [] : about(`allocations of ${result.paymentId}`, rows, wanted)
  })
  return [...keys.flatMap(key => about(`loan ${key}`, loan[key], figures[key])), ...allocations]
}

function checkAccounts(ctx: Ctx, record: LoanRecord, posted: readonly Posting[]): Discrepancy[] {
  const { borrowerId, id } = record.loan
  const state = replayRecord(record, bookOf(ctx))
  const receivable = byComponent(posted.filter(({ account }) => account === 'receivable'))
  const credit = byComponent(posted.filter(({ account }) => account === 'credit'))
  const credited = state.payments.reduce((sum, payment) => sum + payment.overpaidCents, 0)
  const found: Discrepancy[] = COMPONENTS.flatMap(component => {
    const wanted = state.outstanding[component] - (component === 'penalty' ? openAccrualCents(state) : 0)
    return receivable[component] === wanted ? [] : [{ borrowerId, id, what: `receivable ${component}`, stored: receivable[component], replayed: wanted }]
  })
  return credit.principal === -credited ? found : [...found, { borrowerId, id, what: 'credit', stored: credit.principal, replayed: -credited }]
}

async function checkCase(ctx: Ctx, borrowerId: string, records: readonly LoanRecord[]): Promise<Discrepancy[]> {
  const [open] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
  if (!open) return []
  const { plannedLoanIds } = await loadCaseFacts(ctx, borrowerId)
  const standings = records.map(record => ({ record, state: replayRecord(record, bookOf(ctx), open.figuresOn) }))
  const figures = caseFigures(standings, open.figuresOn, open.id, plannedLoanIds)
  const keys = ['dueCents', 'balanceCents', 'oldestUnpaidDueOn'] as const
  return keys.flatMap(key => (open[key] === figures[key] ? [] : [{ borrowerId, id: open.id, what: `case ${key}`, stored: open[key], replayed: figures[key] }]))
}

/** Parts sum to their payment; allocations in force sum to their parts, and to nothing once it is reversed. */
async function checkParts(ctx: Ctx, borrowerId: string): Promise<Discrepancy[]> {
  const rows = await ctx.db.execute<{ id: string; amount: string; parts: string; allocated: string; status: string }>(sql`
    select p.id, p.status, p.amount_cents as amount,
      (select coalesce(sum(amount_cents), 0) from payment_parts x where x.borrower_id = p.borrower_id and x.payment_id = p.id) as parts,
      (select coalesce(sum(amount_cents), 0) from payment_allocations a where a.borrower_id = p.borrower_id and a.payment_id = p.id and a.revoked_at is null) as allocated
    from payments p where p.lender_id = ${ctx.actor.lenderId}::uuid and p.borrower_id = ${borrowerId}::uuid`)
  return rows.flatMap(({ id, amount, parts, allocated, status }) => {
    const wanted = status === 'reversed' ? 0 : Number(amount)
    const isSound = Number(parts) === Number(amount) && Number(allocated) === wanted
    return isSound ? [] : [{ borrowerId, id, what: 'payment', stored: { parts, allocated }, replayed: { amount, allocated: wanted } }]
  })
}
