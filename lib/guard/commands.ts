import { sql } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { GuardReasonRow } from '@/db/schema'
import { assessContact, type Assessment, type ContactAction } from './decide'
import { loadFacts } from './queries'

export type DecideContact = ContactAction & { borrowerId: string; caseId: string | null; requestKey: string }
export type Decision = Assessment & { decisionId: string }

/**
 * Takes one decision and, when allowed, one allowance; the decision row is its own record. Locks the person, so callers wait
 * for each other. The same request key gives the same decision. A block is returned, not thrown: its row must be committed.
 */
export async function decideContact(ctx: Ctx, input: DecideContact): Promise<Decision> {
  authorize(ctx, 'contact:make', 'message:send', 'plan:answer')
  if (!ctx.inTransaction) throw new Error('a guard decision is taken inside the transaction that uses it')
  await ctx.db.execute(sql`select guard_lock(${input.borrowerId}::uuid)`)
  const factsOf = await loadFacts(ctx, input.borrowerId, input.contactPointId ? [input.contactPointId] : [])
  const facts = factsOf(input.contactPointId)
  const answer = assessContact(ctx.lender.policy.contactRules, facts, input, ctx.now)
  const stored = answer.reasons.map(({ rule, source, nextPermittedAt, values }) => ({ rule, source, nextPermittedAt, values }))
  const [row] = await ctx.db.execute<{ decision_id: string; decision: 'allowed' | 'blocked'; reasons: GuardReasonRow[]; next_permitted_at: string | null }>(
    sql`select * from guard_decide(${input.borrowerId}::uuid, ${newId()}::uuid, ${input.caseId}::uuid, ${input.kind}, ${input.purpose},
      ${input.contactPointId}::uuid, ${ctx.now.toISOString()}::timestamptz, ${input.requestKey}, ${JSON.stringify(stored)}::jsonb,
      ${JSON.stringify(facts)}::jsonb, ${answer.nextPermittedAt?.toISOString() ?? null}::timestamptz)`,
  )
  if (!row) throw new Error('the guard gave no answer')
  return { ...answer, decisionId: row.decision_id, outcome: row.decision, ...said(row) }
}

/** The database has the last word: what it stored is what is answered. */
function said(row: { reasons: GuardReasonRow[]; next_permitted_at: string | null }) {
  return {
    reasons: row.reasons.map(reason => ({ ...reason, nextPermittedAt: reason.nextPermittedAt ? new Date(reason.nextPermittedAt) : null })),
    nextPermittedAt: row.next_permitted_at ? new Date(row.next_permitted_at) : null,
  }
}
