import { and, eq } from 'drizzle-orm'
import { cases, contacts, hardshipApplications, threadMessages } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockCase } from '../cases/lock-queries'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { raiseEscalation } from '../escalations/raise-commands'
import { decideContact } from '../guard/commands'
import { holdsCardNumber } from '../hardship/free-text'
import { startHold } from '../holds/commands'
import { transaction } from '../transaction'
import { complaintDays, disputeDays, maxMessageLength, type DisputeReason } from './input'

type Topic = DisputeReason | 'question' | 'complaint' | 'reply'
export type Written = { messageId: string; holdEndsAt: Date | null }

/** A question or an answer from the borrower. Throws `invalid`, and `conflict` nothing_to_write_about without a case. */
export async function writeToLender(ctx: Ctx, input: { body: string; isReply?: boolean }): Promise<Written> {
  authorize(ctx, 'thread:write')
  return transaction(ctx, async ctx => {
    const written = await writeAsBorrower(ctx, input.isReply ? 'reply' : 'question', input.body)
    await record(ctx, { type: 'thread.written', borrowerId: written.borrowerId, caseId: written.caseId, data: { messageId: written.messageId } })
    return { messageId: written.messageId, holdEndsAt: null }
  })
}

/** The line of the debt that is called wrong, by the key that `explainDebt` gave it. */
type DisputedLine = { loanNumber: string; line: string }

/** "This is wrong": the message, a pause of collection for 20 days and a supervisor's task, in one transaction. */
export async function raiseDispute(ctx: Ctx, input: { reason: DisputeReason; body: string; about?: DisputedLine | null }): Promise<Written> {
  authorize(ctx, 'thread:write')
  return transaction(ctx, async ctx => {
    const { borrowerId, caseId, messageId } = await writeAsBorrower(ctx, input.reason, input.body)
    const holdEndsAt = addHours(ctx.now, disputeDays * 24)
    const { holdId } = await startHold(ctx, { borrowerId, caseId, reason: 'dispute', sourceId: messageId, endsAt: holdEndsAt })
    await raiseEscalation(ctx, { borrowerId, caseId, kind: 'help', subjectId: messageId, facts: { topic: 'dispute', reason: input.reason, holdId, about: input.about ?? null } })
    await record(ctx, { type: 'dispute.raised', borrowerId, caseId, data: { messageId, reason: input.reason, holdId, about: input.about ?? null } })
    return { messageId, holdEndsAt }
  })
}

/** A complaint: the message, a pause of 15 days and a supervisor's task, in one transaction. */
export async function complain(ctx: Ctx, input: { body: string }): Promise<Written> {
  authorize(ctx, 'thread:write')
  return transaction(ctx, async ctx => {
    const { borrowerId, caseId, messageId } = await writeAsBorrower(ctx, 'complaint', input.body)
    const holdEndsAt = addHours(ctx.now, complaintDays * 24)
    const { holdId } = await startHold(ctx, { borrowerId, caseId, reason: 'complaint', sourceId: messageId, endsAt: holdEndsAt })
    await raiseEscalation(ctx, { borrowerId, caseId, kind: 'complaint', subjectId: messageId, facts: { holdId } })
    await record(ctx, { type: 'complaint.made', borrowerId, caseId, data: { messageId, holdId } })
    return { messageId, holdEndsAt }
  })
}

/**
 * A staff member's answer in the thread, after the guard has allowed it. The block is committed before `guard_blocked` is thrown.
 * `requestKey` is the form's own, so that a second press writes nothing twice.
 */
export async function replyToBorrower(
  ctx: Ctx,
  input: { borrowerId: string; caseId: string; applicationId: string | null; body: string; requestKey: string },
): Promise<{ messageId: string }> {
  authorize(ctx, 'contact:make')
  checkBody(input.body)
  const { borrowerId, caseId } = input
  const answer = await transaction(ctx, async ctx => {
    await lockCase(ctx, borrowerId, await requireOpenCase(ctx, borrowerId, caseId))
    const action = { kind: 'app_message', purpose: 'reply', contactPointId: null } as const
    const decision = await decideContact(ctx, { ...action, borrowerId, caseId, content: { text: input.body, audience: 'private' }, requestKey: input.requestKey })
    if (decision.decision !== 'allowed') return { blocked: decision.reasons.map(reason => ({ reason: reason.rule, values: reason.values })) }
    const scope = { borrowerId, lenderId: ctx.actor.lenderId, caseId }
    const row = { ...scope, id: newId(), direction: 'out', ...action, guardDecisionId: decision.decisionId, occurredAt: ctx.now, actorKind: ctx.actor.kind, actorId: ctx.actor.id }
    await ctx.db.insert(contacts).values({ ...row, outcome: 'sent', settledAt: ctx.now })
    const messageId = await insertMessage(ctx, { ...scope, applicationId: input.applicationId, topic: 'reply', body: input.body })
    await record(ctx, { type: 'thread.answered', borrowerId, caseId, data: { messageId, contactId: row.id } })
    return { messageId }
  })
  if ('blocked' in answer) throw new DomainError('guard_blocked', 'guard_blocked', { refusals: answer.blocked })
  return answer
}

/** The borrower has seen the lender's messages. */
export async function markThreadRead(ctx: Ctx): Promise<void> {
  authorize(ctx, 'thread:write')
  const { id, lenderId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const unread = and(eq(threadMessages.lenderId, lenderId), eq(threadMessages.borrowerId, id), eq(threadMessages.authorKind, 'staff'))
    const found = await ctx.db
      .select({ id: threadMessages.id, readAt: threadMessages.readAt })
      .from(threadMessages)
      .where(unread)
      .limit(500)
    const fresh = found.filter(message => message.readAt === null)
    for (const message of fresh) await ctx.db.update(threadMessages).set({ readAt: ctx.now }).where(and(unread, eq(threadMessages.id, message.id)))
    if (fresh.length > 0) await record(ctx, { type: 'thread.read', borrowerId: id, data: { messages: fresh.length } })
  })
}

function checkBody(body: string): void {
  if (body.trim().length < 2) throw invalid('check_fields', { body: 'message_missing' })
  if (body.length > maxMessageLength) throw invalid('check_fields', { body: 'text_too_long' })
  if (holdsCardNumber(body)) throw invalid('check_fields', { body: 'card_number_refused' })
}

async function writeAsBorrower(ctx: Ctx, topic: Topic, body: string) {
  const { id: borrowerId } = requireBorrower(ctx)
  checkBody(body)
  const caseId = await requireOpenCase(ctx, borrowerId, null)
  const a = hardshipApplications
  const [application] = await ctx.db
    .select({ id: a.id })
    .from(a)
    .where(and(eq(a.lenderId, ctx.actor.lenderId), eq(a.borrowerId, borrowerId), eq(a.caseId, caseId), eq(a.status, 'more_requested')))
  const scope = { borrowerId, lenderId: ctx.actor.lenderId, caseId }
  const messageId = await insertMessage(ctx, { ...scope, applicationId: application?.id ?? null, topic, body })
  return { borrowerId, caseId, messageId }
}

async function insertMessage(
  ctx: Ctx,
  message: { borrowerId: string; lenderId: string; caseId: string; applicationId: string | null; topic: Topic; body: string },
): Promise<string> {
  const id = newId()
  const authorKind = ctx.actor.kind === 'borrower' ? 'borrower' : 'staff'
  await ctx.db.insert(threadMessages).values({ ...message, body: message.body.trim(), id, authorKind, authorId: ctx.actor.id, createdAt: ctx.now })
  return id
}

async function requireOpenCase(ctx: Ctx, borrowerId: string, caseId: string | null): Promise<string> {
  const [found] = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open'), caseId ? eq(cases.id, caseId) : undefined))
  if (!found && caseId) throw notFound()
  if (!found) throw conflict('nothing_to_write_about', { hotline: ctx.lender.hotline })
  return found.id
}
