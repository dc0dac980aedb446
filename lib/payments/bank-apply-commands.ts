import { and, asc, eq, gt, gte, inArray, lte, ne, sql } from 'drizzle-orm'
import { bankLines, payments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { idList } from '../bulk-port'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { conflict, DomainError } from '../errors'
import { transaction } from '../transaction'
import { assignLine } from './bank-line-commands'
import { findStatement, listTaken } from './bank-queries'
import { findTarget } from '../borrowers/find-queries'
import { setStatement } from './bank-upload-commands'

const LINES_AT_ONCE = 500
const DAYS_APART = 3
/** Half of the worker's connections: other jobs go on meanwhile. */
const LANES = 3

/**
 * Takes a checked statement in: every line new to the book goes to the inbox, and those matched surely are posted from there, each in a
 * transaction of its own. Killed or repeated, it goes on where it was and posts nothing twice.
 */
export async function applyStatement(ctx: Ctx, statementId: string): Promise<void> {
  authorize(ctx, 'payment:record')
  const found = await findStatement(ctx, statementId)
  if (found.status !== 'applying' && found.status !== 'failed') return
  try {
    const duplicates = await takeLines(ctx, statementId)
    const posted = await postSureLines(ctx, statementId)
    await transaction(ctx, async ctx => {
      const current = await findStatement(ctx, statementId)
      const counts = { ...current.counts, ...(await countStates(ctx, statementId)) }
      await setStatement(ctx, statementId, { status: 'applied', appliedAt: ctx.now, counts, problem: null })
      await record(ctx, { type: 'statement.applied', data: { statementId, ...counts, duplicates, posted } })
    })
  } catch (error) {
    await transaction(ctx, async ctx => {
      await setStatement(ctx, statementId, { status: 'failed', problem: { reason: 'statement_failed' } })
      await record(ctx, { type: 'statement.failed', data: { statementId } })
    })
    throw error
  }
}

const ofStatement = (ctx: Ctx, statementId: string) => and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.statementId, statementId))

/** Two files with the same lines meet at the lender's lock: the second finds the first one's lines taken. */
async function takeLines(ctx: Ctx, statementId: string): Promise<number> {
  let duplicates = 0
  for (;;) {
    const more = await transaction(ctx, async ctx => {
      await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`bank-lines:${ctx.actor.lenderId}`}, 0))`)
      const lines = await ctx.db
        .select({ id: bankLines.id, identity: bankLines.identity, outcome: bankLines.outcome })
        .from(bankLines)
        .where(and(ofStatement(ctx, statementId), eq(bankLines.state, 'checked')))
        .orderBy(asc(bankLines.rowNumber))
        .limit(LINES_AT_ONCE)
      if (lines.length === 0) return false
      const taken = await listTaken(ctx, lines.map(line => line.identity))
      const isKnown = (line: (typeof lines)[number]) => line.outcome === 'duplicate' || taken.has(line.identity)
      const known = lines.filter(isKnown)
      duplicates += known.length
      await setLines(ctx, known.map(line => line.id), { state: 'duplicate', outcome: 'duplicate' })
      await setLines(ctx, lines.filter(line => !isKnown(line)).map(line => line.id), { state: 'waiting' })
      return true
    })
    if (!more) return duplicates
  }
}

async function setLines(ctx: Ctx, ids: readonly string[], columns: Partial<typeof bankLines.$inferInsert>) {
  if (ids.length === 0) return
  await ctx.db
    .update(bankLines)
    .set(columns)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), sql`${bankLines.id} = any (${idList(ids)})`))
}

type SureLine = typeof bankLines.$inferSelect

/** Some at once. What cannot be posted after all stays in the inbox with the sentence that says why. */
async function postSureLines(ctx: Ctx, statementId: string): Promise<number> {
  let after = 0
  let posted = 0
  for (;;) {
    const lines = await transaction(ctx, ctx =>
      ctx.db
        .select()
        .from(bankLines)
        .where(and(ofStatement(ctx, statementId), eq(bankLines.state, 'waiting'), eq(bankLines.outcome, 'sure'), gt(bankLines.rowNumber, after)))
        .orderBy(asc(bankLines.rowNumber))
        .limit(LINES_AT_ONCE),
    )
    posted += (await Promise.all(lanesOf(lines).map(lane => postLane(ctx, lane)))).reduce((sum, one) => sum + one, 0)
    const last = lines.at(-1)
    if (!last) return posted
    after = last.rowNumber
    await transaction(ctx, ctx => setStatement(ctx, statementId, { processedRows: posted }))
  }
}

/** Lines of one person stay in one lane, in the order of the file. */
function lanesOf(lines: readonly SureLine[]): SureLine[][] {
  const lanes = Array.from({ length: LANES }, (): SureLine[] => [])
  for (const [i, mine] of [...Map.groupBy(lines, line => line.match?.number ?? '').values()].entries()) lanes[i % LANES]?.push(...mine)
  return lanes
}

async function postLane(ctx: Ctx, lane: readonly SureLine[]): Promise<number> {
  let posted = 0
  for (const line of lane) if (await postSure(ctx, line)) posted += 1
  return posted
}

async function postSure(ctx: Ctx, line: SureLine): Promise<boolean> {
  const { id, amountCents, match } = line
  if (!match) return false
  try {
    if (await isRecordedElsewhere(ctx, line, match)) throw conflict('line_maybe_recorded')
    await assignLine(ctx, { lineId: id, parts: [{ target: { kind: match.kind, number: match.number }, amountCents }] })
    return true
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.message === 'line_moved_on') return false
    await transaction(ctx, ctx => setLines(ctx, [id], { outcome: 'suggested', problem: error.message }))
    return false
  }
}

/** The same amount of the same person, days apart at most, that another way reported: two ways of hearing of one payment. */
async function isRecordedElsewhere(ctx: Ctx, line: SureLine, target: { kind: 'loan' | 'borrower'; number: string }): Promise<boolean> {
  return transaction(ctx, async ctx => {
    const { borrowerId } = await findTarget(ctx, target)
    const near = and(gte(payments.effectiveOn, addDays(line.bookedOn, -DAYS_APART)), lte(payments.effectiveOn, addDays(line.bookedOn, DAYS_APART)))
    const [found] = await ctx.db
      .select({ id: payments.id })
      .from(payments)
      .where(and(eq(payments.lenderId, ctx.actor.lenderId), eq(payments.borrowerId, borrowerId), eq(payments.amountCents, line.amountCents), eq(payments.status, 'posted'), eq(payments.isSynthetic, 'no'), ne(payments.source, line.source), near))
      .limit(1)
    return found !== undefined
  })
}

async function countStates(ctx: Ctx, statementId: string): Promise<Record<string, number>> {
  const rows = await ctx.db
    .select({ state: bankLines.state, lines: sql<number>`count(*)::int` })
    .from(bankLines)
    .where(and(ofStatement(ctx, statementId), inArray(bankLines.state, ['posted', 'waiting', 'duplicate'])))
    .groupBy(bankLines.state)
  return { posted: 0, waiting: 0, ...Object.fromEntries(rows.map(row => [row.state, row.lines])) }
}
