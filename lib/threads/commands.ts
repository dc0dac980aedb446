import { and, eq, isNull } from 'drizzle-orm'
import { threadMessages } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import { record } from '../audit/record'
import { findOpenCase } from '../cases/figures-queries'
import { lockCase } from '../cases/lock-queries'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { conflict, DomainError, notFound } from '../errors'
import { raiseEscalation } from '../escalations/raise-commands'
import { startHold } from '../holds/commands'
import { transaction } from '../transaction'
import { complaintDays } from './input'
import { checkBody, sendReply, writeInThread, type Reply, type Topic, type Written } from './write-commands'

/** A question or an answer from the borrower. Throws `invalid`, and `conflict` nothing_to_write_about without a case. */
export async function writeToLender(ctx: Ctx, input: { body: string; isReply?: boolean }): Promise<Written> {
  authorize(ctx, 'thread:write')
  return transaction(ctx, async ctx => {
    const written = await writeAsBorrower(ctx, input.isReply ? 'reply' : 'question', input.body)
    await record(ctx, { type: 'thread.written', borrowerId: written.borrowerId, caseId: written.caseId, data: { messageId: written.messageId } })
    return { messageId: written.messageId, holdEndsAt: null }
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
export async function replyToBorrower(ctx: Ctx, input: Reply & { caseId: string }): Promise<{ messageId: string }> {
  authorize(ctx, 'contact:make')
  checkBody(input.body)
  const { borrowerId, caseId } = input
  const answer = await transaction(ctx, async ctx => {
    await lockCase(ctx, borrowerId, await requireOpenCase(ctx, borrowerId, caseId))
    return sendReply(ctx, input)
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
    const read = await ctx.db
      .update(threadMessages)
      .set({ readAt: ctx.now })
      .where(and(unread, isNull(threadMessages.readAt)))
      .returning({ id: threadMessages.id })
    if (read.length > 0) await record(ctx, { type: 'thread.read', borrowerId: id, data: { messages: read.length } })
  })
}

/** Written by a borrower, about the open case. */
async function writeAsBorrower(ctx: Ctx, topic: Topic, body: string) {
  const { id: borrowerId } = requireBorrower(ctx)
  checkBody(body)
  const caseId = await requireOpenCase(ctx, borrowerId, null)
  return { borrowerId, caseId, messageId: await writeInThread(ctx, { borrowerId, caseId, topic, body }) }
}

async function requireOpenCase(ctx: Ctx, borrowerId: string, caseId: string | null): Promise<string> {
  const openCaseId = await findOpenCase(ctx, borrowerId)
  if (caseId && openCaseId !== caseId) throw notFound()
  if (!openCaseId) throw conflict('nothing_to_write_about', { hotline: ctx.lender.hotline })
  return openCaseId
}
