import { escalations } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { transaction } from '../transaction'

export type EscalationKind = 'plan_approval' | 'plan_broken' | 'plan_counter' | 'plan_review' | 'help' | 'complaint'
export type RaiseEscalation = {
  borrowerId: string
  /** Null for a dispute of a borrower without an open case. */
  caseId: string | null
  kind: EscalationKind
  /** What it is about, e.g. a plan: at most one open escalation per kind and subject. */
  subjectId: string | null
  /** Codes, numbers and the asker's own note; shown to the supervisor. */
  facts: Record<string, unknown>
}
const DAYS_TO_ANSWER = 2

/** Asks a supervisor. Answers with null when the same is already being asked. */
export async function raiseEscalation(ctx: Ctx, input: RaiseEscalation): Promise<{ escalationId: string } | null> {
  authorize(ctx, 'plan:propose', 'case:work', 'hardship:review', 'job:run', 'thread:write', 'payment:record', 'credit_report:correct')
  return transaction(ctx, async ctx => {
    const escalationId = newId()
    const inserted = await ctx.db
      .insert(escalations)
      .values({
        borrowerId: input.borrowerId,
        id: escalationId,
        lenderId: ctx.actor.lenderId,
        caseId: input.caseId,
        kind: input.kind,
        subjectId: input.subjectId,
        facts: input.facts,
        raisedByKind: ctx.actor.kind,
        raisedBy: ctx.actor.id,
        raisedAt: ctx.now,
        dueOn: addDays(ctx.today, DAYS_TO_ANSWER),
      })
      .onConflictDoNothing()
      .returning({ id: escalations.id })
    if (inserted.length === 0) return null
    await record(ctx, {
      type: 'escalation.raised',
      borrowerId: input.borrowerId,
      caseId: input.caseId,
      data: { escalationId, kind: input.kind, subjectId: input.subjectId },
    })
    return { escalationId }
  })
}
