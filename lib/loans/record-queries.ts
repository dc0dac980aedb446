import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { instalments, loanCharges, loans, loanSchedules, paymentParts, payments, plans } from '@/db/schema'
import type { Ctx } from '../context'
import { addDays, dateIn } from '../dates'
import { notFound } from '../errors'
import type { ByComponent, Freeze } from '../ledger/loan-events'
import type { Book, LoanRecord } from '../ledger/loan-record'
import { COMPONENTS } from '../ledger/waterfall'
import { cents } from '../money'
import { read } from '../transaction'

export const bookOf = (ctx: Ctx): Book => ({
  today: ctx.today,
  policy: ctx.lender.policy,
  timeZoneDay: moment => dateIn(moment, ctx.lender.timeZone),
})

/** A borrower sees nobody else's money, and a lender no other lender's. */
export function refuseForeignBorrower(ctx: Ctx, borrowerId: string): void {
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
}

/** All that is stored about a borrower's loans, by id, in one round of statements; all loans when `loanIds` is absent. */
export async function loadLoanRecords(ctx: Ctx, borrowerId: string, loanIds?: readonly string[]): Promise<LoanRecord[]> {
  refuseForeignBorrower(ctx, borrowerId)
  if (loanIds?.length === 0) return []
  const mine = (table: Owned) =>
    and(eq(table.lenderId, ctx.actor.lenderId), eq(table.borrowerId, borrowerId), loanIds ? inArray(table.loanId, [...loanIds]) : undefined)
  return read(ctx, async ctx => {
    const [loanRows, schedules, instalmentRows, charges, parts, planRows] = await Promise.all([
      ctx.db
        .select()
        .from(loans)
        .where(mine({ lenderId: loans.lenderId, borrowerId: loans.borrowerId, loanId: loans.id }))
        .orderBy(asc(loans.id)),
      ctx.db.select().from(loanSchedules).where(mine(loanSchedules)).orderBy(asc(loanSchedules.version)),
      selectInstalments(ctx, mine(instalments)),
      ctx.db.select().from(loanCharges).where(mine(loanCharges)),
      selectParts(ctx, mine(paymentParts)),
      ctx.db
        .select({ loanIds: plans.loanIds, from: plans.activeFrom, to: plans.endedOn })
        .from(plans)
        .where(
          and(
            eq(plans.lenderId, ctx.actor.lenderId),
            eq(plans.borrowerId, borrowerId),
            isNotNull(plans.activeFrom),
            sql`(${plans.terms} ->> 'freezePenalty')::boolean`,
          ),
        ),
    ])
    return loanRows.map(loan => {
      const ofLoan = <T extends { loanId: string }>(rows: readonly T[]) => rows.filter(row => row.loanId === loan.id)
      // The penalty of the day a plan begins is part of what was agreed.
      const freezes = planRows.flatMap((row): Freeze[] => (row.from && row.loanIds.includes(loan.id) ? [{ from: addDays(row.from, 1), to: row.to }] : []))
      return {
        loan,
        schedules: ofLoan(schedules).map(({ replaces, ...row }) => ({ ...row, replaces: replaces && amountsOf(replaces) })),
        instalments: ofLoan(instalmentRows),
        charges: ofLoan(charges),
        payments: ofLoan(parts).map(({ status, ...part }) => ({ ...part, reversed: status === 'reversed' })),
        freezes,
      }
    })
  })
}

const amountsOf = (stored: Record<string, number>): ByComponent =>
  Object.fromEntries(COMPONENTS.map(component => [component, cents(stored[component] ?? 0)])) as ByComponent

type Owned = { lenderId: AnyPgColumn; borrowerId: AnyPgColumn; loanId: AnyPgColumn }
type Condition = ReturnType<typeof and>

const selectInstalments = (ctx: Ctx, mine: Condition) =>
  ctx.db
    .select({
      loanId: instalments.loanId,
      version: instalments.version,
      number: instalments.number,
      dueOn: instalments.dueOn,
      principalCents: instalments.principalCents,
      interestCents: instalments.interestCents,
      penaltyCents: instalments.penaltyCents,
      feeCents: instalments.feeCents,
    })
    .from(instalments)
    .where(mine)

const selectParts = (ctx: Ctx, mine: Condition) =>
  ctx.db
    .select({
      loanId: paymentParts.loanId,
      id: paymentParts.paymentId,
      amountCents: paymentParts.amountCents,
      effectiveOn: payments.effectiveOn,
      receivedAt: payments.receivedAt,
      status: payments.status,
    })
    .from(paymentParts)
    .innerJoin(payments, and(eq(payments.borrowerId, paymentParts.borrowerId), eq(payments.id, paymentParts.paymentId)))
    .where(mine)
