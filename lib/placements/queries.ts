import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { agencies, messages, placements } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { Assessment } from '../guard/assessment'
import { previewContact } from '../guard/queries'
import { read } from '../transaction'
import { noticeKey } from './facts-queries'

export type Words = { en: string; zhCn: string }
/** `notice`: how the newest notice about this agency stands; null when none was sent. */
export type AgencyOption = { id: string; name: Words; notice: { status: string; at: Date } | null; answer: Assessment }
export type PlacementPanel = { live: { id: string; name: Words; placedAt: Date; by: string | null } | null; options: AgencyOption[] }

const MOST_AGENCIES = 20

/** With whom the case is placed, or with whom it could be and what the guard says to each. */
export async function getPlacementPanel(ctx: Ctx, borrowerId: string, caseId: string): Promise<PlacementPanel> {
  authorize(ctx, 'placement:make')
  return read(ctx, async ctx => {
    const [live] = await ctx.db
      .select({
        id: placements.id,
        en: agencies.nameEn,
        zhCn: agencies.nameZhCn,
        placedAt: placements.placedAt,
        by: sql<string | null>`(select name from staff_accounts s where s.lender_id = ${placements.lenderId} and s.id = ${placements.placedBy})`,
      })
      .from(placements)
      .innerJoin(agencies, and(eq(agencies.lenderId, placements.lenderId), eq(agencies.id, placements.agencyId)))
      .where(and(eq(placements.lenderId, ctx.actor.lenderId), eq(placements.borrowerId, borrowerId), eq(placements.caseId, caseId), sql`${placements.recalledAt} is null`))
    if (live) return { live: { id: live.id, name: { en: live.en, zhCn: live.zhCn }, placedAt: live.placedAt, by: live.by }, options: [] }
    return { live: null, options: await listOptions(ctx, borrowerId, caseId) }
  })
}

async function listOptions(ctx: Ctx, borrowerId: string, caseId: string): Promise<AgencyOption[]> {
  const known = await ctx.db.select().from(agencies).where(eq(agencies.lenderId, ctx.actor.lenderId)).orderBy(asc(agencies.nameEn), asc(agencies.id)).limit(MOST_AGENCIES)
  const action = { kind: 'placement', purpose: 'collection', contactPointId: null } as const
  const answers = await previewContact(ctx, borrowerId, known.map(({ id }) => ({ ...action, agencyId: id })))
  const notices = await listNotices(ctx, borrowerId)
  return known.flatMap(({ id, nameEn, nameZhCn }, place) => {
    const answer = answers[place]
    const notice = notices.find(({ uniqueKey }) => uniqueKey.startsWith(noticeKey(caseId, id)))
    return answer ? [{ id, name: { en: nameEn, zhCn: nameZhCn }, notice: notice ? { status: notice.status, at: notice.handedAt ?? notice.createdAt } : null, answer }] : []
  })
}

const listNotices = (ctx: Ctx, borrowerId: string) =>
  ctx.db
    .select({ uniqueKey: messages.uniqueKey, status: messages.status, handedAt: messages.handedAt, createdAt: messages.createdAt })
    .from(messages)
    .where(and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.borrowerId, borrowerId), eq(messages.templateCode, 'placement_notice')))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(100)
