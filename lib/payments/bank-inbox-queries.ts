import { and, asc, desc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { bankLineParts, bankLines, borrowers } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import { parseAmount, type Cents } from '../money'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { matchLines } from './bank-candidates-queries'
import type { MatchReason } from './bank-match'
import type { InboxFilter } from './bank-input'
import { payerIndexOf, unsealPayer, type PayerText } from './bank-sealed'

export type InboxLine = PayerText & {
  id: string
  source: 'bank' | 'agency' | 'provider'
  bookedOn: LocalDate
  amountCents: Cents
  reference: string | null
  state: 'waiting' | 'posted' | 'not_ours'
  problem: string | null
  notOursReason: string | null
  match: { number: string; reasons: string[] } | null
  needsSecond: boolean
}
const PAGE = 50

type Row = typeof bankLines.$inferSelect
const isShown = (state: string): state is InboxLine['state'] => state === 'waiting' || state === 'posted' || state === 'not_ours'

const lineOf = ({ id, sealed, source, bookedOn, amountCents, reference, state, problem, notOursReason, match, proposed }: Row): InboxLine => ({
  ...unsealPayer(id, sealed),
  ...{ id, bookedOn, amountCents, reference, problem, notOursReason, match },
  source: source === 'agency' || source === 'provider' ? source : 'bank',
  state: isShown(state) ? state : 'waiting',
  needsSecond: state === 'waiting' && proposed !== null,
})

/** Money that came in and waits for somebody, oldest first; or what was decided, newest first. `q`: amount, reference or the payer's whole name. */
export async function listLines(ctx: Ctx, { show, q, cursor }: InboxFilter): Promise<{ rows: InboxLine[]; next: string | null }> {
  authorize(ctx, 'payment:record')
  const isWaiting = show === 'waiting'
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select()
      .from(bankLines)
      .where(
        and(
          eq(bankLines.lenderId, ctx.actor.lenderId),
          eq(bankLines.state, show),
          q ? lookedFor(ctx, q) : undefined,
          cursor ? (isWaiting ? gt(bankLines.id, cursor) : lt(bankLines.id, cursor)) : undefined,
        ),
      )
      .orderBy(isWaiting ? asc(bankLines.id) : desc(bankLines.id))
      .limit(PAGE + 1)
    return { rows: rows.slice(0, PAGE).map(lineOf), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null }
  })
}

function lookedFor(ctx: Ctx, q: string) {
  const amount = parseAmount(q)
  const payer = payerIndexOf(ctx.actor.lenderId, q)
  return or(eq(bankLines.reference, q), amount === null ? undefined : eq(bankLines.amountCents, amount), payer ? eq(bankLines.payerIndex, payer) : undefined)
}

export type LineSuggestion = { kind: 'loan' | 'borrower'; number: string; borrowerName: string; borrowerNumber: string; reasons: MatchReason[] }
export type LineDetail = InboxLine & {
  suggestions: LineSuggestion[]
  /** Whose it is by one person's word, which another must confirm. */
  proposed: { parts: { number: string; borrowerName: string; borrowerNumber: string; amountCents: number }[]; byName: string; at: Date; isOwn: boolean } | null
  parts: { token: string; borrowerName: string; borrowerNumber: string; amountCents: Cents }[]
}

/** One line with whose it may be, as the book stands now, and what it was posted as. Throws `not_found`. */
export async function getLine(ctx: Ctx, lineId: string): Promise<LineDetail> {
  authorize(ctx, 'payment:record')
  return read(ctx, async ctx => {
    const [found] = await ctx.db
      .select({ row: bankLines, proposedByName: sql<string | null>`auth.staff_name(${bankLines.lenderId}, ${bankLines.proposedBy})` })
      .from(bankLines)
      .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), eq(bankLines.id, lineId)))
    if (!found || !isShown(found.row.state)) throw notFound()
    const { row, proposedByName } = found
    const line = lineOf(row)
    const proposed = line.needsSecond && row.proposed && row.proposedAt ? { parts: await namedParts(ctx, row.proposed), byName: proposedByName ?? '', at: row.proposedAt, isOwn: row.proposedBy === ctx.actor.id } : null
    return { ...line, proposed, suggestions: line.state === 'waiting' ? await suggest(ctx, line) : [], parts: await listParts(ctx, lineId) }
  })
}

async function suggest(ctx: Ctx, line: InboxLine): Promise<LineSuggestion[]> {
  const [match] = await matchLines(ctx, [{ ...line, row: 0, reference: line.reference ?? '' }])
  const found = match?.suggestions ?? []
  if (found.length === 0) return []
  const named = await namesOf(ctx, found.map(one => one.borrowerId))
  return found.map(({ borrowerId, target, reasons }) => ({ ...target, ...named(borrowerId), reasons }))
}

async function namedParts(ctx: Ctx, parts: NonNullable<Row['proposed']>) {
  const named = await namesOf(ctx, parts.map(part => part.borrowerId))
  return parts.map(({ number, borrowerId, amountCents }) => ({ number, amountCents, ...named(borrowerId) }))
}

async function namesOf(ctx: Ctx, ids: readonly string[]) {
  const people = await ctx.db
    .select({ id: borrowers.id, name: borrowers.name, number: borrowers.number })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), inArray(borrowers.id, [...ids])))
  const known = new Map(people.map(person => [person.id, person]))
  return (id: string) => ({ borrowerName: known.get(id)?.name ?? '', borrowerNumber: known.get(id)?.number ?? '' })
}

async function listParts(ctx: Ctx, lineId: string): Promise<LineDetail['parts']> {
  const rows = await ctx.db
    .select({ borrowerId: bankLineParts.borrowerId, paymentId: bankLineParts.paymentId, amountCents: bankLineParts.amountCents, borrowerName: borrowers.name, borrowerNumber: borrowers.number })
    .from(bankLineParts)
    .innerJoin(borrowers, and(eq(borrowers.lenderId, bankLineParts.lenderId), eq(borrowers.id, bankLineParts.borrowerId)))
    .where(and(eq(bankLineParts.lenderId, ctx.actor.lenderId), eq(bankLineParts.lineId, lineId), isNull(bankLineParts.undoneAt)))
    .orderBy(asc(bankLineParts.id))
  return rows.map(({ borrowerId, paymentId, ...part }) => ({ ...part, token: toToken(borrowerId, paymentId) }))
}
