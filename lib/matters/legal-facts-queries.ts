import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import type { Ctx } from '../context'
import type { FactsBody } from '../guard/subject'
import { findDiscrepancies } from '../ledger/check-queries'
import { loadRecordsOf } from '../loans/record-queries'
import { isPenaltyWithinCap } from './penalty-cap'
import { loadLimitations } from './limitation-queries'

type LegalFacts = NonNullable<FactsBody['legal']>

/**
 * What a step at law over each person's open case must have proven. The amount is certain where history bears out the books and nobody
 * disputes them. A fixed number of statements for any number of people, but for the books, which are reckoned again person by person.
 */
export async function loadLegalFacts(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, LegalFacts>> {
  if (borrowerIds.length === 0) return new Map()
  const [limitations, disputed, records] = [await loadLimitations(ctx, borrowerIds), await listDisputed(ctx, borrowerIds), await loadRecordsOf(ctx, borrowerIds)]
  const uneven = new Set((await findDiscrepancies(ctx, borrowerIds.filter(id => !disputed.has(id)))).map(found => found.borrowerId))
  const facts = new Map<string, LegalFacts>()
  for (const borrowerId of borrowerIds) {
    const owed = (records.get(borrowerId) ?? []).filter(({ loan }) => loan.caseId !== null && loan.status === 'active')
    facts.set(borrowerId, {
      limitationEndsOn: null,
      defenceWaived: false,
      ...limitations.get(borrowerId),
      amountIsCertain: !uneven.has(borrowerId) && !disputed.has(borrowerId),
      penaltyWithinCap: owed.every(({ loan }) => isPenaltyWithinCap(ctx.lender.policy, loan, ctx.lender.currency)),
    })
  }
  return facts
}

/** Who has a dispute that still pauses collection, waits for a supervisor, or was written and not answered by verification. */
async function listDisputed(ctx: Ctx, borrowerIds: readonly string[]): Promise<Set<string>> {
  const mine = sql`x.lender_id = ${ctx.actor.lenderId}::uuid and x.borrower_id = b.id`
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select b.id from unnest(${uuids(borrowerIds)}) b(id)
    where exists (select from holds x where ${mine} and x.reason = 'dispute' and x.ended_at is null and x.ends_at > ${ctx.now.toISOString()}::timestamptz)
      or exists (select from escalations x where ${mine} and x.status = 'open' and x.facts ->> 'topic' = 'dispute')
      or (exists (select from circumstances x where ${mine} and x.ended_at is null and x.kind = 'written_dispute')
        and not exists (select from circumstances x where ${mine} and x.ended_at is null and x.kind = 'verification_sent'))`)
  return new Set(rows.map(({ id }) => id))
}
