import { auditEvents } from '@/db/schema'
import { insertAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'

export type AuditEvent = {
  type: `${string}.${string}`
  borrowerId?: string
  caseId?: string | null
  /** ids, codes, amounts, before and after: never names, numbers or free text about a person */
  data?: Record<string, unknown>
  /** where it came with a request of its own, among others of one transaction */
  requestId?: string
}

/** Writes the trace in the caller's transaction: one state change, one event. */
export async function record(ctx: Ctx, event: AuditEvent): Promise<void> {
  await ctx.db.insert(auditEvents).values(auditRow(ctx, event))
}

/** The trace as a row, for commands that write many at once. Throws outside a transaction. */
export function auditRow(ctx: Ctx, event: AuditEvent): typeof auditEvents.$inferInsert {
  if (!ctx.inTransaction) throw new Error(`audit event ${event.type} outside a transaction`)
  return {
    lenderId: ctx.actor.lenderId,
    id: newId(),
    borrowerId: event.borrowerId ?? null,
    caseId: event.caseId ?? null,
    type: event.type,
    data: event.data ?? {},
    actorKind: ctx.actor.kind,
    actorId: ctx.actor.id,
    requestId: event.requestId ?? ctx.requestId,
    occurredAt: ctx.now,
  }
}

/** The traces of many changes of one transaction, in one statement. */
export async function recordMany(ctx: Ctx, events: readonly AuditEvent[]): Promise<void> {
  await insertAll(ctx, auditEvents, events.map(event => auditRow(ctx, event)))
}
