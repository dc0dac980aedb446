import { and, eq, inArray, sql } from 'drizzle-orm'
import { agencies, borrowers, messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockCase } from '../cases/lock-queries'
import type { Ctx } from '../context'
import { conflict, notFound } from '../errors'
import { queueMessage, type QueuedMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { noticeKey } from './facts-queries'

/**
 * Tells the borrower which agency will make contact (CBIRC Order 2022 No. 9 art. 41). Once for a case and an agency, and again only where
 * the earlier notice did not arrive.
 */
export async function sendPlacementNotice(ctx: Ctx, input: { borrowerId: string; caseId: string; agencyId: string }): Promise<QueuedMessage> {
  authorize(ctx, 'placement:make')
  const { borrowerId, caseId, agencyId } = input
  return transaction(ctx, async ctx => {
    const found = await lockCase(ctx, borrowerId, caseId)
    if (found.status !== 'open') throw conflict('case_closed')
    const agency = await agencyName(ctx, borrowerId, agencyId)
    const key = noticeKey(caseId, agencyId)
    const uniqueKey = `${key}:${await countLost(ctx, borrowerId, key)}`
    const queued = await queueMessage(ctx, { borrowerId, caseId, templateCode: 'placement_notice', kind: 'sms', values: { agency }, uniqueKey })
    if (queued.outcome === 'queued') await record(ctx, { type: 'placement.notice_sent', borrowerId, caseId, data: { agencyId, messageId: queued.messageId } })
    return queued
  })
}

async function agencyName(ctx: Ctx, borrowerId: string, agencyId: string): Promise<string> {
  const [found] = await ctx.db
    .select({ en: agencies.nameEn, zh: agencies.nameZhCn, locale: borrowers.locale })
    .from(agencies)
    .innerJoin(borrowers, and(eq(borrowers.lenderId, agencies.lenderId), eq(borrowers.id, borrowerId)))
    .where(and(eq(agencies.lenderId, ctx.actor.lenderId), eq(agencies.id, agencyId)))
  if (!found) throw notFound()
  return found.locale === 'en' ? found.en : found.zh
}

const countLost = (ctx: Ctx, borrowerId: string, key: string): Promise<number> =>
  ctx.db.$count(
    messages,
    and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.borrowerId, borrowerId), inArray(messages.status, ['failed', 'blocked', 'cancelled']), sql`starts_with(${messages.uniqueKey}, ${key})`),
  )
