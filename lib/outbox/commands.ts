import { and, eq } from 'drizzle-orm'
import { messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId, newSecret } from '../clock'
import type { Ctx } from '../context'
import { readEnv } from '../env'
import { enqueue } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { loadAddressee, type Person } from './addressee-queries'
import { shippedTemplate } from './default-templates'
import { maskName, render, type Channel } from './render'
import type { TemplateCode } from './template'
import { trustCodeFrom } from './trust-code'

export type QueueMessage = {
  borrowerId: string
  caseId: string | null
  templateCode: TemplateCode
  kind: Channel
  /** Amounts formatted with their currency, dates as 2026-11-30 (written out in the borrower's language). */
  values: Record<string, string>
  /** The same key for the same borrower is one message, however often it is asked for. */
  uniqueKey: string
  /** of a message that a ladder sends */
  strategyStep?: string
  sendAfter?: Date
}
export type QueuedMessage = { messageId: string | null; outcome: 'queued' | 'already_queued' | 'no_address' }

/**
 * Writes a message to the borrower's own address in the borrower's language and enqueues its sending; the guard decides at the
 * moment of sending. Without an address of that kind it becomes an in-app message, or `no_address` where that has no template.
 */
export async function queueMessage(ctx: Ctx, input: QueueMessage): Promise<QueuedMessage> {
  authorize(
    ctx,
    'message:send',
    'contact:make',
    'case:work',
    'payment:record',
    'payment:reverse',
    'hardship:review',
    'plan:propose',
    'plan:answer',
    'hardship:apply',
    'thread:write',
  )
  return transaction(ctx, async ctx => {
    const { person, address, wordings } = await loadAddressee(ctx, input.borrowerId, input.kind, input.templateCode)
    const kind: Channel = address || input.kind === 'letter' ? input.kind : 'app_message'
    const template = wordings.get(kind) ?? shippedTemplate(input.templateCode, kind)
    if (!template || (kind === 'letter' && !address)) return { messageId: null, outcome: 'no_address' }
    const trustCode = trustCodeFrom(Buffer.from(newSecret(8), 'base64url'))
    const values = { ...known(ctx, person, trustCode), ...input.values }
    const messageId = newId()
    const inserted = await ctx.db
      .insert(messages)
      .values({
        borrowerId: input.borrowerId,
        id: messageId,
        lenderId: ctx.actor.lenderId,
        caseId: input.caseId,
        contactPointId: address?.id ?? null,
        kind,
        purpose: template.purpose,
        templateCode: input.templateCode,
        locale: person.locale,
        toMasked: address?.valueMasked ?? person.number,
        subject: render(template.subject[person.locale], values, person.locale, kind),
        body: render(template.body[person.locale], values, person.locale, kind),
        trustCode,
        sendAfter: input.sendAfter ?? ctx.now,
        uniqueKey: input.uniqueKey,
        strategyStep: input.strategyStep ?? null,
        createdAt: ctx.now,
      })
      .onConflictDoNothing({ target: [messages.borrowerId, messages.uniqueKey] })
      .returning({ id: messages.id })
    if (inserted.length === 0) return { messageId: await earlierMessage(ctx, input), outcome: 'already_queued' }
    const data = { messageId, templateCode: input.templateCode, kind, purpose: template.purpose }
    await Promise.all([
      record(ctx, { type: 'message.queued', borrowerId: input.borrowerId, caseId: input.caseId ?? undefined, data }),
      enqueue(ctx, 'message.send', { borrowerId: input.borrowerId, messageId }, input.sendAfter),
    ])
    return { messageId, outcome: 'queued' }
  })
}

function known(ctx: Ctx, person: Person, trustCode: string) {
  const site = readEnv().LEEWAY_PUBLIC_URL.replace(/\/$/, '')
  return {
    name: maskName(person.name),
    lender: ctx.lender.name[person.locale],
    hotline: ctx.lender.hotline,
    portalUrl: `${site}/portal/${ctx.lender.slug}`,
    trustCode,
    optOutUrl: `${site}/stop/${trustCode}`,
  }
}

async function earlierMessage(ctx: Ctx, input: QueueMessage): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.borrowerId, input.borrowerId), eq(messages.uniqueKey, input.uniqueKey)))
  return row?.id ?? null
}
