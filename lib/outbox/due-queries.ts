import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { cases, messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { byCount, countRule, startAssessing, type RuleCount } from '../guard/bulk-queries'
import { read } from '../transaction'
import { fateOf, isOver } from './fate'
import { contentOf } from './message-content'
import type { Channel } from './render'
import type { MessagePurpose } from './template'

const MOST = 1000
const CHUNK = 500
const AHEAD_HOURS = 24
const OPENINGS_SHOWN = 5

/**
 * `cancelled`: of a case that has been closed since. `openings`: the moments for which most of the delayed wait. `isCut`: there are more than
 * were looked at.
 */
export type DuePreview = {
  total: number
  isCut: boolean
  handed: number
  cancelled: number
  delayed: number
  blocked: number
  openings: { at: Date; count: number }[]
  rules: RuleCount[]
}
type Cursor = { sendAfter: Date; id: string }

/**
 * What becomes of the messages of the next 24 hours if nothing else happens, each at its own moment. Nothing is written or taken. Walks in
 * chunks and keeps counts, so that a hundred thousand take no more room than a thousand.
 */
export async function previewDueMessages(ctx: Ctx, most = MOST): Promise<DuePreview> {
  authorize(ctx, 'outbox:read')
  return read(ctx, async ctx => {
    const assess = await startAssessing(ctx)
    const counts = { handed: 0, cancelled: 0, delayed: 0, blocked: 0 }
    const rules = new Map<string, RuleCount>()
    const openings = new Map<number, number>()
    let total = 0
    for (let after: Cursor | null = null; total < most; ) {
      const rows: Due[] = await listDue(ctx, after, Math.min(CHUNK, most - total))
      const going = rows.filter(row => !isOver(row.purpose, row.caseStatus ?? undefined))
      const answers = await assess(going.map(row => plannedOf(ctx, row)))
      for (const [i, answer] of answers.entries()) {
        const row = going[i]
        const fate = row && fateOf(answer, row.purpose, momentOf(ctx, row))
        if (!fate) continue
        counts[fate.outcome] += 1
        if (fate.outcome !== 'handed') countRule(rules, answer)
        if (fate.outcome === 'delayed') openings.set(fate.until.getTime(), (openings.get(fate.until.getTime()) ?? 0) + 1)
      }
      counts.cancelled += rows.length - going.length
      total += rows.length
      after = rows.at(-1) ?? null
      if (rows.length < CHUNK) break
    }
    return { total, isCut: total === most && (await hasMore(ctx, most)), ...counts, openings: frequent(openings), rules: byCount(rules) }
  })
}

const momentOf = (ctx: Ctx, row: Due) => (row.sendAfter > ctx.now ? row.sendAfter : ctx.now)

const plannedOf = (ctx: Ctx, row: Due) => ({
  borrowerId: row.borrowerId,
  kind: row.kind as Channel,
  purpose: row.purpose as MessagePurpose,
  contactPointId: row.contactPointId,
  content: contentOf(row, Object.values(ctx.lender.name)),
  at: momentOf(ctx, row),
})

const frequent = (openings: Map<number, number>) =>
  [...openings]
    .sort(([a, most], [b, more]) => more - most || a - b)
    .slice(0, OPENINGS_SHOWN)
    .sort(([a], [b]) => a - b)
    .map(([at, count]) => ({ at: new Date(at), count }))

const isDue = (ctx: Ctx) => and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.status, 'queued'), lte(messages.sendAfter, addHours(ctx.now, AHEAD_HOURS)))

type Due = Awaited<ReturnType<typeof listDue>>[number]
const listDue = (ctx: Ctx, after: Cursor | null, limit: number) =>
  ctx.db
    .select({
      id: messages.id,
      borrowerId: messages.borrowerId,
      kind: messages.kind,
      purpose: messages.purpose,
      contactPointId: messages.contactPointId,
      subject: messages.subject,
      body: messages.body,
      sendAfter: messages.sendAfter,
      caseStatus: cases.status,
    })
    .from(messages)
    .leftJoin(cases, and(eq(cases.borrowerId, messages.borrowerId), eq(cases.id, messages.caseId)))
    .where(and(isDue(ctx), after ? sql`(${messages.sendAfter}, ${messages.id}) > (${after.sendAfter.toISOString()}::timestamptz, ${after.id}::uuid)` : undefined))
    .orderBy(asc(messages.sendAfter), asc(messages.id))
    .limit(limit)

async function hasMore(ctx: Ctx, most: number): Promise<boolean> {
  const found = await ctx.db.select({ id: messages.id }).from(messages).where(isDue(ctx)).orderBy(asc(messages.sendAfter), asc(messages.id)).offset(most).limit(1)
  return found.length > 0
}
