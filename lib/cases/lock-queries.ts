import { and, asc, eq } from 'drizzle-orm'
import { cases, loans } from '@/db/schema'
import type { Ctx } from '../context'
import { notFound } from '../errors'

export type CaseRow = typeof cases.$inferSelect

/** The case, held until the transaction ends. Throws `not_found` outside the actor's lender. */
export async function lockCase(ctx: Ctx, borrowerId: string, caseId: string): Promise<CaseRow> {
  const [found] = await ctx.db
    .select()
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.id, caseId)))
    .for('update')
  if (!found) throw notFound()
  return found
}

/** As `lockCase`, then the borrower's loans by id: the order `refreshCase` takes them in. `loanIds` are the active ones. */
export async function lockCaseAndLoans(ctx: Ctx, borrowerId: string, caseId: string): Promise<CaseRow & { loanIds: string[] }> {
  const found = await lockCase(ctx, borrowerId, caseId)
  const held = await ctx.db
    .select({ id: loans.id, status: loans.status })
    .from(loans)
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, borrowerId)))
    .orderBy(asc(loans.id))
    .for('update')
  return { ...found, loanIds: held.filter(loan => loan.status === 'active').map(loan => loan.id) }
}
