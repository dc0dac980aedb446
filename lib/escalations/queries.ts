import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm'
import { borrowers, cases, escalations, threadMessages } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { parseLocalDate, type LocalDate } from '../dates'
import { notFound } from '../errors'
import { read } from '../transaction'
import { needsAnswer } from './dispute'
import type { EscalationState } from './escalation-state'
import type { EscalationKind } from './raise-commands'

export type EscalationRow = {
  borrowerId: string
  id: string
  kind: EscalationKind
  status: EscalationState
  borrowerName: string
  /** None where a borrower without an open case disputes what was reported. */
  caseNumber: string | null
  dueOn: LocalDate
  raisedAt: Date
  raisedByKind: string
  raisedByName: string | null
  isOwn: boolean
}
export type EscalationView = EscalationRow & {
  caseId: string | null
  subjectId: string | null
  facts: Record<string, unknown>
  dueCents: number | null
  oldestUnpaidDueOn: LocalDate | null
  decidedByName: string | null
  decidedAt: Date | null
  decisionNote: string | null
  /** The borrower's own words, where the escalation began with a message. */
  message: string | null
  /** Settled only by an answer in writing. */
  needsAnswer: boolean
}
export type EscalationFilter = { view: 'open' | 'decided'; kind?: EscalationKind | null; cursor?: string | null }
const PAGE = 30

/** What waits for a supervisor, the nearest due date first; or what was decided, newest first. */
export async function listEscalations(
  ctx: Ctx,
  filter: EscalationFilter,
): Promise<{ rows: EscalationRow[]; next: string | null }> {
  authorize(ctx, 'escalation:decide')
  const isOpen = filter.view === 'open'
  const after = readCursor(filter.cursor ?? null)
  return read(ctx, async ctx => {
    const e = escalations
    const beyond = isOpen ? gt : lt
    const rows = await ctx.db
      .select(row(ctx))
      .from(e)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, e.lenderId), eq(borrowers.id, e.borrowerId)))
      .leftJoin(cases, and(eq(cases.borrowerId, e.borrowerId), eq(cases.id, e.caseId)))
      .where(
        and(
          eq(e.lenderId, ctx.actor.lenderId),
          isOpen ? eq(e.status, 'open') : sql`${e.status} <> 'open'`,
          filter.kind ? eq(e.kind, filter.kind) : undefined,
          after ? or(beyond(e.dueOn, after.dueOn), and(eq(e.dueOn, after.dueOn), beyond(e.id, after.id))) : undefined,
        ),
      )
      .orderBy(...(isOpen ? [asc(e.dueOn), asc(e.id)] : [desc(e.dueOn), desc(e.id)]))
      .limit(PAGE + 1)
    const shown = rows.slice(0, PAGE).map(typed)
    const last = shown.at(-1)
    return { rows: shown, next: rows.length > PAGE && last ? `${last.dueOn}_${last.id}` : null }
  })
}

/** One escalation with its facts. Throws `not_found`. */
export async function getEscalation(ctx: Ctx, borrowerId: string, escalationId: string): Promise<EscalationView> {
  authorize(ctx, 'escalation:decide')
  return read(ctx, async ctx => {
    const e = escalations
    const [found] = await ctx.db
      .select({
        ...row(ctx),
        caseId: e.caseId,
        subjectId: e.subjectId,
        facts: e.facts,
        dueCents: cases.dueCents,
        oldestUnpaidDueOn: cases.oldestUnpaidDueOn,
        decidedByName: sql<string | null>`auth.staff_name(${e.lenderId}, ${e.decidedBy})`,
        decidedAt: e.decidedAt,
        decisionNote: e.decisionNote,
        message: threadMessages.body,
      })
      .from(e)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, e.lenderId), eq(borrowers.id, e.borrowerId)))
      .leftJoin(cases, and(eq(cases.borrowerId, e.borrowerId), eq(cases.id, e.caseId)))
      .leftJoin(threadMessages, and(eq(threadMessages.borrowerId, e.borrowerId), eq(threadMessages.id, e.subjectId)))
      .where(and(eq(e.lenderId, ctx.actor.lenderId), eq(e.borrowerId, borrowerId), eq(e.id, escalationId)))
    if (!found) throw notFound()
    return { ...typed(found), needsAnswer: needsAnswer(found), facts: (found.facts ?? {}) as Record<string, unknown> }
  })
}

const row = (ctx: Ctx) => ({
  borrowerId: escalations.borrowerId,
  id: escalations.id,
  kind: escalations.kind,
  status: escalations.status,
  borrowerName: borrowers.name,
  caseNumber: cases.number,
  dueOn: escalations.dueOn,
  raisedAt: escalations.raisedAt,
  raisedByKind: escalations.raisedByKind,
  raisedByName: sql<string | null>`auth.staff_name(${escalations.lenderId}, ${escalations.raisedBy})`,
  isOwn: sql<boolean>`coalesce(${escalations.raisedBy} = ${ctx.actor.id}, false)`,
})

const typed = <T extends { kind: string; status: string }>(found: T) => ({
  ...found,
  kind: found.kind as EscalationKind,
  status: found.status as EscalationState,
})

function readCursor(text: string | null): { dueOn: LocalDate; id: string } | null {
  const [date, id] = text?.split('_') ?? []
  const dueOn = parseLocalDate(date ?? '')
  return dueOn && id && /^[0-9a-f-]{36}$/.test(id) ? { dueOn, id } : null
}
