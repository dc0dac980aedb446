import { and, asc, eq, lte } from 'drizzle-orm'
import { cases, messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { assessMany, countRules, type Preview } from '../guard/bulk-queries'
import { read } from '../transaction'
import { fateOf, isOver } from './fate'
import { contentOf } from './message-content'
import type { Channel } from './render'
import type { MessagePurpose } from './template'

const MOST = 1000
const AHEAD_HOURS = 24

/** `cancelled`: of a case that has been closed since. `isCut`: there are more than were looked at. */
export type DuePreview = { total: number; isCut: boolean; handed: number; cancelled: number; delayed: number; blocked: number; rules: Preview['rules'] }

/** What becomes of the messages of the next 24 hours if nothing else happens, each at its own moment. Nothing is written or taken. */
export async function previewDueMessages(ctx: Ctx): Promise<DuePreview> {
  authorize(ctx, 'outbox:read')
  return read(ctx, async ctx => {
    const found = await ctx.db
      .select({ borrowerId: messages.borrowerId, kind: messages.kind, purpose: messages.purpose, contactPointId: messages.contactPointId, subject: messages.subject, body: messages.body, sendAfter: messages.sendAfter, caseStatus: cases.status })
      .from(messages)
      .leftJoin(cases, and(eq(cases.borrowerId, messages.borrowerId), eq(cases.id, messages.caseId)))
      .where(and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.status, 'queued'), lte(messages.sendAfter, addHours(ctx.now, AHEAD_HOURS))))
      .orderBy(asc(messages.sendAfter), asc(messages.id))
      .limit(MOST + 1)
    const rows = found.slice(0, MOST)
    const going = rows.filter(row => !isOver(row.purpose, row.caseStatus ?? undefined))
    const moment = (row: (typeof rows)[number]) => (row.sendAfter > ctx.now ? row.sendAfter : ctx.now)
    const answers = await assessMany(
      ctx,
      going.map(row => ({ borrowerId: row.borrowerId, kind: row.kind as Channel, purpose: row.purpose as MessagePurpose, contactPointId: row.contactPointId, content: contentOf(row, Object.values(ctx.lender.name)), at: moment(row) })),
    )
    const fates = going.flatMap((row, i) => {
      const answer = answers[i]
      return answer ? [fateOf(answer, row.purpose, moment(row))] : []
    })
    const count = (outcome: (typeof fates)[number]['outcome']) => fates.filter(fate => fate.outcome === outcome).length
    return {
      total: rows.length,
      isCut: found.length > MOST,
      handed: count('handed'),
      cancelled: rows.length - going.length,
      delayed: count('delayed'),
      blocked: count('blocked'),
      rules: countRules(answers.filter((_answer, i) => fates[i]?.outcome !== 'handed')),
    }
  })
}
