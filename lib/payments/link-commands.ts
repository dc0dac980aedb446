import { and, eq, gt, isNull } from 'drizzle-orm'
import { borrowers, loans, paymentLinks } from '@/db/schema'
import { authorize, requireBorrower, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx, Locale } from '../context'
import { addMinutes } from '../dates'
import { readEnv } from '../env'
import { conflict, DomainError, invalid, notFound } from '../errors'
import type { Cents, Currency } from '../money'
import { read, transaction } from '../transaction'
import { toToken } from '../url-token'
import { chooseAmount, mostPayable } from './link-choice'
import { getPayable } from './link-queries'
import { standingOf, type LinkState } from './link-state'
import type { Checkout, CheckoutRequest, PaymentProvider } from './provider-port'

export type BeginLink = { requestId: string; choice: string; otherCents: Cents | null; loanId: string | null }
type LinkRow = typeof paymentLinks.$inferSelect

const OPEN_MINUTES = 30
const SENT_MINUTES = 7 * 24 * 60
const MOST_A_DAY = 20

/** A link for an amount the borrower chose, read from today's debts; the same form twice is one link. Throws `pay_choice_gone`, `pay_more_than_owed`, `pay_too_little`, `pay_too_often`. */
export async function beginLink(ctx: Ctx, input: BeginLink): Promise<{ linkId: string }> {
  authorize(ctx, 'payment:begin')
  const { id: borrowerId } = requireBorrower(ctx)
  return transaction(ctx, async ctx => {
    const mine = and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, borrowerId))
    const [earlier] = await ctx.db.select({ id: paymentLinks.id }).from(paymentLinks).where(and(mine, eq(paymentLinks.requestId, input.requestId)))
    if (earlier) return { linkId: earlier.id }
    const today = await ctx.db.$count(paymentLinks, and(mine, isNull(paymentLinks.sentBy), gt(paymentLinks.createdAt, addMinutes(ctx.now, -24 * 60))))
    if (today >= MOST_A_DAY) throw new DomainError('rate_limited', 'pay_too_often')
    const chosen = chooseAmount(await getPayable(ctx, borrowerId), input.choice, input.otherCents, input.loanId)
    if (!chosen.ok) throw invalid(chosen.reason, { [chosen.field]: chosen.reason })
    const { amountCents, loanId } = chosen
    const row = { borrowerId, id: newId(), lenderId: ctx.actor.lenderId, loanId, amountCents, currency: ctx.lender.currency, requestId: input.requestId }
    const made = await ctx.db
      .insert(paymentLinks)
      .values({ ...row, createdAt: ctx.now, expiresAt: addMinutes(ctx.now, OPEN_MINUTES) })
      .onConflictDoNothing({ target: [paymentLinks.borrowerId, paymentLinks.requestId] })
      .returning({ id: paymentLinks.id })
    if (made.length === 0) {
      const [first] = await ctx.db.select({ id: paymentLinks.id }).from(paymentLinks).where(and(mine, eq(paymentLinks.requestId, input.requestId)))
      return { linkId: first?.id ?? row.id }
    }
    await record(ctx, { type: 'payment_link.created', borrowerId, data: { linkId: row.id, amountCents, loanId } })
    return { linkId: row.id }
  })
}

/** What staff ask for by message: a link for an amount, which the borrower finds on the page to pay and opens after signing in. */
export async function sendLink(ctx: Ctx, input: { borrowerId: string; amountCents: Cents; requestId: string }): Promise<void> {
  authorize(ctx, 'contact:make')
  const { id: sentBy } = requireStaff(ctx)
  await transaction(ctx, async ctx => {
    const row = { ...input, id: newId(), lenderId: ctx.actor.lenderId, sentBy, currency: ctx.lender.currency, createdAt: ctx.now, expiresAt: addMinutes(ctx.now, SENT_MINUTES) }
    const made = await ctx.db
      .insert(paymentLinks)
      .values(row)
      .onConflictDoNothing({ target: [paymentLinks.borrowerId, paymentLinks.requestId] })
      .returning({ id: paymentLinks.id })
    if (made.length > 0) await record(ctx, { type: 'payment_link.sent', borrowerId: input.borrowerId, data: { linkId: row.id, amountCents: input.amountCents } })
  })
}

const siteOf = () => readEnv().LEEWAY_PUBLIC_URL.replace(/\/$/, '')
/** Where the lender's borrowers pay; it shows nothing before they have signed in. */
export const payPage = (lenderSlug: string): string => `${siteOf()}/portal/${lenderSlug}/pay`

/**
 * The provider's page for a link, asked for once: the link is kept before anybody outside hears of it, so that no money comes
 * unannounced. Throws `link_over`, `pay_more_than_owed` when less is owed by now, and `provider_away` when the provider does not answer: nothing was charged then.
 */
export async function openCheckout(ctx: Ctx, provider: PaymentProvider, linkId: string, locale: Locale): Promise<Checkout> {
  authorize(ctx, 'payment:begin')
  const { id: borrowerId } = requireBorrower(ctx)
  const { link, description } = await read(ctx, ctx => findLink(ctx, borrowerId, linkId))
  if (standingOf({ state: link.state as LinkState, expiresAt: link.expiresAt }, ctx.now) !== 'created') throw conflict('link_over')
  if (link.address && link.providerReference && new URL(link.address).origin === provider.origin) return { address: link.address, reference: link.providerReference }
  if (link.amountCents > mostPayable(await getPayable(ctx, borrowerId))) throw conflict('pay_more_than_owed')
  let checkout: Checkout
  try {
    checkout = await provider.open(requestFor(ctx, link, description, locale))
  } catch (error) {
    await transaction(ctx, ctx => record(ctx, { type: 'payment_link.provider_away', borrowerId, data: { linkId, problem: error instanceof Error ? error.message.slice(0, 200) : '' } }))
    throw conflict('provider_away')
  }
  await transaction(ctx, async ctx => {
    await ctx.db.update(paymentLinks).set({ address: checkout.address, providerReference: checkout.reference }).where(ofLink(ctx, borrowerId, linkId))
    await record(ctx, { type: 'payment_link.opened', borrowerId, data: { linkId, reference: checkout.reference } })
  })
  return checkout
}

function requestFor(ctx: Ctx, link: LinkRow, description: string, locale: Locale): CheckoutRequest {
  const token = toToken(link.borrowerId, link.id)
  const { slug, name, timeZone } = ctx.lender
  return {
    link: token,
    amountCents: link.amountCents,
    currency: link.currency as Currency,
    payee: { slug, name: name[locale], timeZone },
    description,
    locale,
    returnUrl: `${payPage(slug)}/${token}`,
    webhookUrl: `${siteOf()}/api/webhooks/payments/${slug}`,
    expiresAt: link.expiresAt,
  }
}

const ofLink = (ctx: Ctx, borrowerId: string, linkId: string) =>
  and(eq(paymentLinks.lenderId, ctx.actor.lenderId), eq(paymentLinks.borrowerId, borrowerId), eq(paymentLinks.id, linkId))

/** With the number of the debt, or of the person when the law orders: the only thing about them the provider is told. */
async function findLink(ctx: Ctx, borrowerId: string, linkId: string): Promise<{ link: LinkRow; description: string }> {
  const [found] = await ctx.db
    .select({ link: paymentLinks, loan: loans.number, borrower: borrowers.number })
    .from(paymentLinks)
    .innerJoin(borrowers, and(eq(borrowers.lenderId, paymentLinks.lenderId), eq(borrowers.id, paymentLinks.borrowerId)))
    .leftJoin(loans, and(eq(loans.borrowerId, paymentLinks.borrowerId), eq(loans.id, paymentLinks.loanId)))
    .where(ofLink(ctx, borrowerId, linkId))
  if (!found) throw notFound()
  return { link: found.link, description: found.loan ?? found.borrower }
}
