import { and, eq, sql } from 'drizzle-orm'
import { borrowers, cases, loans } from '@/db/schema'
import { amongTexts } from '../bulk-port'
import type { Ctx } from '../context'
import { DomainError } from '../errors'
import type { Target } from './target'

export type FoundTarget = { borrowerId: string; loanId: string | null }

export const targetUnknown = () => new DomainError('not_found', 'payment_target_unknown', { fields: { number: 'payment_target_unknown' } })

/** The borrower, and the loan when one is named. Throws `not_found` with the reason `payment_target_unknown`. */
export async function findTarget(ctx: Ctx, target: Target): Promise<FoundTarget> {
  const [found] = await findTargets(ctx, [target])
  if (!found) throw targetUnknown()
  return found
}

/** As `findTarget` for many, each in its place, null for an unknown one and for `any` that names more than one person; at most three statements. */
export async function findTargets(ctx: Ctx, targets: readonly Target[]): Promise<(FoundTarget | null)[]> {
  const found: FoundTarget[][] = targets.map(() => [])
  for (const [kind, look] of Object.entries(looks)) {
    const open = targets.flatMap((target, i) => (target.kind === kind || target.kind === 'any' ? [{ number: target.number, i }] : []))
    if (open.length === 0) continue
    const byNumber = new Map((await look(ctx, [...new Set(open.map(one => one.number))])).map(({ number, ...row }) => [number, row]))
    for (const { number, i } of open) {
      const row = byNumber.get(number)
      if (row) found[i]?.push(row)
    }
  }
  return found.map(([first, ...others]) => (first && others.every(other => other.borrowerId === first.borrowerId) ? first : null))
}

type Look = (ctx: Ctx, numbers: readonly string[]) => Promise<(FoundTarget & { number: string })[]>

/** In the order in which `any` is tried. */
const looks: Record<Exclude<Target['kind'], 'any'>, Look> = {
  loan: (ctx, numbers) =>
    ctx.db
      .select({ number: loans.number, borrowerId: loans.borrowerId, loanId: loans.id })
      .from(loans)
      .where(and(eq(loans.lenderId, ctx.actor.lenderId), amongTexts(loans.number, numbers))),
  case: (ctx, numbers) =>
    ctx.db
      .select({ number: cases.number, borrowerId: cases.borrowerId, loanId: sql<null>`null` })
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), amongTexts(cases.number, numbers))),
  borrower: (ctx, numbers) =>
    ctx.db
      .select({ number: borrowers.number, borrowerId: borrowers.id, loanId: sql<null>`null` })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), amongTexts(borrowers.number, numbers))),
}
