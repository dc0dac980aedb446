import { and, asc, desc, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { bankLines, isCountedLine, payments, webhookEvents } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { cents, type Cents } from '../money'
import { read } from '../transaction'
import { toToken } from '../url-token'
import type { EventsFilter } from './provider-input'
import { identityOf } from './webhook-answer'

export type ProviderEvent = {
  id: string
  provider: string
  type: string
  reference: string
  isRefused: boolean
  /** A name below `providers.reasons`, or `other` with the sentence below `errors`. */
  reason: string
  amountCents: Cents | null
  receivedAt: Date
  payment: { token: string; amountCents: Cents; isTakenBack: boolean } | null
  lineId: string | null
  decided: { byName: string; at: Date; note: string } | null
}
const PAGE = 30
type Row = typeof webhookEvents.$inferSelect
type Paid = { borrowerId: string; id: string; amountCents: Cents; status: string } | null

/** What a provider told and the app could not carry out by itself, oldest first; or what people made of it, newest first. */
export async function listProviderEvents(ctx: Ctx, { show, cursor }: EventsFilter): Promise<{ rows: ProviderEvent[]; next: string | null }> {
  authorize(ctx, 'payment:record')
  const isOpen = show === 'open'
  const e = webhookEvents
  return read(ctx, async ctx => {
    const found = await ctx.db
      .select({
        event: e,
        payment: { borrowerId: payments.borrowerId, id: payments.id, amountCents: payments.amountCents, status: payments.status },
        decidedByName: sql<string | null>`auth.staff_name(${e.lenderId}, ${e.decidedBy})`,
      })
      .from(e)
      .leftJoin(payments, and(eq(payments.lenderId, e.lenderId), eq(payments.source, e.provider), eq(payments.externalId, e.reference)))
      .where(and(eq(e.lenderId, ctx.actor.lenderId), inArray(e.state, isOpen ? ['held', 'refused'] : ['settled']), cursor ? (isOpen ? gt(e.id, cursor) : lt(e.id, cursor)) : undefined))
      .orderBy(isOpen ? asc(e.id) : desc(e.id))
      .limit(PAGE + 1)
    const page = found.slice(0, PAGE)
    const lines = await linesOf(ctx, page.filter(one => !one.payment).map(one => one.event))
    return { rows: page.map(({ event, payment, decidedByName }) => viewOf(event, payment, lines, decidedByName ?? '')), next: found.length > PAGE ? (page.at(-1)?.event.id ?? null) : null }
  })
}

async function linesOf(ctx: Ctx, events: Row[]): Promise<Map<string, string>> {
  if (events.length === 0) return new Map()
  const wanted = events.map(event => identityOf(event.provider, event.reference))
  const rows = await ctx.db
    .select({ id: bankLines.id, identity: bankLines.identity })
    .from(bankLines)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), inArray(bankLines.identity, wanted), isCountedLine))
  return new Map(rows.map(row => [row.identity, row.id]))
}

function viewOf(event: Row, payment: Paid, lines: Map<string, string>, byName: string): ProviderEvent {
  const { id, provider, type, reference, receivedAt, answer, decidedAt, decisionNote } = event
  const lineId = lines.get(identityOf(provider, reference)) ?? null
  return {
    ...{ id, provider, type, reference, receivedAt, lineId },
    isRefused: answer.result === 'refused',
    reason: answer.reason ?? (payment || lineId ? 'webhook_partial_refund' : 'webhook_no_payment'),
    amountCents: answer.amount === undefined ? null : cents(answer.amount),
    payment: payment && { token: toToken(payment.borrowerId, payment.id), amountCents: payment.amountCents, isTakenBack: payment.status === 'reversed' },
    decided: decidedAt && { byName, at: decidedAt, note: decisionNote ?? '' },
  }
}
