import { and, desc, eq, isNull } from 'drizzle-orm'
import { loanCharges } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import type { Cents } from '../money'
import { read } from '../transaction'

export type ChargeLine = { id: string; loanId: string; component: string; amountCents: Cents; dueOn: LocalDate; reason: string }

const MOST = 100

/** A borrower's fees and costs in force, newest first. */
export async function listCharges(ctx: Ctx, borrowerId: string): Promise<ChargeLine[]> {
  authorize(ctx, 'charge:record')
  const c = loanCharges
  return read(ctx, ctx =>
    ctx.db
      .select({ id: c.id, loanId: c.loanId, component: c.component, amountCents: c.amountCents, dueOn: c.dueOn, reason: c.reason })
      .from(c)
      .where(and(eq(c.lenderId, ctx.actor.lenderId), eq(c.borrowerId, borrowerId), isNull(c.cancelledAt)))
      .orderBy(desc(c.id))
      .limit(MOST),
  )
}
