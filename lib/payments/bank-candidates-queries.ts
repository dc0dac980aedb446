import { and, eq, inArray, sql } from 'drizzle-orm'
import { borrowers, cases, loans, planInstalments, plans } from '@/db/schema'
import { amongTexts, idList } from '../bulk-port'
import type { Ctx } from '../context'
import { cents, type Cents } from '../money'
import { inForce } from '../plans/progress-queries'
import type { BankLine } from './bank-line'
import { matchLine, numbersIn, type Candidate, type FoundNumber, type Match } from './bank-match'

const MOST_BY_AMOUNT = 2_000

/** What each line means, in the lines' order; some hundred lines cost half a dozen statements. Inside the caller's transaction. */
export async function matchLines(ctx: Ctx, lines: readonly BankLine[]): Promise<Match[]> {
  const perLine = lines.map(numbersIn)
  const numbers = await findNumbers(ctx, [...new Set(perLine.flat())])
  const found = perLine.map(words => words.flatMap(word => numbers.get(word) ?? []))
  const names = [...new Set(lines.flatMap(namesOf))]
  const unnamed = lines.filter((_, i) => found[i]?.length === 0)
  const [byName, byAmount] = await Promise.all([borrowersNamed(ctx, names), borrowersOwing(ctx, [...new Set(unnamed.map(line => line.amountCents))])])
  const ids = new Set([...found.flat().map(one => one.borrowerId), ...byName.values(), ...byAmount.values()].flat())
  const candidates = await loadCandidates(ctx, [...ids])
  return lines.map((line, i) => {
    const mine = new Set([...(found[i] ?? []).map(one => one.borrowerId), ...namesOf(line).flatMap(name => byName.get(name) ?? []), ...(found[i]?.length ? [] : (byAmount.get(line.amountCents) ?? []))])
    return matchLine(line, found[i] ?? [], [...mine].flatMap(id => candidates.get(id) ?? []))
  })
}

/** As written, and as names are kept: banks pad a short Chinese name with a space and write the dot of a long one in many ways. */
const namesOf = ({ payerName }: BankLine): string[] => [...new Set([payerName, payerName.replace(/(?<=\p{Script=Han})[\s·•・.]+(?=\p{Script=Han})/gu, ''), payerName.replace(/[•・.]/g, '·')])].filter(Boolean)

async function findNumbers(ctx: Ctx, words: readonly string[]): Promise<Map<string, FoundNumber[]>> {
  const found = new Map<string, FoundNumber[]>()
  if (words.length === 0) return found
  const mine = ctx.actor.lenderId
  const rows = await Promise.all([
    ctx.db.select({ kind: sql<'loan'>`'loan'`, number: loans.number, borrowerId: loans.borrowerId }).from(loans).where(and(eq(loans.lenderId, mine), amongTexts(loans.number, words))),
    ctx.db.select({ kind: sql<'plan'>`'plan'`, number: plans.number, borrowerId: plans.borrowerId }).from(plans).where(and(eq(plans.lenderId, mine), amongTexts(plans.number, words))),
    ctx.db.select({ kind: sql<'case'>`'case'`, number: cases.number, borrowerId: cases.borrowerId }).from(cases).where(and(eq(cases.lenderId, mine), amongTexts(cases.number, words))),
    ctx.db.select({ kind: sql<'borrower'>`'borrower'`, number: borrowers.number, borrowerId: borrowers.id }).from(borrowers).where(and(eq(borrowers.lenderId, mine), amongTexts(borrowers.number, words))),
  ])
  for (const row of rows.flat()) found.set(row.number, [...(found.get(row.number) ?? []), row])
  return found
}

const openOf = (ctx: Ctx) => and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.status, 'open'))

async function borrowersNamed(ctx: Ctx, names: string[]): Promise<Map<string, string[]>> {
  if (names.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: borrowers.id, name: borrowers.name })
    .from(borrowers)
    .innerJoin(cases, and(eq(cases.borrowerId, borrowers.id), openOf(ctx)))
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), amongTexts(borrowers.name, names)))
    .limit(MOST_BY_AMOUNT)
  return listed(rows.map(row => [row.name, row.id]))
}

async function borrowersOwing(ctx: Ctx, amounts: Cents[]): Promise<Map<Cents, string[]>> {
  if (amounts.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: cases.borrowerId, dueCents: cases.dueCents })
    .from(cases)
    .where(and(openOf(ctx), sql`${cases.dueCents} = any (${`{${amounts.join(',')}}`}::bigint[])`))
    .limit(MOST_BY_AMOUNT)
  return listed(rows.map(row => [row.dueCents, row.id]))
}

function listed<K>(pairs: readonly (readonly [K, string])[]): Map<K, string[]> {
  const map = new Map<K, string[]>()
  for (const [key, id] of pairs) map.set(key, [...(map.get(key) ?? []), id])
  return map
}

type Fit = Candidate['amounts'][number]

async function loadCandidates(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Candidate>> {
  if (ids.length === 0) return new Map()
  const total = sql<string>`sum(${planInstalments.principalCents} + ${planInstalments.interestCents} + ${planInstalments.penaltyCents} + ${planInstalments.feeCents})`
  const [people, owed, planned] = await Promise.all([
    ctx.db
      .select({ id: borrowers.id, number: borrowers.number, name: borrowers.name, dueCents: cases.dueCents, balanceCents: cases.balanceCents })
      .from(borrowers)
      .leftJoin(cases, and(eq(cases.borrowerId, borrowers.id), openOf(ctx)))
      .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), sql`${borrowers.id} = any (${idList(ids)})`)),
    ctx.db
      .select({ id: loans.borrowerId, dueCents: loans.dueCents, balanceCents: loans.balanceCents })
      .from(loans)
      .where(and(eq(loans.lenderId, ctx.actor.lenderId), sql`${loans.borrowerId} = any (${idList(ids)})`)),
    ctx.db
      .select({ id: plans.borrowerId, total })
      .from(plans)
      .innerJoin(planInstalments, inForce)
      .where(and(eq(plans.lenderId, ctx.actor.lenderId), sql`${plans.borrowerId} = any (${idList(ids)})`, inArray(plans.status, ['active', 'grace'])))
      .groupBy(plans.borrowerId, plans.id, planInstalments.number),
  ])
  const fits = new Map<string, Fit[]>()
  const fit = (id: string, amount: number | null, as: Fit['as']) => {
    if (amount) fits.set(id, [...(fits.get(id) ?? []), { cents: cents(amount), as }])
  }
  for (const row of [...people, ...owed]) {
    fit(row.id, row.dueCents, 'amount_due')
    fit(row.id, row.balanceCents, 'amount_outstanding')
  }
  for (const row of planned) fit(row.id, Number(row.total), 'amount_instalment')
  return new Map(people.map(({ id, number, name, dueCents }) => [id, { borrowerId: id, number, name, isOpen: dueCents !== null, amounts: fits.get(id) ?? [] }]))
}
