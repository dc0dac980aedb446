import { and, desc, eq, sql } from 'drizzle-orm'
import { threadMessages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'

export type ThreadMessage = { id: string; topic: string; authorKind: string; authorName: string | null; body: string; createdAt: Date; readAt: Date | null }

/** The newest messages between lender and borrower, oldest first; of one application or case where named. */
export async function listThread(ctx: Ctx, borrowerId: string, filter: { applicationId?: string; caseId?: string } = {}, limit = 100): Promise<ThreadMessage[]> {
  authorize(ctx, 'portal:read', 'case:read', 'hardship:review')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) return []
  const m = threadMessages
  const rows = await read(ctx, ctx =>
    ctx.db
      .select({
        id: m.id,
        topic: m.topic,
        authorKind: m.authorKind,
        authorName: sql<string | null>`case when ${m.authorKind} = 'staff' then auth.staff_name(${m.lenderId}, ${m.authorId}) end`,
        body: m.body,
        createdAt: m.createdAt,
        readAt: m.readAt,
      })
      .from(m)
      .where(
        and(
          eq(m.lenderId, ctx.actor.lenderId),
          eq(m.borrowerId, borrowerId),
          filter.applicationId ? eq(m.applicationId, filter.applicationId) : undefined,
          filter.caseId ? eq(m.caseId, filter.caseId) : undefined,
        ),
      )
      .orderBy(desc(m.createdAt), desc(m.id))
      .limit(limit),
  )
  return rows.toReversed()
}
