import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { borrowers, cases, holds, planCheckIns, plans } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import type { LoanState } from '../ledger/loan-events'
import { explainLoan, type LoanDetail } from '../loans/detail'
import { loadLoans } from '../loans/queries'
import { bookOf } from '../loans/record-queries'
import type { Cents } from '../money'
import { read } from '../transaction'

/** `detail` says how the sums of `state` came about. */
export type PortalLoan = { id: string; number: string; product: string; principalCents: Cents; disbursedOn: LocalDate; state: LoanState; detail: LoanDetail }
export type PortalHome = {
  name: string
  case: { id: string; number: string; dueCents: Cents; oldestUnpaidDueOn: LocalDate | null; ownerName: string | null } | null
  /** Contacts about payment are paused until then. */
  holdEndsAt: Date | null
  plan: { id: string; status: string; activeFrom: LocalDate | null; lastDueOn: LocalDate; offerEndsOn: LocalDate | null } | null
  /** The plan's date of which is asked whether it will work, while nobody has answered. */
  asksAbout: LocalDate | null
  loans: PortalLoan[]
}

/** All that the first page shows, as of `ctx.today`. */
export async function getPortalHome(ctx: Ctx): Promise<PortalHome> {
  authorize(ctx, 'portal:read')
  const { id, lenderId } = requireBorrower(ctx)
  return read(ctx, async ctx => {
    const [person] = await ctx.db
      .select({ name: borrowers.name })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, lenderId), eq(borrowers.id, id)))
    if (!person) throw notFound()
    const open = await findCase(ctx, lenderId, id)
    const loans = await loadLoans(ctx, id)
    const asked = await findQuestion(ctx, lenderId, id)
    return {
      name: person.name,
      case: open,
      holdEndsAt: await findHoldEnd(ctx, lenderId, id),
      plan: await findPlan(ctx, lenderId, id),
      asksAbout: loans.some(({ state }) => state.nextDue?.on === asked) ? asked : null,
      loans: loans
        .filter(({ record, state }) => record.loan.status === 'active' || record.loan.status === 'charged_off' || state.overpaidCents > 0)
        .map(({ record, state }) => ({
          id: record.loan.id,
          number: record.loan.number,
          product: record.loan.product,
          principalCents: record.loan.principalCents,
          disbursedOn: record.loan.disbursedOn,
          state,
          detail: explainLoan(record, state, bookOf(ctx)),
        })),
    }
  })
}

async function findCase(ctx: Ctx, lenderId: string, borrowerId: string) {
  const [open] = await ctx.db
    .select({
      id: cases.id,
      number: cases.number,
      dueCents: cases.dueCents,
      oldestUnpaidDueOn: cases.oldestUnpaidDueOn,
      ownerName: sql<string | null>`auth.staff_name(${cases.lenderId}, ${cases.ownerId})`,
    })
    .from(cases)
    .where(and(eq(cases.lenderId, lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
  return open ?? null
}

async function findHoldEnd(ctx: Ctx, lenderId: string, borrowerId: string): Promise<Date | null> {
  const [hold] = await ctx.db
    .select({ endsAt: holds.endsAt })
    .from(holds)
    .where(and(eq(holds.lenderId, lenderId), eq(holds.borrowerId, borrowerId), isNull(holds.endedAt), gt(holds.endsAt, ctx.now)))
    .orderBy(desc(holds.endsAt))
    .limit(1)
  return hold?.endsAt ?? null
}

async function findPlan(ctx: Ctx, lenderId: string, borrowerId: string) {
  const [plan] = await ctx.db
    .select({ id: plans.id, status: plans.status, activeFrom: plans.activeFrom, lastDueOn: plans.lastDueOn, offerEndsOn: plans.offerEndsOn })
    .from(plans)
    .where(and(eq(plans.lenderId, lenderId), eq(plans.borrowerId, borrowerId), inArray(plans.status, ['offer', 'countered', 'accepted', 'active', 'grace'])))
    .orderBy(sql`${plans.status} in ('active', 'grace') desc`, desc(plans.createdAt), desc(plans.id))
    .limit(1)
  return plan ?? null
}

async function findQuestion(ctx: Ctx, lenderId: string, borrowerId: string): Promise<LocalDate | null> {
  const c = planCheckIns
  const [asked] = await ctx.db
    .select({ dueOn: c.dueOn })
    .from(c)
    .innerJoin(plans, and(eq(plans.borrowerId, c.borrowerId), eq(plans.id, c.planId), inArray(plans.status, ['active', 'grace'])))
    .where(and(eq(c.lenderId, lenderId), eq(c.borrowerId, borrowerId), isNull(c.answer), gt(c.dueOn, ctx.today)))
    .orderBy(c.dueOn)
    .limit(1)
  return asked?.dueOn ?? null
}
