import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import type { FactsBody } from '../guard/subject'
import { findDiscrepancies } from '../ledger/check-queries'
import { moneyTermsOf } from '../lenders/money-terms'
import { loadLoanRecords } from '../loans/record-queries'
import { isPenaltyWithinCap } from './penalty-cap'
import { loadLimitations } from './limitation-queries'

type LegalFacts = NonNullable<FactsBody['legal']>

/** What a step at law over the open case must have proven. The amount is certain where history bears out the books and nobody disputes them. */
export async function loadLegalFacts(ctx: Ctx, borrowerId: string): Promise<LegalFacts> {
  const [limitation, discrepancies, isDisputed, records] = [
    await loadLimitations(ctx, [borrowerId]),
    await findDiscrepancies(ctx, borrowerId),
    await hasOpenDispute(ctx, borrowerId),
    await loadLoanRecords(ctx, borrowerId),
  ]
  const owed = records.filter(({ loan }) => loan.caseId !== null && loan.status === 'active')
  return {
    limitationEndsOn: null,
    defenceWaived: false,
    ...limitation.get(borrowerId),
    amountIsCertain: discrepancies.length === 0 && !isDisputed,
    penaltyWithinCap: owed.every(({ loan }) => isPenaltyWithinCap(loan.annualRatePpm, moneyTermsOf(ctx.lender.policy, loan).penalty, ctx.lender.currency)),
  }
}

/** A dispute that still pauses collection, waits for a supervisor, or was written and not answered by verification. */
async function hasOpenDispute(ctx: Ctx, borrowerId: string): Promise<boolean> {
  const mine = sql`x.lender_id = ${ctx.actor.lenderId}::uuid and x.borrower_id = ${borrowerId}::uuid`
  const [row] = await ctx.db.execute<{ open: boolean }>(sql`
    select exists (select from holds x where ${mine} and x.reason = 'dispute' and x.ended_at is null and x.ends_at > ${ctx.now.toISOString()}::timestamptz)
      or exists (select from escalations x where ${mine} and x.status = 'open' and x.facts ->> 'topic' = 'dispute')
      or (exists (select from circumstances x where ${mine} and x.ended_at is null and x.kind = 'written_dispute')
        and not exists (select from circumstances x where ${mine} and x.ended_at is null and x.kind = 'verification_sent')) as open`)
  return row?.open ?? true
}
