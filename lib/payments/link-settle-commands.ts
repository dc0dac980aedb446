import { and, eq } from 'drizzle-orm'
import { borrowers, loans, paymentLinks } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Target } from '../borrowers/target'
import type { Ctx } from '../context'
import { fromToken } from '../url-token'
import { linkMachine, type LinkEvent, type LinkState } from './link-state'

export type SettledLink = { borrowerId: string; linkId: string; target: Target }

/** Whose money a provider's event speaks of when it names a link; null for a link this lender never made. */
export async function findLinkTarget(ctx: Ctx, token: string): Promise<SettledLink | null> {
  authorize(ctx, 'payment:record')
  const key = fromToken(token)
  if (!key) return null
  const [found] = await ctx.db
    .select({ loan: loans.number, borrower: borrowers.number })
    .from(paymentLinks)
    .innerJoin(borrowers, and(eq(borrowers.lenderId, paymentLinks.lenderId), eq(borrowers.id, paymentLinks.borrowerId)))
    .leftJoin(loans, and(eq(loans.borrowerId, paymentLinks.borrowerId), eq(loans.id, paymentLinks.loanId)))
    .where(and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, key.borrowerId), eq(paymentLinks.id, key.id)))
  if (!found) return null
  const target: Target = found.loan ? { kind: 'loan', number: found.loan } : { kind: 'borrower', number: found.borrower }
  return { borrowerId: key.borrowerId, linkId: key.id, target }
}

/** Moves a link on by the provider's word, in the caller's transaction; what its state does not permit changes nothing. */
export async function moveLink(ctx: Ctx, link: Pick<SettledLink, 'borrowerId' | 'linkId'>, event: LinkEvent, paymentId: string | null = null): Promise<boolean> {
  authorize(ctx, 'payment:record')
  const mine = and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, link.borrowerId), eq(paymentLinks.id, link.linkId))
  const [found] = await ctx.db.select({ state: paymentLinks.state }).from(paymentLinks).where(mine).for('update')
  const step = found && linkMachine.next(found.state as LinkState, event)
  if (!step?.ok) return false
  await ctx.db.update(paymentLinks).set({ state: step.state, paymentId, settledAt: ctx.now }).where(mine)
  await record(ctx, { type: `payment_link.${step.state}`, borrowerId: link.borrowerId, data: { linkId: link.linkId, paymentId } })
  return true
}
