import { and, eq } from 'drizzle-orm'
import { borrowers, loans, paymentLinks, payments } from '@/db/schema'
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

/**
 * Moves a link on by the provider's word, in the caller's transaction; what its state does not permit changes nothing. A paid link takes
 * another payment only when its own was taken back and the same money is posted anew.
 */
export async function moveLink(ctx: Ctx, link: Pick<SettledLink, 'borrowerId' | 'linkId'>, event: LinkEvent, paymentId: string | null = null): Promise<boolean> {
  authorize(ctx, 'payment:record')
  const mine = and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, link.borrowerId), eq(paymentLinks.id, link.linkId))
  const [found] = await ctx.db.select({ state: paymentLinks.state, paymentId: paymentLinks.paymentId }).from(paymentLinks).where(mine).for('update')
  if (!found) return false
  const step = linkMachine.next(found.state as LinkState, event)
  const isAnew = event === 'pay' && found.state === 'paid' && (await isTakenBack(ctx, link.borrowerId, found.paymentId))
  if (!step.ok && !isAnew) return false
  const state = step.ok ? step.state : 'paid'
  await ctx.db.update(paymentLinks).set({ state, paymentId, settledAt: ctx.now }).where(mine)
  await record(ctx, { type: `payment_link.${state}`, borrowerId: link.borrowerId, data: { linkId: link.linkId, paymentId } })
  return true
}

async function isTakenBack(ctx: Ctx, borrowerId: string, paymentId: string | null): Promise<boolean> {
  if (!paymentId) return false
  const ofPayment = and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.borrowerId, borrowerId), eq(payments.id, paymentId))
  const [found] = await ctx.db.select({ status: payments.status }).from(payments).where(ofPayment)
  return found?.status === 'reversed'
}

type Posted = { borrowerId: string; paymentId: string; loanId: string | null }

/**
 * Money that was reported for a link and waited without an owner is posted now: it settles the link when it went to the link's borrower,
 * by the part that went to the debt the link names, else by the first. In the caller's transaction, after the parts are written.
 */
export async function settleLinkOf(ctx: Ctx, line: { linkBorrowerId: string | null; linkId: string | null }, posted: readonly Posted[]): Promise<void> {
  authorize(ctx, 'payment:record')
  const { linkBorrowerId: borrowerId, linkId } = line
  const own = posted.filter(part => part.borrowerId === borrowerId)
  if (!borrowerId || !linkId || own.length === 0) return
  const ofLink = and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, borrowerId), eq(paymentLinks.id, linkId))
  const [link] = await ctx.db.select({ loanId: paymentLinks.loanId }).from(paymentLinks).where(ofLink)
  const part = own.find(one => one.loanId !== null && one.loanId === link?.loanId) ?? own[0]
  if (part) await moveLink(ctx, { borrowerId, linkId }, 'pay', part.paymentId)
}
