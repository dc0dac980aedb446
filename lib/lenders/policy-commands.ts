import { and, eq, sql } from 'drizzle-orm'
import { policyChanges, type PolicyChangeRow } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import { isUnderChineseRules } from './jurisdiction'
import { LenderPolicy } from './policy'
import { editNumbers, type PolicyEdit } from './policy-edit'
import type { DecidePolicy, ProposePolicy } from './policy-input'
import { hasLoansFrom, loadPolicy, loadProducts } from './policy-queries'
import { editTerms, type TermsScope } from './terms-edit'

/**
 * Writes down what one section of the policy shall be, for a second person; nothing is changed by it, and the same form twice is one
 * proposal. Throws `policy_changed_meanwhile`, `policy_nothing_changed`, and a sentence per field that does not fit.
 */
export async function proposePolicyChange(ctx: Ctx, input: ProposePolicy): Promise<{ changeId: string }> {
  authorize(ctx, 'policy:propose')
  const { id: proposedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const { policy, version } = await lockPolicy(ctx)
    const ofForm = and(eq(policyChanges.lenderId, ctx.actor.lenderId), eq(policyChanges.requestId, input.requestId))
    const [earlier] = await ctx.db.select({ id: policyChanges.id }).from(policyChanges).where(ofForm)
    if (earlier) return { changeId: earlier.id }
    if (version !== input.version) throw conflict('policy_changed_meanwhile')
    const edit = await editOf(ctx, policy, input)
    if (!edit.ok) throw invalid('check_fields', edit.fields)
    if (edit.changes.length === 0) throw invalid('policy_nothing_changed')
    const { section, reason, requestId } = input
    const row = { lenderId: ctx.actor.lenderId, id: newId(), requestId, section, changes: edit.changes, reason, baseVersion: version, proposedBy, proposedAt: ctx.now }
    await insertProposal(ctx, row)
    await record(ctx, { type: 'policy.proposed', data: { changeId: row.id, section, version, changes: edit.changes } })
    return { changeId: row.id }
  })
}

/** Only the columns a proposal has: the others are the database's, which lets nobody else write them. */
async function insertProposal(ctx: Ctx, row: typeof policyChanges.$inferInsert & { changes: PolicyChangeRow[]; proposedAt: Date }): Promise<void> {
  await ctx.db.execute(sql`insert into policy_changes (lender_id, id, request_id, section, changes, reason, base_version, proposed_by, proposed_at)
    values (${row.lenderId}, ${row.id}, ${row.requestId}, ${row.section}, ${JSON.stringify(row.changes)}::jsonb, ${row.reason}, ${row.baseVersion}, ${row.proposedBy}, ${row.proposedAt.toISOString()}::timestamptz)`)
}

async function editOf(ctx: Ctx, policy: LenderPolicy, input: ProposePolicy): Promise<PolicyEdit> {
  const { section, product, typed } = input
  const rules = { isChinese: isUnderChineseRules(ctx.lender), today: ctx.today }
  if (section !== 'terms') return editNumbers(policy, section, typed, rules)
  const scope: TermsScope = product === '' ? 'lender' : { product }
  if (scope !== 'lender' && !(await loadProducts(ctx, policy)).includes(scope.product)) throw notFound()
  const edit = editTerms(policy, scope, typed, rules)
  const from = edit.ok ? edit.changes[0]?.path.at(-1) : undefined
  return from !== undefined && (await hasLoansFrom(ctx, from, product)) ? { ok: false, fields: { from: 'policy_from_not_free' } } : edit
}

/**
 * A second person's answer. Approved, the numbers hold from the next request and the next job. Nobody decides what they proposed. Throws
 * `own_approval_forbidden`, `policy_already_decided`, `policy_changed_since` when other numbers were approved in between,
 * `policy_from_not_free` when terms of money were to begin on a day that has come or that a loan is paid out on.
 */
export async function decidePolicyChange(ctx: Ctx, { id, decision, note }: DecidePolicy): Promise<{ version: number }> {
  authorize(ctx, 'policy:decide')
  const { id: decidedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const { version } = await lockPolicy(ctx)
    const found = await lockedProposal(ctx, id)
    if (found.proposedBy === decidedBy) throw new DomainError('forbidden', 'own_approval_forbidden')
    const isApproved = decision === 'approve'
    if (isApproved && found.baseVersion !== version) throw conflict('policy_changed_since')
    const outcome = isApproved ? 'approved' : 'returned'
    const [row] = await ctx.db.execute<{ policy: unknown }>(sql`select policy_decide(${id}, ${outcome}, ${note}, ${ctx.now.toISOString()}::timestamptz) as policy`)
    LenderPolicy.parse(row?.policy)
    const after = isApproved ? version + 1 : version
    await record(ctx, { type: `policy.${outcome}`, data: { changeId: id, section: found.section, version: [version, after], proposedBy: found.proposedBy, changes: found.changes } })
    return { version: after }
  })
}

/** A proposal that nobody has decided is taken back by whoever made it, and by nobody else. Throws `not_found`, `policy_already_decided`. */
export async function withdrawPolicyChange(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, 'policy:propose')
  const { id: proposedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    await lockPolicy(ctx)
    const found = await lockedProposal(ctx, id)
    if (found.proposedBy !== proposedBy) throw notFound()
    await ctx.db.execute(sql`select policy_withdraw(${id}, ${ctx.now.toISOString()}::timestamptz)`)
    await record(ctx, { type: 'policy.withdrawn', data: { changeId: id, section: found.section, changes: found.changes } })
  })
}

/** One that waits still; the policy is locked. */
async function lockedProposal(ctx: Ctx, id: string) {
  const [found] = await ctx.db.select().from(policyChanges).where(and(eq(policyChanges.lenderId, ctx.actor.lenderId), eq(policyChanges.id, id)))
  if (!found) throw notFound()
  if (found.outcome !== null) throw conflict('policy_already_decided')
  return found
}

/** The policy as it is, with all other changes of it waiting until this transaction ends. */
async function lockPolicy(ctx: Ctx): Promise<{ policy: LenderPolicy; version: number }> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`policy:${ctx.actor.lenderId}`}, 0))`)
  return loadPolicy(ctx)
}
