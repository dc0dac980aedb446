import { and, eq } from 'drizzle-orm'
import { escalations, holds } from '@/db/schema'
import { authorize, requireBorrower, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { findTargets } from '../borrowers/find-queries'
import { findOpenCase, lockOpenCase } from '../cases/figures-queries'
import type { Ctx } from '../context'
import { WHOLE_RECORD } from '../credit-reports/reported-line'
import { addHours } from '../dates'
import { DomainError, invalid, notFound } from '../errors'
import { decideEscalation } from '../escalations/commands'
import { raiseEscalation } from '../escalations/raise-commands'
import { endHold, startHold } from '../holds/commands'
import { lockLoans } from '../loans/figures-commands'
import { transaction } from '../transaction'
import { disputeDays, type DisputeReason } from './input'
import { checkBody, sendReply, writeInThread, type Written } from './write-commands'

/** The line that is called wrong, by the key that `explainDebt` or `reportedLine` gave it. */
type DisputedLine = { loanNumber: string; line: string }
type Dispute = { reason: DisputeReason; body: string; about?: DisputedLine | null }

/**
 * "This is wrong": the message, a pause of collection for 20 days and a supervisor's task, in one transaction. It needs no open case:
 * what was reported can be wrong when nothing is owed any more (征信业管理条例 art. 25). Throws `not_found` for a line of another's loan.
 */
export async function raiseDispute(ctx: Ctx, input: Dispute): Promise<Written> {
  authorize(ctx, 'thread:write')
  const { id: borrowerId } = requireBorrower(ctx)
  checkBody(input.body)
  return transaction(ctx, async ctx => {
    if (input.about && (await findBorrower(ctx, input.about.loanNumber)) !== borrowerId) throw notFound()
    const { event, written } = await openDispute(ctx, borrowerId, input)
    await record(ctx, event)
    return written
  })
}

/** The same about all that was reported of a loan, said by telephone or on paper and taken down by staff. Throws `loan_unknown`. */
export async function takeDownDispute(ctx: Ctx, { loanNumber, reason, body }: { loanNumber: string; reason: DisputeReason; body: string }): Promise<Written> {
  authorize(ctx, 'credit_report:correct')
  requireStaff(ctx)
  checkBody(body)
  return transaction(ctx, async ctx => {
    const borrowerId = await findBorrower(ctx, loanNumber.trim())
    if (!borrowerId) throw invalid('loan_unknown', { loanNumber: 'loan_unknown' })
    const { event, written } = await openDispute(ctx, borrowerId, { reason, body, about: { loanNumber: loanNumber.trim(), line: WHOLE_RECORD } })
    await record(ctx, event)
    return written
  })
}

async function openDispute(ctx: Ctx, borrowerId: string, { reason, body, about = null }: Dispute) {
  const caseId = await findOpenCase(ctx, borrowerId)
  const messageId = await writeInThread(ctx, { borrowerId, caseId, topic: reason, body })
  const holdEndsAt = addHours(ctx.now, disputeDays * 24)
  const { holdId } = await startHold(ctx, { borrowerId, caseId, reason: 'dispute', sourceId: messageId, endsAt: holdEndsAt })
  await raiseEscalation(ctx, { borrowerId, caseId, kind: 'help', subjectId: messageId, facts: { topic: 'dispute', reason, holdId, about } })
  return { event: { type: 'dispute.raised', borrowerId, caseId, data: { messageId, reason, holdId, about } } as const, written: { messageId, holdEndsAt } }
}

/**
 * A supervisor's written answer to a dispute, which settles it: the message to the borrower, the end of a pause that belongs to no
 * case, and the decision, in one transaction. The guard's block is committed before `guard_blocked` is thrown.
 */
export async function answerDispute(ctx: Ctx, input: { borrowerId: string; escalationId: string; body: string; requestKey: string }): Promise<void> {
  authorize(ctx, 'escalation:decide')
  checkBody(input.body)
  const { borrowerId, escalationId } = input
  const answer = await transaction(ctx, async ctx => {
    await lockOpenCase(ctx, borrowerId)
    await lockLoans(ctx, borrowerId)
    const dispute = await findDispute(ctx, borrowerId, escalationId)
    const sent = await sendReply(ctx, { borrowerId, caseId: dispute.caseId, applicationId: null, body: input.body, requestKey: input.requestKey })
    if ('blocked' in sent) return sent
    await decideEscalation(ctx, { borrowerId, escalationId, decision: 'resolve', note: input.body })
    if (!dispute.caseId && dispute.holdId) await endHold(ctx, { borrowerId, holdId: dispute.holdId, reason: 'dispute_answered' })
    await record(ctx, { type: 'dispute.answered', borrowerId, caseId: dispute.caseId, data: { escalationId, messageId: sent.messageId } })
    return null
  })
  if (answer) throw new DomainError('guard_blocked', 'guard_blocked', { refusals: answer.blocked })
}

async function findDispute(ctx: Ctx, borrowerId: string, id: string): Promise<{ caseId: string | null; holdId: string | null }> {
  const e = escalations
  const [found] = await ctx.db
    .select({ caseId: e.caseId, holdId: holds.id })
    .from(e)
    .leftJoin(holds, and(eq(holds.borrowerId, e.borrowerId), eq(holds.reason, 'dispute'), eq(holds.sourceId, e.subjectId)))
    .where(and(eq(e.lenderId, ctx.actor.lenderId), eq(e.borrowerId, borrowerId), eq(e.id, id), eq(e.kind, 'help')))
  if (!found) throw notFound()
  return found
}

async function findBorrower(ctx: Ctx, loanNumber: string): Promise<string | null> {
  const [loan] = await findTargets(ctx, [{ kind: 'loan', number: loanNumber }])
  return loan?.borrowerId ?? null
}
