import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import { auditEvents } from '@/db/schema'
import type { Ctx } from '../context'
import type { PlanRow } from './stored-plan'

type Of = Pick<PlanRow, 'borrowerId' | 'id' | 'caseId'>
const ofCase = (ctx: Ctx, plan: Of) =>
  and(eq(auditEvents.lenderId, ctx.actor.lenderId), eq(auditEvents.borrowerId, plan.borrowerId), eq(auditEvents.caseId, plan.caseId))

/** The last moment at which something with these facts was recorded of a plan. */
export async function findPlanEvent(ctx: Ctx, plan: Of, type: `plan.${string}`, data: Record<string, unknown>): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ at: auditEvents.occurredAt })
    .from(auditEvents)
    .where(and(ofCase(ctx, plan), eq(auditEvents.type, type), sql`${auditEvents.data} @> ${JSON.stringify(data)}::jsonb`))
    .orderBy(desc(auditEvents.occurredAt))
    .limit(1)
  return row?.at ?? null
}

/** Events of one plan by type, oldest first, at most 200. */
export const listPlanEvents = (ctx: Ctx, plan: Of, types: readonly `plan.${string}`[]): Promise<{ type: string; at: Date; data: Record<string, unknown> }[]> =>
  ctx.db
    .select({ type: auditEvents.type, at: auditEvents.occurredAt, data: auditEvents.data })
    .from(auditEvents)
    .where(and(ofCase(ctx, plan), inArray(auditEvents.type, [...types]), sql`${auditEvents.data} @> ${JSON.stringify({ planId: plan.id })}::jsonb`))
    .orderBy(asc(auditEvents.occurredAt), asc(auditEvents.id))
    .limit(200)
