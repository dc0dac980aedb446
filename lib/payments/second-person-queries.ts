import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { bankStatements, paymentProposals, payments } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { can } from '../accounts/permissions'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import type { Cents } from '../money'
import { read } from '../transaction'
import type { StatementRow } from './bank-queries'

/** So long do amounts count together: one that is above the limit must not pass in pieces. */
const TOGETHER_MINUTES = 7 * 24 * 60

/** Whether an amount typed for a borrower, with what was typed for them lately and no second person has seen, is above the lender's limit. */
export async function isAboveLimit(ctx: Ctx, borrowerId: string, amountCents: Cents): Promise<boolean> {
  authorize(ctx, 'payment:record')
  const limit = ctx.lender.policy.paymentApprovalCents
  if (amountCents > limit) return true
  const p = payments
  const confirmed = sql`exists (select from ${paymentProposals} q where q.lender_id = ${p.lenderId} and q.borrower_id = ${p.borrowerId} and q.result_id = ${p.id})`
  const [lately] = await read(ctx, ctx =>
    ctx.db
      .select({ cents: sql<string>`coalesce(sum(${p.amountCents}), 0)` })
      .from(p)
      .where(
        and(
          ...[eq(p.lenderId, ctx.actor.lenderId), eq(p.borrowerId, borrowerId), eq(p.source, 'staff'), eq(p.status, 'posted')],
          gt(p.receivedAt, addMinutes(ctx.now, -TOGETHER_MINUTES)),
          sql`not ${confirmed}`,
        ),
      ),
  )
  return Number(lately?.cents ?? 0) + amountCents > limit
}

/** Whether the actor may take a file in: one whose new lines, with those of other files that the same person uploaded lately, are above the limit is another's to take in. */
export async function mayTakeIn(ctx: Ctx, statement: Pick<StatementRow, 'id' | 'createdBy' | 'counts'>): Promise<boolean> {
  authorize(ctx, 'payment:record')
  if (ctx.actor.kind !== 'staff' || statement.createdBy === null) return true
  if (statement.createdBy !== ctx.actor.id && can(ctx.actor, 'payment:confirm')) return true
  const s = bankStatements
  const newCents = sql`coalesce((${s.counts} ->> 'newCents')::bigint, (${s.counts} ->> 'amountCents')::bigint, 0)`
  const mine = and(eq(s.lenderId, ctx.actor.lenderId), eq(s.createdBy, statement.createdBy), gt(s.createdAt, addMinutes(ctx.now, -TOGETHER_MINUTES)))
  const [others] = await read(ctx, ctx =>
    ctx.db
      .select({ cents: sql<string>`coalesce(sum(${newCents}), 0)` })
      .from(s)
      .where(and(mine, ne(s.id, statement.id), inArray(s.status, ['applying', 'applied', 'failed']))),
  )
  return Number(others?.cents ?? 0) + (statement.counts.newCents ?? statement.counts.amountCents ?? 0) <= ctx.lender.policy.paymentApprovalCents
}
