import { and, eq } from 'drizzle-orm'
import { contacts, hardshipApplications, threadMessages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { Refusal } from '../errors'
import { invalid } from '../errors'
import { decideContact } from '../guard/commands'
import { holdsCardNumber } from '../hardship/free-text'
import { maxMessageLength, type DisputeReason } from './input'

export type Topic = DisputeReason | 'question' | 'complaint' | 'reply'
export type Written = { messageId: string; holdEndsAt: Date | null }
type InThread = { borrowerId: string; caseId: string | null; body: string }
export type Reply = InThread & { applicationId: string | null; requestKey: string }

/** Throws `message_missing`, `text_too_long`, `card_number_refused`. */
export function checkBody(body: string): void {
  if (body.trim().length < 2) throw invalid('check_fields', { body: 'message_missing' })
  if (body.length > maxMessageLength) throw invalid('check_fields', { body: 'text_too_long' })
  if (holdsCardNumber(body)) throw invalid('check_fields', { body: 'card_number_refused' })
}

/** A borrower's words, beside the application that asks for more where there is one. Part of another command. */
export async function writeInThread(ctx: Ctx, { borrowerId, caseId, topic, body }: InThread & { topic: Topic }): Promise<string> {
  authorize(ctx, 'thread:write', 'credit_report:correct')
  const a = hardshipApplications
  const [application] = caseId
    ? await ctx.db
        .select({ id: a.id })
        .from(a)
        .where(and(eq(a.lenderId, ctx.actor.lenderId), eq(a.borrowerId, borrowerId), eq(a.caseId, caseId), eq(a.status, 'more_requested')))
    : []
  return insertMessage(ctx, { borrowerId, caseId, applicationId: application?.id ?? null, topic, body, authorKind: 'borrower', authorId: ctx.actor.kind === 'borrower' ? ctx.actor.id : null })
}

/** A staff member's answer, after the guard has allowed it. A block is returned, so that its row is committed. Part of another command. */
export async function sendReply(ctx: Ctx, { borrowerId, caseId, applicationId, body, requestKey }: Reply): Promise<{ messageId: string } | { blocked: Refusal[] }> {
  authorize(ctx, 'contact:make')
  const action = { kind: 'app_message', purpose: 'reply', contactPointId: null } as const
  const decision = await decideContact(ctx, { ...action, borrowerId, caseId, content: { text: body, audience: 'private' }, requestKey })
  if (decision.decision !== 'allowed') return { blocked: decision.reasons.map(reason => ({ reason: reason.rule, values: reason.values })) }
  const scope = { borrowerId, lenderId: ctx.actor.lenderId, caseId }
  const row = { ...scope, id: newId(), direction: 'out', ...action, guardDecisionId: decision.decisionId, occurredAt: ctx.now, actorKind: ctx.actor.kind, actorId: ctx.actor.id }
  await ctx.db.insert(contacts).values({ ...row, outcome: 'sent', settledAt: ctx.now })
  const messageId = await insertMessage(ctx, { borrowerId, caseId, applicationId, topic: 'reply', body, authorKind: 'staff', authorId: ctx.actor.id })
  await record(ctx, { type: 'thread.answered', borrowerId, caseId, data: { messageId, contactId: row.id } })
  return { messageId }
}

type Message = InThread & { applicationId: string | null; topic: Topic; authorKind: 'borrower' | 'staff'; authorId: string | null }

async function insertMessage(ctx: Ctx, message: Message): Promise<string> {
  const id = newId()
  await ctx.db.insert(threadMessages).values({ ...message, body: message.body.trim(), id, lenderId: ctx.actor.lenderId, createdAt: ctx.now })
  return id
}
