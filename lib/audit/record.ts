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
export const record = (ctx: Ctx, event: AuditEvent): Promise<void> => recordMany(ctx, [event])

/** The traces of many changes of one transaction, in one statement. */
export async function recordMany(ctx: Ctx, events: readonly AuditEvent[]): Promise<void> {
  if (!ctx.inTransaction) throw new Error(`audit event ${events[0]?.type} outside a transaction`)
  if (events.length === 0) return
  await ctx.db.insert(auditEvents).values(
    events.map(event => ({
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
    })),
  )
}
