import { and, desc, eq, inArray, isNull, lt, ne, or, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { auditEvents, caseNotes, contactPoints, contacts, messages, staffAccounts, threadMessages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { readChanged } from '../payments/difference'
import { read } from '../transaction'
import { mergeTimeline, parseTimeCursor, SHOWN_EVENTS, type TimelineEntry, type TimelinePage } from './timeline'

const pageSize = 40

/** What happened around a case, newest first: contacts, messages, notes, what was written, and events; 40 at a time. */
export async function getTimeline(
  ctx: Ctx,
  borrowerId: string,
  caseId: string,
  cursorText: string | null,
): Promise<TimelinePage> {
  authorize(ctx, 'case:read')
  const cursor = parseTimeCursor(cursorText)
  return read(ctx, async ctx => {
    const scope: Scope = {
      ctx,
      borrowerId,
      caseId,
      before: (at, id) => (cursor ? or(lt(at, cursor.at), and(eq(at, cursor.at), lt(id, cursor.id))) : undefined),
    }
    const [calls, sent, notes, written, events] = [
      await selectContacts(scope),
      await selectMessages(scope),
      await selectNotes(scope),
      await selectThread(scope),
      await selectEvents(scope),
    ]
    return mergeTimeline([calls, sent, notes, written, events], pageSize)
  })
}

type Scope = { ctx: Ctx; borrowerId: string; caseId: string; before: (at: AnyPgColumn, id: AnyPgColumn) => SQL | undefined }
type Owned = { lenderId: AnyPgColumn; borrowerId: AnyPgColumn }

const mine = ({ ctx, borrowerId }: Scope, table: Owned) =>
  and(eq(table.lenderId, ctx.actor.lenderId), eq(table.borrowerId, borrowerId))
const staffName = (table: { lenderId: AnyPgColumn }, id: AnyPgColumn) =>
  sql<
    string | null
  >`(select ${staffAccounts.name} from ${staffAccounts} where ${staffAccounts.lenderId} = ${table.lenderId} and ${staffAccounts.id} = ${id})`

async function selectContacts(scope: Scope): Promise<TimelineEntry[]> {
  const rows = await scope.ctx.db
    .select({
      id: contacts.id,
      at: contacts.occurredAt,
      direction: contacts.direction,
      kind: contacts.kind,
      outcome: contacts.outcome,
      note: contacts.note,
      who: staffName(contacts, contacts.actorId),
      to: contactPoints.valueMasked,
    })
    .from(contacts)
    .leftJoin(
      contactPoints,
      and(eq(contactPoints.borrowerId, contacts.borrowerId), eq(contactPoints.id, contacts.contactPointId)),
    )
    .where(
      and(
        mine(scope, contacts),
        or(eq(contacts.kind, 'call'), eq(contacts.direction, 'in')),
        scope.before(contacts.occurredAt, contacts.id),
      ),
    )
    .orderBy(desc(contacts.occurredAt), desc(contacts.id))
    .limit(pageSize + 1)
  return rows.map(row => ({
    id: row.id,
    at: row.at,
    who: row.who,
    entry: 'contact',
    direction: row.direction === 'in' ? 'in' : 'out',
    kind: row.kind,
    outcome: row.outcome,
    to: row.to,
    body: row.note,
  }))
}

async function selectMessages(scope: Scope): Promise<TimelineEntry[]> {
  const rows = await scope.ctx.db
    .select({
      id: messages.id,
      at: messages.createdAt,
      kind: messages.kind,
      templateCode: messages.templateCode,
      to: messages.toMasked,
      status: messages.status,
      sendAfter: messages.sendAfter,
      blockedBy: messages.blockedBy,
      delivery: messages.delivery,
      body: messages.body,
    })
    .from(messages)
    .where(and(mine(scope, messages), ne(messages.purpose, 'security_code'), scope.before(messages.createdAt, messages.id)))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(pageSize + 1)
  return rows.map(row => ({ ...row, who: null, entry: 'message' }))
}

async function selectNotes(scope: Scope): Promise<TimelineEntry[]> {
  const rows = await scope.ctx.db
    .select({ id: caseNotes.id, at: caseNotes.createdAt, body: caseNotes.body, who: staffName(caseNotes, caseNotes.authorId) })
    .from(caseNotes)
    .where(and(mine(scope, caseNotes), eq(caseNotes.caseId, scope.caseId), scope.before(caseNotes.createdAt, caseNotes.id)))
    .orderBy(desc(caseNotes.createdAt), desc(caseNotes.id))
    .limit(pageSize + 1)
  return rows.map(row => ({ ...row, entry: 'note' }))
}

async function selectThread(scope: Scope): Promise<TimelineEntry[]> {
  const rows = await scope.ctx.db
    .select({
      id: threadMessages.id,
      at: threadMessages.createdAt,
      body: threadMessages.body,
      topic: threadMessages.topic,
      author: threadMessages.authorKind,
      who: staffName(threadMessages, threadMessages.authorId),
    })
    .from(threadMessages)
    .where(and(mine(scope, threadMessages), scope.before(threadMessages.createdAt, threadMessages.id)))
    .orderBy(desc(threadMessages.createdAt), desc(threadMessages.id))
    .limit(pageSize + 1)
  return rows.map(row => ({ ...row, entry: 'thread', author: row.author === 'staff' ? 'staff' : 'borrower' }))
}

async function selectEvents(scope: Scope): Promise<TimelineEntry[]> {
  const rows = await scope.ctx.db
    .select({
      id: auditEvents.id,
      at: auditEvents.occurredAt,
      type: auditEvents.type,
      data: auditEvents.data,
      actorKind: auditEvents.actorKind,
      who: staffName(auditEvents, auditEvents.actorId),
    })
    .from(auditEvents)
    .where(
      and(
        mine(scope, auditEvents),
        or(eq(auditEvents.caseId, scope.caseId), isNull(auditEvents.caseId)),
        inArray(auditEvents.type, [...SHOWN_EVENTS]),
        scope.before(auditEvents.occurredAt, auditEvents.id),
      ),
    )
    .orderBy(desc(auditEvents.occurredAt), desc(auditEvents.id))
    .limit(pageSize + 1)
  return rows.map(row => ({ ...row, entry: 'event', changed: readChanged(row.data.changed) }))
}
