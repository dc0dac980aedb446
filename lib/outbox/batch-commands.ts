import { and, eq, sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import { cases, contacts, messages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { recordMany, type AuditEvent } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { decideMany, type Decision } from '../guard/commands'
import { enqueueMany } from '../jobs/enqueue'
import { transaction } from '../transaction'
import { fateOf, isOver } from './fate'
import { gatewayOf } from './gateway-port'
import { contentOf } from './message-content'
import type { Channel } from './render'
import type { MessagePurpose } from './template'

type Row = typeof messages.$inferSelect
export type MessageKey = { borrowerId: string; messageId: string }
export type Sent =
  | { outcome: 'handed'; contactId: string }
  | { outcome: 'delayed'; until: Date; rule: string | null }
  | { outcome: 'blocked'; rule: string }
  | { outcome: 'cancelled' | 'not_queued' }

/** What to do where somebody else has a message or its case in hand. */
type Meeting = 'wait' | 'pass_over'

/** One message's next state, with the rows that go with it. */
type Change = {
  message: Row
  sent: Sent
  status?: Row['status']
  contactId?: string
  decisionId?: string
  blockedBy: string | null
  sendAfter?: Date
  event?: AuditEvent
}

/**
 * Sends queued messages, each once, in one transaction: all of it or nothing. Takes the guard's decisions at this moment; what is allowed
 * is handed over with its contact, what is blocked for now waits for the moment the guard names. Null where somebody else has the message
 * or its case in hand and is passed over, and for a message that is not the actor's to see.
 */
export async function sendMessages(ctx: Ctx, keys: readonly MessageKey[], meeting: Meeting = 'pass_over'): Promise<(Sent | null)[]> {
  authorize(ctx, 'message:send')
  return transaction(ctx, async ctx => {
    const rows = await claimMessages(ctx, keys, meeting)
    const sent = new Map<string, Sent>(rows.filter(row => row.status !== 'queued').map(row => [row.id, { outcome: 'not_queued' }]))
    const queued = rows.filter(row => row.status === 'queued')
    const statuses = await lockCases(ctx, queued, meeting)
    const ready = queued.filter(row => row.caseId === null || statuses.has(row.caseId))
    const changes = await decideAll(ctx, ready, statuses)
    await write(ctx, changes)
    for (const change of changes) sent.set(change.message.id, change.sent)
    return keys.map(key => sent.get(key.messageId) ?? null)
  })
}

const lockOf = (meeting: Meeting) => (meeting === 'wait' ? {} : { skipLocked: true } as const)

/** In the order asked for, so that of two texts to one person the same goes first as one by one. */
async function claimMessages(ctx: Ctx, keys: readonly MessageKey[], meeting: Meeting): Promise<Row[]> {
  const found = await ctx.db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.lenderId, ctx.actor.lenderId),
        sql`(${messages.borrowerId}, ${messages.id}) in (select * from unnest(${uuids(keys.map(key => key.borrowerId))}, ${uuids(keys.map(key => key.messageId))}))`,
      ),
    )
    .for('update', lockOf(meeting))
  const byId = new Map(found.map(row => [row.id, row]))
  return [...new Set(keys.map(key => key.messageId))].flatMap(id => byId.get(id) ?? [])
}

/** Before the persons, as everybody does who works on a case: two who lock crosswise would wait for each other. */
async function lockCases(ctx: Ctx, rows: readonly Row[], meeting: Meeting): Promise<Map<string, string>> {
  const ids = rows.flatMap(row => row.caseId ?? [])
  if (ids.length === 0) return new Map()
  const found = await ctx.db
    .select({ id: cases.id, status: cases.status })
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), sql`${cases.borrowerId} = any(${uuids(rows.map(row => row.borrowerId))})`, sql`${cases.id} = any(${uuids(ids)})`))
    .for('no key update', lockOf(meeting))
  return new Map(found.map(row => [row.id, row.status]))
}

async function decideAll(ctx: Ctx, queued: readonly Row[], statuses: Map<string, string>): Promise<Change[]> {
  const changes = queued.flatMap(row => withoutGuard(ctx, row, statuses) ?? [])
  const due = queued.filter(row => !changes.some(change => change.message === row))
  const decisions = await decideMany(
    ctx,
    due.map(row => ({
      borrowerId: row.borrowerId,
      caseId: row.caseId,
      kind: row.kind as Channel,
      purpose: row.purpose as MessagePurpose,
      contactPointId: row.contactPointId,
      content: contentOf(row, Object.values(ctx.lender.name)),
      requestKey: `message:${row.id}:${row.sendAfter.getTime()}`,
    })),
  )
  const decided = due.flatMap((row, i) => {
    const decision = decisions[i]
    return decision ? [changeOf(ctx, row, decision)] : []
  })
  return [...changes, ...decided]
}

function withoutGuard(ctx: Ctx, message: Row, statuses: Map<string, string>): Change | null {
  const { blockedBy, sendAfter } = message
  if (sendAfter > ctx.now) return { message, sent: { outcome: 'delayed', until: sendAfter, rule: blockedBy }, sendAfter, blockedBy }
  if (!isOver(message.purpose, statuses.get(message.caseId ?? ''))) return null
  return { message, sent: { outcome: 'cancelled' }, status: 'cancelled', blockedBy, event: eventOf(message, 'message.cancelled', { because: 'case_closed' }) }
}

function changeOf(ctx: Ctx, message: Row, decision: Decision): Change {
  const { decisionId } = decision
  const fate = fateOf(decision, message.purpose, ctx.now)
  const rules = decision.reasons.map(reason => reason.rule)
  if (fate.outcome === 'handed') {
    const contactId = newId()
    return { message, sent: { outcome: 'handed', contactId }, status: 'handed', contactId, decisionId, blockedBy: null, event: eventOf(message, 'message.handed', { contactId, decisionId }) }
  }
  if (fate.outcome === 'blocked') return { message, sent: fate, status: 'blocked', blockedBy: fate.rule, event: eventOf(message, 'message.blocked', { decisionId, rules }) }
  return { message, sent: fate, sendAfter: fate.until, blockedBy: fate.rule, event: eventOf(message, 'message.delayed', { decisionId, rules, until: fate.until.toISOString() }) }
}

const eventOf = ({ id, borrowerId, caseId }: Row, type: AuditEvent['type'], data: Record<string, unknown>): AuditEvent => ({
  type,
  borrowerId,
  caseId: caseId ?? undefined,
  data: { messageId: id, ...data },
})

async function write(ctx: Ctx, changes: readonly Change[]): Promise<void> {
  const handed = changes.filter(change => change.contactId !== undefined)
  if (handed.length > 0) await ctx.db.insert(contacts).values(handed.map(change => contactOf(ctx, change)))
  await settle(ctx, changes)
  const touched = handed.flatMap(({ message }) => message.caseId ?? [])
  if (touched.length > 0) {
    await ctx.db
      .update(cases)
      .set({ lastContactAt: ctx.now })
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), sql`${cases.borrowerId} = any(${uuids(handed.map(({ message }) => message.borrowerId))})`, sql`${cases.id} = any(${uuids(touched)})`))
  }
  await recordMany(ctx, changes.flatMap(change => change.event ?? []))
  const jobOf = ({ message: { borrowerId, id } }: Change) => ({ borrowerId, messageId: id })
  await enqueueMany(ctx, 'message.hand_over', handed.filter(({ message }) => gatewayOf(message.kind)).map(change => ({ data: jobOf(change) })))
  await enqueueMany(ctx, 'message.send', changes.flatMap(change => (change.sendAfter ? [{ data: jobOf(change), startAfter: change.sendAfter }] : [])))
}

const contactOf = (ctx: Ctx, { message, contactId = newId(), decisionId }: Change): typeof contacts.$inferInsert => ({
  borrowerId: message.borrowerId,
  id: contactId,
  lenderId: message.lenderId,
  caseId: message.caseId,
  direction: 'out',
  kind: message.kind,
  purpose: message.purpose,
  contactPointId: message.contactPointId,
  guardDecisionId: decisionId,
  occurredAt: ctx.now,
  actorKind: ctx.actor.kind,
  actorId: ctx.actor.id,
})

async function settle(ctx: Ctx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ message, status = message.status, contactId = null, blockedBy, sendAfter = message.sendAfter }) => ({
    borrower: message.borrowerId,
    id: message.id,
    status,
    contact: contactId,
    blocked: blockedBy,
    after: sendAfter,
    handed: contactId === null ? message.handedAt : ctx.now,
  }))
  await ctx.db.execute(sql`
    update messages m set status = v.status, contact_id = v.contact, blocked_by = v.blocked, send_after = v.after, handed_at = v.handed
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) v (borrower uuid, id uuid, status text, contact uuid, blocked text, after timestamptz, handed timestamptz)
    where m.borrower_id = v.borrower and m.id = v.id and m.lender_id = ${ctx.actor.lenderId}::uuid`)
}
