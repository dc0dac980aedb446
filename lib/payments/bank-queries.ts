import { and, asc, desc, eq, gt, lt, or } from 'drizzle-orm'
import { bankLines, bankStatements, isCountedLine } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { amongTexts } from '../bulk-port'
import type { Ctx } from '../context'
import { dateIn, type LocalDate } from '../dates'
import { notFound } from '../errors'
import type { Cents } from '../money'
import { read } from '../transaction'
import { unsealPayer, type PayerText } from './bank-sealed'

export type StatementRow = typeof bankStatements.$inferSelect
export type LineOutcome = 'sure' | 'suggested' | 'unmatched' | 'duplicate'
const PAGE = 30

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
const mine = (ctx: Ctx) => eq(bankStatements.lenderId, ctx.actor.lenderId)

/** One statement of the actor's lender. Throws `not_found`. */
export async function findStatement(ctx: Ctx, statementId: string): Promise<StatementRow> {
  authorize(ctx, 'payment:record')
  if (!isUuid(statementId)) throw notFound()
  return read(ctx, async ctx => {
    const [found] = await ctx.db.select().from(bankStatements).where(and(mine(ctx), eq(bankStatements.id, statementId)))
    if (!found) throw notFound()
    return found
  })
}

/** Newest first; `cursor` is the last row's id. */
export async function listStatements(ctx: Ctx, cursor: string | null = null): Promise<{ rows: StatementRow[]; next: string | null }> {
  authorize(ctx, 'payment:record')
  return read(ctx, async ctx => {
    const [after] = cursor && isUuid(cursor) ? [await findStatement(ctx, cursor)] : []
    const older = after && or(lt(bankStatements.createdAt, after.createdAt), and(eq(bankStatements.createdAt, after.createdAt), lt(bankStatements.id, after.id)))
    const rows = await ctx.db
      .select()
      .from(bankStatements)
      .where(and(mine(ctx), older))
      .orderBy(desc(bankStatements.createdAt), desc(bankStatements.id))
      .limit(PAGE + 1)
    return { rows: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null }
  })
}

/** The statement of the very same bytes that was taken in, if there was one. */
export async function findAppliedStatement(ctx: Ctx, sha256: string): Promise<{ fileName: string; appliedOn: string } | null> {
  authorize(ctx, 'payment:record')
  return read(ctx, async ctx => {
    const [found] = await ctx.db
      .select({ fileName: bankStatements.fileName, appliedAt: bankStatements.appliedAt })
      .from(bankStatements)
      .where(and(mine(ctx), eq(bankStatements.sha256, sha256), eq(bankStatements.status, 'applied')))
      .orderBy(desc(bankStatements.createdAt))
      .limit(1)
    return found?.appliedAt ? { fileName: found.fileName, appliedOn: dateIn(found.appliedAt, ctx.lender.timeZone) } : null
  })
}

/** Those of the identities that were taken in before. Inside the caller's transaction. */
export async function listTaken(ctx: Ctx, identities: readonly string[]): Promise<Set<string>> {
  if (identities.length === 0) return new Set()
  const rows = await ctx.db
    .select({ identity: bankLines.identity })
    .from(bankLines)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), amongTexts(bankLines.identity, identities), isCountedLine))
  return new Set(rows.map(row => row.identity))
}

export type StatementLine = PayerText & {
  id: string
  rowNumber: number
  bookedOn: LocalDate
  amountCents: Cents
  reference: string | null
  outcome: LineOutcome
  state: string
  match: { kind: string; number: string; reasons: string[] } | null
}

/** Lines of a statement by outcome, in the file's order; `after` is the last row number shown. */
export async function listStatementLines(ctx: Ctx, statementId: string, outcome: LineOutcome, after = 0, limit = 50): Promise<StatementLine[]> {
  authorize(ctx, 'payment:record')
  await findStatement(ctx, statementId)
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select()
      .from(bankLines)
      .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.statementId, statementId), eq(bankLines.outcome, outcome), gt(bankLines.rowNumber, after)))
      .orderBy(asc(bankLines.rowNumber))
      .limit(limit)
    return rows.map(({ id, rowNumber, bookedOn, amountCents, reference, state, match, sealed }) => ({
      ...unsealPayer(id, sealed),
      ...{ id, rowNumber, bookedOn, amountCents, reference, state, match, outcome },
    }))
  })
}
