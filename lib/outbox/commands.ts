import { and, eq, sql } from 'drizzle-orm'
import { messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { recordMany } from '../audit/record'
import { idList, insertMissing, textList } from '../bulk-port'
import { newId, newSecret } from '../clock'
import type { Ctx } from '../context'
import { readEnv } from '../env'
import { notFound } from '../errors'
import { enqueueMany } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { loadAddressees, type Addressee, type Addressees, type Person } from './addressee-queries'
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
  /** of the request that a message of many came with */
  requestId?: string
}
export type QueuedMessage = { messageId: string | null; outcome: 'queued' | 'already_queued' | 'no_address' }

/**
 * Writes a message to the borrower's own address in the borrower's language and enqueues its sending; the guard decides at the
 * moment of sending. Without an address of that kind it becomes an in-app message, or `no_address` where that has no template.
 */
export async function queueMessage(ctx: Ctx, input: QueueMessage): Promise<QueuedMessage> {
  const [queued] = await queueMessages(ctx, [input])
  if (!queued) throw notFound()
  return queued
}

/** As `queueMessage` for many, each answered in its place, with as many statements as one has where all are of one template and channel. */
export async function queueMessages(ctx: Ctx, inputs: readonly QueueMessage[]): Promise<QueuedMessage[]> {
  authorize(
    ctx,
    'message:send',
    'contact:make',
    'case:work',
    'payment:record',
    'payment:reverse',
    'charge:record',
    'hardship:review',
    'plan:propose',
    'plan:answer',
    'hardship:apply',
    'thread:write',
  )
  if (inputs.length === 0) return []
  return transaction(ctx, async ctx => {
    const drafts: (Row | null)[] = inputs.map(() => null)
    const places = inputs.map((input, place) => ({ input, place }))
    for (const alike of Map.groupBy(places, ({ input }) => `${input.kind} ${input.templateCode}`).values()) {
      const made = await draftMessages(ctx, alike.map(one => one.input))
      for (const [i, { place }] of alike.entries()) drafts[place] = made[i] ?? null
    }
    const rows = drafts.filter(row => row !== null)
    const fresh = await insertMissing(ctx, messages, rows)
    const earlier = await findEarlier(ctx, rows.filter(row => !fresh.has(row.id)))
    await announce(ctx, inputs.flatMap((input, i) => (drafts[i] && fresh.has(drafts[i].id) ? [{ input, row: drafts[i] }] : [])))
    return drafts.map((row): QueuedMessage => {
      if (!row) return { messageId: null, outcome: 'no_address' }
      if (fresh.has(row.id)) return { messageId: row.id, outcome: 'queued' }
      return { messageId: earlier.get(keyOf(row)) ?? null, outcome: 'already_queued' }
    })
  })
}

type Row = typeof messages.$inferInsert & { id: string; kind: Channel }
const keyOf = (row: { borrowerId: string; uniqueKey: string }) => `${row.borrowerId} ${row.uniqueKey}`

/** Messages of one template and channel, null where there is no address for one. Throws `not_found` for a stranger. */
async function draftMessages(ctx: Ctx, inputs: readonly QueueMessage[]): Promise<(Row | null)[]> {
  const [first] = inputs
  if (!first) return []
  const { of, wordings } = await loadAddressees(ctx, [...new Set(inputs.map(input => input.borrowerId))], first.kind, first.templateCode)
  return inputs.map(input => {
    const addressee = of.get(input.borrowerId)
    if (!addressee) throw notFound()
    return draftOf(ctx, input, addressee, wordings)
  })
}

function draftOf(ctx: Ctx, input: QueueMessage, { person, address }: Addressee, wordings: Addressees['wordings']): Row | null {
  const kind: Channel = address || input.kind === 'letter' ? input.kind : 'app_message'
  const template = wordings.get(kind) ?? shippedTemplate(input.templateCode, kind)
  if (!template || (kind === 'letter' && !address)) return null
  const trustCode = trustCodeFrom(Buffer.from(newSecret(8), 'base64url'))
  const values = { ...known(ctx, person, trustCode), ...input.values }
  return {
    borrowerId: input.borrowerId,
    id: newId(),
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
  }
}

async function announce(ctx: Ctx, queued: readonly { input: QueueMessage; row: Row }[]): Promise<void> {
  const traces = queued.map(({ input, row: { borrowerId, caseId, id: messageId, kind, purpose, templateCode } }) => {
    const data = { messageId, templateCode, kind, purpose }
    return { type: 'message.queued' as const, borrowerId, caseId: caseId ?? undefined, data, requestId: input.requestId }
  })
  const jobs = queued.map(({ input, row }) => ({ data: { borrowerId: row.borrowerId, messageId: row.id }, startAfter: input.sendAfter, requestId: input.requestId }))
  await Promise.all([recordMany(ctx, traces), enqueueMany(ctx, 'message.send', jobs)])
}

async function findEarlier(ctx: Ctx, rows: readonly Row[]): Promise<Map<string, string>> {
  if (rows.length === 0) return new Map()
  const found = await ctx.db
    .select({ id: messages.id, borrowerId: messages.borrowerId, uniqueKey: messages.uniqueKey })
    .from(messages)
    .where(
      and(
        eq(messages.lenderId, ctx.actor.lenderId),
        sql`${messages.borrowerId} = any (${idList(rows.map(row => row.borrowerId))})`,
        sql`${messages.uniqueKey} = any (${textList(rows.map(row => row.uniqueKey))})`,
      ),
    )
  return new Map(found.map(row => [keyOf(row), row.id]))
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
