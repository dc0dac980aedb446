import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { isConnectionLost } from '@/db/client'
import { bankLines } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { findStatement, listTaken } from './bank-queries'
import { setLines, type LineRow } from './bank-post-commands'
import { postTogether } from './bank-sure-commands'
import { setStatement } from './bank-upload-commands'

const LINES_AT_ONCE = 500
/** Whoever works on one of their cases waits until they are posted. */
const POSTED_AT_ONCE = 100

/**
 * Takes a checked statement in: every line new to the book goes to the inbox, and those matched surely are posted from there, many in a
 * transaction. Killed or repeated, it goes on where it was and posts nothing twice.
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
    if (isConnectionLost(error)) throw error
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
  // From where the last page ended: looked for from the start each time, a million lines would be passed over two thousand times.
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    after = await transaction(ctx, async ctx => {
      await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`bank-lines:${ctx.actor.lenderId}`}, 0))`)
      const lines = await ctx.db
        .select({ id: bankLines.id, rowNumber: bankLines.rowNumber, identity: bankLines.identity, outcome: bankLines.outcome })
        .from(bankLines)
        .where(and(ofStatement(ctx, statementId), eq(bankLines.state, 'checked'), gt(bankLines.rowNumber, from)))
        .orderBy(asc(bankLines.rowNumber))
        .limit(LINES_AT_ONCE)
      const last = lines.at(-1)
      if (!last) return null
      const taken = await listTaken(ctx, lines.map(line => line.identity))
      const isKnown = (line: (typeof lines)[number]) => line.outcome === 'duplicate' || taken.has(line.identity)
      const known = lines.filter(isKnown)
      duplicates += known.length
      await setLines(ctx, known.map(line => line.id), { state: 'duplicate', outcome: 'duplicate' })
      await setLines(ctx, lines.filter(line => !isKnown(line)).map(line => line.id), { state: 'waiting' })
      return last.rowNumber
    })
  }
  return duplicates
}

/** Page after page. What cannot be posted after all stays in the inbox with the sentence that says why. */
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
        .limit(POSTED_AT_ONCE),
    )
    const last = lines.at(-1)
    if (!last) return posted
    posted += await postPage(ctx, lines)
    after = last.rowNumber
    await transaction(ctx, ctx => setStatement(ctx, statementId, { processedRows: posted }))
  }
}

/** All in one transaction; where that fails for a reason of one line, each in its own. */
async function postPage(ctx: Ctx, lines: readonly LineRow[]): Promise<number> {
  try {
    return await postTogether(ctx, lines)
  } catch (error) {
    if (isConnectionLost(error) || lines.length === 1) throw error
    let posted = 0
    for (const line of lines) posted += await postTogether(ctx, [line])
    return posted
  }
}
async function countStates(ctx: Ctx, statementId: string): Promise<Record<string, number>> {
  const rows = await ctx.db
    .select({ state: bankLines.state, lines: sql<number>`count(*)::int` })
    .from(bankLines)
    .where(and(ofStatement(ctx, statementId), inArray(bankLines.state, ['posted', 'waiting', 'duplicate'])))
    .groupBy(bankLines.state)
  return { posted: 0, waiting: 0, ...Object.fromEntries(rows.map(row => [row.state, row.lines])) }
}
