import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { ledgerChecks } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { read } from '../transaction'

export type LedgerCheck = { businessDate: LocalDate; loans: number; replayed: number; differences: number; found: { borrowerId: string; id: string; what: string }[] }

/** What the last finished check of the ledger found; null before the first. */
export async function getLedgerCheck(ctx: Ctx): Promise<LedgerCheck | null> {
  authorize(ctx, 'control:read', 'audit:read')
  return read(ctx, async ctx => {
    const [row] = await ctx.db
      .select()
      .from(ledgerChecks)
      .where(and(eq(ledgerChecks.lenderId, ctx.actor.lenderId), isNotNull(ledgerChecks.finishedAt)))
      .orderBy(desc(ledgerChecks.businessDate))
      .limit(1)
    if (!row) return null
    const { businessDate, loans, replayed, differences, found } = row
    return { businessDate, loans, replayed, differences, found: found.map(({ borrowerId, id, what }) => ({ borrowerId, id, what })) }
  })
}
