import { auditEvents } from '@/db/schema'
import { newId } from '../clock'
import type { Ctx } from '../context'

export type AuditEvent = {
  type: `${string}.${string}`
  borrowerId?: string
  caseId?: string
  /** ids, codes, amounts, before and after: never names, numbers or free text about a person */
  data?: Record<string, unknown>
}

/** Writes the trace in the caller's transaction: one state change, one event. */
export async function record(ctx: Ctx, event: AuditEvent): Promise<void> {
  if (!ctx.inTransaction) throw new Error(`audit event ${event.type} outside a transaction`)
  await ctx.db.insert(auditEvents).values({
    lenderId: ctx.actor.lenderId,
    id: newId(),
    borrowerId: event.borrowerId ?? null,
    caseId: event.caseId ?? null,
    type: event.type,
    data: event.data ?? {},
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    requestId: ctx.requestId,
    occurredAt: ctx.now,
  })
}
