import { and, desc, eq } from 'drizzle-orm'
import { promises } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import type { Cents } from '../money'
import { read } from '../transaction'
import type { PromiseState } from './promise-state'

export type PromiseView = {
  id: string
  amountCents: Cents
  paidCents: Cents
  dueOn: LocalDate
  madeOn: LocalDate
  graceDays: number
  /** Several dated parts; null for one amount on one day. */
  parts: { dueOn: LocalDate; amountCents: Cents }[] | null
  missedReason: string | null
  missedNote: string | null
  status: PromiseState
}

/** A case's promises, newest first, at most 50. */
export async function listPromises(ctx: Ctx, borrowerId: string, caseId: string): Promise<PromiseView[]> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({
        id: promises.id,
        amountCents: promises.amountCents,
        paidCents: promises.paidCents,
        dueOn: promises.dueOn,
        madeOn: promises.madeOn,
        graceDays: promises.graceDays,
        parts: promises.parts,
        missedReason: promises.missedReason,
        missedNote: promises.missedNote,
        status: promises.status,
      })
      .from(promises)
      .where(and(eq(promises.lenderId, ctx.actor.lenderId), eq(promises.borrowerId, borrowerId), eq(promises.caseId, caseId)))
      .orderBy(desc(promises.createdAt), desc(promises.id))
      .limit(50)
    return rows.map(row => ({ ...row, status: row.status as PromiseState }))
  })
}
