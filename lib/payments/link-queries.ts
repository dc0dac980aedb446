import { and, desc, eq, inArray } from 'drizzle-orm'
import { paymentLinks, payments } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import { loadLoans } from '../loans/queries'
import type { Cents, Currency } from '../money'
import { listPlans } from '../plans/queries'
import { read } from '../transaction'
import { toToken } from '../url-token'
import type { Payable } from './link-choice'
import { standingOf, type LinkState } from './link-state'

export type LinkView = {
  token: string
  state: LinkState
  amountCents: Cents
  currency: Currency
  /** The provider's page, while it can still be used. */
  address: string | null
  createdAt: Date
  expiresAt: Date
  payment: { amountCents: Cents; effectiveOn: LocalDate; isTakenBack: boolean } | null
}

/** What the borrower can pay today: each debt with what is due, and the running plan's next date. */
export async function getPayable(ctx: Ctx, borrowerId: string): Promise<Payable> {
  authorize(ctx, 'portal:read', 'case:read')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  return read(ctx, async ctx => {
    const [loans, plans] = [await loadLoans(ctx, borrowerId), await listPlans(ctx, borrowerId)]
    const next = plans.find(plan => plan.status === 'active' || plan.status === 'grace')?.progress.next
    return {
      loans: loans
        .filter(({ record, state }) => ['active', 'charged_off'].includes(record.loan.status) && state.outstandingCents > 0)
        .map(({ record: { loan }, state }) => ({ id: loan.id, number: loan.number, dueCents: state.dueCents, outstandingCents: state.outstandingCents, next: state.nextDue })),
      plan: next ? { on: next.dueOn, amountCents: next.amountCents } : null,
    }
  })
}

/** A link as it stands by our own books. Throws `not_found`. */
export async function getLink(ctx: Ctx, linkId: string): Promise<LinkView> {
  authorize(ctx, 'portal:read')
  const [found] = await linksOf(ctx, requireBorrower(ctx).id, linkId)
  return found ?? Promise.reject(notFound())
}

const RECENT = 5

/** The borrower's newest links. */
export async function listLinks(ctx: Ctx): Promise<LinkView[]> {
  authorize(ctx, 'portal:read')
  return linksOf(ctx, requireBorrower(ctx).id)
}

const linksOf = (ctx: Ctx, borrowerId: string, linkId?: string): Promise<LinkView[]> =>
  read(ctx, async ctx => {
    const links = await ctx.db
      .select()
      .from(paymentLinks)
      .where(and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, borrowerId), linkId ? eq(paymentLinks.id, linkId) : undefined))
      .orderBy(desc(paymentLinks.createdAt), desc(paymentLinks.id))
      .limit(RECENT)
    const paid = await paymentsOf(ctx, borrowerId, links.flatMap(link => link.paymentId ?? []))
    return links.map(link => viewOf(link, ctx.now, paid))
  })

async function paymentsOf(ctx: Ctx, borrowerId: string, ids: string[]): Promise<Map<string, LinkView['payment']>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: payments.id, amountCents: payments.amountCents, effectiveOn: payments.effectiveOn, status: payments.status })
    .from(payments)
    .where(and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.borrowerId, borrowerId), inArray(payments.id, ids)))
  return new Map(rows.map(({ id, status, ...row }) => [id, { ...row, isTakenBack: status === 'reversed' }]))
}

function viewOf(link: typeof paymentLinks.$inferSelect, now: Date, paid: Map<string, LinkView['payment']>): LinkView {
  const state = standingOf({ state: link.state as LinkState, expiresAt: link.expiresAt }, now)
  return {
    token: toToken(link.borrowerId, link.id),
    state,
    amountCents: link.amountCents,
    currency: link.currency as Currency,
    address: state === 'created' ? link.address : null,
    createdAt: link.createdAt,
    expiresAt: link.expiresAt,
    payment: (link.paymentId && paid.get(link.paymentId)) || null,
  }
}
