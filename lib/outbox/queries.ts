import { and, desc, eq, isNotNull, like, lt, or, sql } from 'drizzle-orm'
import { borrowers, messages } from '@/db/schema'
import type { Db } from '@/db/client'
import { authorize } from '../accounts/authorize'
import { takeRate } from '../accounts/session-commands'
import type { Ctx, Locale } from '../context'
import { DomainError } from '../errors'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { readReceipt } from './receipt-input'
import { writeCursor, type Cursor, type MessageStatus, type OutboxRow, type OutboxView } from './list'
import { readTrustCode } from './trust-code'

const PAGE = 50

/** The lender's messages, newest first, with why one waits or was blocked. */
export async function listMessages(
  ctx: Ctx,
  filter: { view: OutboxView; cursor: Cursor | null },
): Promise<{ rows: OutboxRow[]; nextCursor: string | null }> {
  authorize(ctx, 'outbox:read')
  return read(ctx, async ctx => {
    const found = await ctx.db
      .select({ message: messages, borrowerName: borrowers.name })
      .from(messages)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, messages.lenderId), eq(borrowers.id, messages.borrowerId)))
      .where(
        and(
          eq(messages.lenderId, ctx.actor.lenderId),
          filter.view === 'all' ? undefined : eq(messages.status, filter.view === 'waiting' ? 'queued' : filter.view),
          filter.view === 'waiting' ? isNotNull(messages.blockedBy) : undefined,
          filter.cursor
            ? or(
                lt(messages.createdAt, filter.cursor.createdAt),
                and(eq(messages.createdAt, filter.cursor.createdAt), lt(messages.id, filter.cursor.id)),
              )
            : undefined,
        ),
      )
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(PAGE + 1)
    const rows = found.slice(0, PAGE).map(({ message, borrowerName }) => toRow(message, borrowerName))
    const last = found.length > PAGE ? rows.at(-1) : undefined
    return { rows, nextCursor: last ? writeCursor(last) : null }
  })
}

function toRow(message: typeof messages.$inferSelect, borrowerName: string): OutboxRow {
  const { id, kind, purpose, templateCode, toMasked, subject, trustCode, blockedBy, createdAt, sendAfter, handedAt } = message
  const delivery = readReceipt(message)
  return {
    id,
    borrowerName,
    caseToken: message.caseId ? toToken(message.borrowerId, message.caseId) : null,
    body: purpose === 'security_code' ? null : message.body,
    status: message.status as MessageStatus,
    kind,
    purpose,
    templateCode,
    toMasked,
    subject,
    trustCode,
    blockedBy,
    createdAt,
    sendAfter,
    handedAt,
    delivery,
  }
}

export type DemoMessage = Pick<
  OutboxRow,
  'id' | 'kind' | 'toMasked' | 'subject' | 'trustCode' | 'status' | 'blockedBy' | 'createdAt' | 'sendAfter'
> & { body: string }

/** Only for the demo's outbox, where a newcomer finds the one-time code: the latest messages of a made-up lender, in full. */
export function listDemoMessages(ctx: Ctx, lastFour: string | null): Promise<DemoMessage[]> {
  authorize(ctx, 'sign_in:assist')
  return read(ctx, ctx =>
    ctx.db
      .select({
        id: messages.id,
        kind: messages.kind,
        toMasked: messages.toMasked,
        subject: messages.subject,
        body: messages.body,
        trustCode: messages.trustCode,
        status: sql<MessageStatus>`${messages.status}`,
        blockedBy: messages.blockedBy,
        createdAt: messages.createdAt,
        sendAfter: messages.sendAfter,
      })
      .from(messages)
      .where(
        and(
          eq(messages.lenderId, ctx.actor.lenderId),
          lastFour ? like(messages.toMasked, `%${lastFour.replace(/\D/g, '')}`) : undefined,
        ),
      )
      .orderBy(desc(messages.createdAt), desc(messages.id))
      .limit(40),
  )
}

export type TrustAnswer = { lender: Record<Locale, string>; kind: string; handedAt: Date } | null

/**
 * Whether a message with this code went out, from whom, when and how; never about what. Null for a code that is not ours.
 * Throws `rate_limited` past 20 questions from an address in 15 minutes.
 */
export async function findTrustCode(db: Db, now: Date, given: { code: string; address: string }): Promise<TrustAnswer> {
  if (!(await takeRate(db, now, `trust:${given.address}`, 20, 15))) throw new DomainError('rate_limited', 'too_many_tries')
  const code = readTrustCode(given.code)
  if (!code) return null
  const [row] = await db.execute<{ lender_en: string; lender_zh_cn: string; kind: string; handed_at: string }>(
    sql`select lender_en, lender_zh_cn, kind, handed_at::text from auth.find_trust_code(${code})`,
  )
  return row
    ? { lender: { en: row.lender_en, 'zh-CN': row.lender_zh_cn }, kind: row.kind, handedAt: new Date(row.handed_at) }
    : null
}
