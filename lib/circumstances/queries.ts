import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { circumstances, documents } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { can } from '../accounts/permissions'
import type { Ctx } from '../context'
import { addDays, dateIn, type LocalDate } from '../dates'
import { loadLenderRules } from '../guard/rules-queries'
import { read } from '../transaction'
import { details, kindsAsked, settledKinds, type CircumstanceKind } from './circumstance'
import { mayEnd } from './end'

export type CircumstanceView = {
  id: string
  kind: CircumstanceKind
  sinceOn: LocalDate
  /** the last day */
  untilOn: LocalDate | null
  isRunning: boolean
  /** what is kept beside the dates, as terms and texts of `circumstances.parts` */
  parts: { part: string; value: string }[]
  basis: string
  document: string | null
  recordedBy: string | null
  recordedAt: Date
  ended: { at: Date; by: string | null; reason: string } | null
  mayEnd: boolean
}
/** `papers`: documents on file that a record may lean on. */
export type CircumstancePanel = { running: CircumstanceView[]; over: CircumstanceView[]; mayRecord: CircumstanceKind[]; papers: { id: string; name: string }[] }

const SHOWN = 60

/** What the guard knows of the person, newest first, and what this reader may add: only kinds that a rule of the lender asks about. */
export async function getCircumstances(ctx: Ctx, borrowerId: string): Promise<CircumstancePanel> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ row: circumstances, recorder: nameOf(circumstances.recordedBy), ender: nameOf(circumstances.endedBy), document: documents.fileName })
      .from(circumstances)
      .leftJoin(documents, and(eq(documents.borrowerId, circumstances.borrowerId), eq(documents.id, circumstances.documentId)))
      .where(and(eq(circumstances.lenderId, ctx.actor.lenderId), eq(circumstances.borrowerId, borrowerId)))
      .orderBy(sql`${circumstances.endedAt} is not null`, desc(circumstances.recordedAt), desc(circumstances.id))
      .limit(SHOWN)
    const { rules } = await loadLenderRules(ctx)
    const views = rows.map(({ row, recorder, ender, document }): CircumstanceView => ({
      id: row.id,
      kind: row.kind as CircumstanceKind,
      sinceOn: dateIn(row.since, ctx.lender.timeZone),
      untilOn: row.until && addDays(dateIn(row.until, ctx.lender.timeZone), -1),
      isRunning: row.endedAt === null && (row.until === null || row.until > ctx.now),
      parts: partsOf(row.kind as CircumstanceKind, row.detail),
      basis: row.basis,
      document,
      recordedBy: recorder,
      recordedAt: row.recordedAt,
      ended: row.endedAt && { at: row.endedAt, by: ender, reason: row.endedReason ?? '' },
      mayEnd: row.endedAt === null && mayEnd(ctx, row),
    }))
    return {
      running: views.filter(({ isRunning }) => isRunning),
      over: views.filter(({ isRunning }) => !isRunning),
      mayRecord: kindsAsked(rules).filter(kind => can(ctx.actor, settledKinds.includes(kind) ? 'circumstance:settle' : 'circumstance:record')),
      papers: can(ctx.actor, 'document:read') ? await listPapers(ctx, borrowerId) : [],
    }
  })
}

const listPapers = (ctx: Ctx, borrowerId: string) =>
  ctx.db
    .select({ id: documents.id, name: documents.fileName })
    .from(documents)
    .where(and(eq(documents.lenderId, ctx.actor.lenderId), eq(documents.borrowerId, borrowerId), isNull(documents.removedAt)))
    .orderBy(desc(documents.createdAt), desc(documents.id))
    .limit(50)

const nameOf = (id: typeof circumstances.recordedBy | typeof circumstances.endedBy) =>
  sql<string | null>`(select name from staff_accounts s where s.lender_id = ${circumstances.lenderId} and s.id = ${id})`

function partsOf(kind: CircumstanceKind, detail: unknown): CircumstanceView['parts'] {
  const parsed = details[kind].safeParse(detail)
  const known: Record<string, unknown> = parsed.success ? parsed.data : {}
  return Object.entries(known).flatMap(([part, value]) => (value === null || value === false ? [] : [{ part, value: String(value) }]))
}
