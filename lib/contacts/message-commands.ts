import { and, asc, eq, sql } from 'drizzle-orm'
import { borrowers, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { lockCase } from '../cases/lock-queries'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { conflict, invalid } from '../errors'
import { daysPastDue } from '../loans/delinquency'
import { cents, formatMoney, type Currency } from '../money'
import { queueMessage, type QueuedMessage } from '../outbox/commands'
import { payPage, sendLink } from '../payments/link-commands'
import { transaction } from '../transaction'
import type { HAND_SENT } from './input'

type SendMessage = {
  borrowerId: string
  caseId: string
  templateCode: (typeof HAND_SENT)[number]
  kind: 'sms' | 'email'
  requestKey: string
}

/** Sends one of the lender's wordings, never free text; a payment link is kept beside its message, for what is due today. The guard decides at the moment of sending; `no_address` is refused. */
export async function sendMessageToBorrower(ctx: Ctx, input: SendMessage): Promise<QueuedMessage> {
  authorize(ctx, 'contact:make')
  return transaction(ctx, async ctx => {
    const { borrowerId, caseId, templateCode, kind } = input
    const found = await lockCase(ctx, borrowerId, caseId)
    if (found.status !== 'open') throw conflict('case_closed')
    const values = templateCode === 'pre_due_reminder' ? await upcomingValues(ctx, found) : await overdueValues(ctx, found)
    if (templateCode === 'payment_link') {
      values.portalUrl = payPage(ctx.lender.slug)
      await sendLink(ctx, { borrowerId, amountCents: cents(found.dueCents), requestId: input.requestKey })
    }
    const queued = await queueMessage(ctx, {
      borrowerId,
      caseId,
      templateCode,
      kind,
      values,
      uniqueKey: `hand:${input.requestKey}`,
    })
    if (queued.outcome === 'no_address') throw invalid('check_fields', { kind: 'no_address' })
    return queued
  })
}

type Found = { borrowerId: string; id: string; currency: string; dueCents: number; oldestUnpaidDueOn: Parameters<typeof daysPastDue>[0] }

async function overdueValues(ctx: Ctx, found: Found): Promise<Record<string, string>> {
  const days = daysPastDue(found.oldestUnpaidDueOn, ctx.today)
  if (found.dueCents <= 0 || !found.oldestUnpaidDueOn) throw conflict('nothing_overdue')
  const amount = formatMoney(found.dueCents, found.currency as Currency, await localeOf(ctx, found.borrowerId))
  const [oldest] = await ctx.db
    .select({ number: loans.number })
    .from(loans)
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, found.borrowerId), eq(loans.caseId, found.id)))
    .orderBy(sql`${loans.oldestUnpaidDueOn} nulls last`, asc(loans.id))
    .limit(1)
  const values = { amount, date: found.oldestUnpaidDueOn, days: String(days), until: addDays(ctx.today, 7) }
  return oldest ? { ...values, contract: oldest.number } : values
}

async function upcomingValues(ctx: Ctx, found: Found): Promise<Record<string, string>> {
  const [next] = await ctx.db
    .select({ on: loans.nextDueOn, number: loans.number })
    .from(loans)
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, found.borrowerId), eq(loans.status, 'active')))
    .orderBy(asc(loans.nextDueOn), asc(loans.id))
    .limit(1)
  if (!next?.on) throw conflict('nothing_due')
  return { date: next.on, contract: next.number }
}

async function localeOf(ctx: Ctx, borrowerId: string): Promise<string> {
  const [person] = await ctx.db
    .select({ locale: borrowers.locale })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, borrowerId)))
  return person?.locale ?? ctx.lender.locale
}
