import { sql } from 'drizzle-orm'
import type { GuardReasonRow } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { assessmentOf, atOpening, type Assessment } from './assessment'
import { evaluate } from './evaluate'
import { loadSubject } from './facts-queries'
import { ownRequest } from './own-request'
import { loadLenderRules } from './rules-queries'
import { loadSteps } from './step-queries'
import { readReasons, storedReasons } from './stored-reasons'
import { withRole, type RealAction } from './subject'

/** `agencyId`: with whom a case is to be placed. */
export type DecideContact = RealAction & { borrowerId: string; caseId: string | null; requestKey: string; agencyId?: string }
export type Decision = Assessment & { decisionId: string }

/**
 * Takes one decision and, when allowed, one allowance; the decision row is its own record. Locks the person, so callers wait
 * for each other. The same request key gives the same decision. A block is returned, not thrown: its row must be committed.
 */
export async function decideContact(ctx: Ctx, input: DecideContact): Promise<Decision> {
  authorize(ctx, 'contact:make', 'message:send', 'plan:answer', 'guard:decide', 'placement:make')
  if (!ctx.inTransaction) throw new Error('a guard decision is taken inside the transaction that uses it')
  const { borrowerId, caseId, requestKey, agencyId, ...action } = input
  await ctx.db.execute(sql`select guard_lock(${borrowerId}::uuid)`)
  const [subject, { rules, packs }, [step]] = await Promise.all([loadSubject(ctx, borrowerId), loadLenderRules(ctx), loadSteps(ctx, [{ ...action, borrowerId, agencyId }])])
  const body = subject(withRole(ctx.actor, action), step)
  const answer = evaluate(rules, ownRequest(body, packs))
  const [row] = await ctx.db.execute<DecisionRow>(
    sql`select * from guard_decide(${borrowerId}::uuid, ${newId()}::uuid, ${caseId}::uuid, ${input.kind}, ${input.purpose},
      ${input.contactPointId}::uuid, ${ctx.now.toISOString()}::timestamptz, ${requestKey}, ${JSON.stringify(storedReasons(answer.reasons))}::jsonb,
      ${JSON.stringify({ ...body, packs })}::jsonb, ${answer.nextPermittedAt?.toISOString() ?? null}::timestamptz, string_to_array(${packs.join(',')}, ','),
      ${answer.decision === 'allowed' && answer.reasons.length > 0 ? (input.reason ?? null) : null})`,
  )
  if (!row) throw new Error('the guard gave no answer')
  return { ...assessmentOf(answer), ...said(row), decisionId: row.decision_id }
}

export type DecisionRow = { decision_id: string; decision: Assessment['decision']; reasons: GuardReasonRow[]; next_permitted_at: string | null }

const momentOf = (row: DecisionRow) => (row.next_permitted_at ? new Date(row.next_permitted_at) : null)

/** The database has the last word: what it stored is what is answered. */
export const said = (row: DecisionRow) => ({
  decision: row.decision,
  reasons: atOpening(readReasons(row.reasons), momentOf(row)),
  nextPermittedAt: momentOf(row),
})
