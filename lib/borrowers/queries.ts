import { and, asc, eq, inArray } from 'drizzle-orm'
import { borrowers, searchTokens } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { queryTokensOf } from './search'

export type FoundBorrower = { token: string; name: string; number: string }
const countries = { CNY: 'CN', USD: 'US', GBP: 'GB' } as const

/** People of the lender by name, pinyin, number or phone, whether or not they have a case; at most 20, by name. */
export async function findBorrowers(ctx: Ctx, text: string): Promise<FoundBorrower[]> {
  authorize(ctx, 'guard:read')
  const groups = queryTokensOf(ctx.actor.lenderId, text, countries[ctx.lender.currency])
  if (groups.length === 0) return []
  return read(ctx, async ctx => {
    const having = groups.map(tokens =>
      inArray(
        borrowers.id,
        ctx.db
          .select({ id: searchTokens.borrowerId })
          .from(searchTokens)
          .where(and(eq(searchTokens.lenderId, ctx.actor.lenderId), inArray(searchTokens.token, tokens))),
      ),
    )
    const rows = await ctx.db
      .select({ id: borrowers.id, name: borrowers.name, number: borrowers.number })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), ...having))
      .orderBy(asc(borrowers.name), asc(borrowers.id))
      .limit(20)
    return rows.map(({ id, name, number }) => ({ token: toToken(id, id), name, number }))
  })
}

/** The person's name for a page about them; null outside the lender. */
export async function getBorrowerName(ctx: Ctx, borrowerId: string): Promise<string | null> {
  authorize(ctx, 'guard:read')
  return read(ctx, async ctx => {
    const [row] = await ctx.db
      .select({ name: borrowers.name })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, borrowerId)))
    return row?.name ?? null
  })
}
