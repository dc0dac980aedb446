import { and, eq, sql } from 'drizzle-orm'
import { bankLines } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { findTargets } from '../borrowers/find-queries'
import { idList } from '../bulk-port'
import type { Ctx } from '../context'
import { DomainError } from '../errors'
import { transaction } from '../transaction'
import { postLines, setLines, type LineRow } from './bank-post-commands'

type Matched = LineRow & { match: NonNullable<LineRow['match']> }

const DAYS_APART = 3

/** Posts waiting lines as they were matched, in one transaction; what cannot be posted waits with the reason. Gives how many were posted. */
export async function postTogether(ctx: Ctx, lines: readonly LineRow[]): Promise<number> {
  authorize(ctx, 'payment:record')
  return transaction(ctx, async ctx => {
    const waiting = await lockWaiting(ctx, lines.map(line => line.id))
    const elsewhere = await findElsewhere(ctx, waiting)
    const fresh = waiting.filter(line => !elsewhere.has(line.id))
    const answers = await postLines(ctx, fresh.map(line => ({ line, parts: [{ target: line.match, amountCents: line.amountCents }] })))
    const refused = waiting.filter(line => elsewhere.has(line.id)).map(({ id }) => ({ id, problem: 'line_maybe_recorded' }))
    for (const [i, { id }] of fresh.entries()) {
      const error = answers[i]?.error
      if (error === undefined) continue
      if (!(error instanceof DomainError)) throw error
      refused.push({ id, problem: error.message })
    }
    await writeRefused(ctx, refused)
    return waiting.length - refused.length
  })
}

async function lockWaiting(ctx: Ctx, ids: readonly string[]): Promise<Matched[]> {
  const rows = await ctx.db
    .select()
    .from(bankLines)
    .where(and(eq(bankLines.lenderId, ctx.actor.lenderId), sql`${bankLines.id} = any (${idList(ids)})`, eq(bankLines.state, 'waiting')))
    .orderBy(bankLines.rowNumber)
    .for('update')
  return rows.filter((line): line is Matched => line.match !== null)
}

/** Lines whose amount the same person paid, days apart at most, by the word of anything but such a file: two ways of hearing of one payment. */
async function findElsewhere(ctx: Ctx, lines: readonly Matched[]): Promise<Set<string>> {
  const targets = await findTargets(ctx, lines.map(line => line.match))
  const known = lines.flatMap((line, i) => (targets[i] ? [{ lineId: line.id, borrowerId: targets[i].borrowerId }] : []))
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select l.id from unnest(${idList(known.map(one => one.lineId))}, ${idList(known.map(one => one.borrowerId))}) x(line_id, borrower_id)
    join bank_lines l on l.lender_id = ${ctx.actor.lenderId}::uuid and l.id = x.line_id
    where exists (select from payments p where p.lender_id = l.lender_id and p.borrower_id = x.borrower_id and p.amount_cents = l.amount_cents
      and p.status = 'posted' and p.is_synthetic = 'no' and p.effective_on between l.booked_on - ${DAYS_APART}::int and l.booked_on + ${DAYS_APART}::int
      and not exists (select from bank_line_parts b join bank_lines y on y.lender_id = b.lender_id and y.id = b.line_id
        where b.borrower_id = p.borrower_id and b.payment_id = p.id and y.source = l.source))`)
  return new Set(rows.map(row => row.id))
}

async function writeRefused(ctx: Ctx, refused: readonly { id: string; problem: string }[]): Promise<void> {
  for (const [problem, lines] of Map.groupBy(refused, one => one.problem)) await setLines(ctx, lines.map(line => line.id), { outcome: 'suggested', problem })
}
