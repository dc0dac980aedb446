import { and, eq } from 'drizzle-orm'
import { creditReportRuns } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { cents } from '../money'

/** The day's file of corrections, begun by the first of them. Part of the command that writes a line into it. */
export async function fileOfToday(ctx: Ctx): Promise<string> {
  authorize(ctx, 'credit_report:correct')
  const key = { lenderId: ctx.actor.lenderId, kind: 'correction', asOf: ctx.today }
  const r = creditReportRuns
  await ctx.db
    .insert(r)
    .values({ ...key, id: newId(), startedAt: ctx.now, finishedAt: ctx.now, balanceCents: cents(0), overdueCents: cents(0) })
    .onConflictDoNothing({ target: [r.lenderId, r.kind, r.asOf] })
  const [run] = await ctx.db
    .select({ id: r.id })
    .from(r)
    .where(and(eq(r.lenderId, key.lenderId), eq(r.kind, key.kind), eq(r.asOf, key.asOf)))
  if (!run) throw new Error('no file of corrections')
  return run.id
}
