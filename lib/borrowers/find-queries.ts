import { and, eq } from 'drizzle-orm'
import { borrowers, cases, loans } from '@/db/schema'
import type { Ctx } from '../context'
import { DomainError } from '../errors'
import type { Target } from './target'

export type FoundTarget = { borrowerId: string; loanId: string | null }

/** The borrower, and the loan when one is named. Throws `not_found` with the reason `payment_target_unknown`. */
export async function findTarget(ctx: Ctx, { kind, number }: Target): Promise<FoundTarget> {
  const lender = ctx.actor.lenderId
  if (kind === 'loan' || kind === 'any') {
    const [loan] = await ctx.db
      .select({ borrowerId: loans.borrowerId, loanId: loans.id })
      .from(loans)
      .where(and(eq(loans.lenderId, lender), eq(loans.number, number)))
    if (loan) return loan
  }
  if (kind === 'case' || kind === 'any') {
    const [found] = await ctx.db
      .select({ borrowerId: cases.borrowerId })
      .from(cases)
      .where(and(eq(cases.lenderId, lender), eq(cases.number, number)))
    if (found) return { ...found, loanId: null }
  }
  if (kind === 'borrower' || kind === 'any') {
    const [found] = await ctx.db
      .select({ borrowerId: borrowers.id })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, lender), eq(borrowers.number, number)))
    if (found) return { ...found, loanId: null }
  }
  throw new DomainError('not_found', 'payment_target_unknown', { fields: { number: 'payment_target_unknown' } })
}
