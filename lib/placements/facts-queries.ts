import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import type { FactsBody } from '../guard/subject'

export type PlacementFacts = NonNullable<FactsBody['placement']>
type Row = { is_listed: boolean; evaluated_on: string | null; allows_subcontracting: boolean; placed_elsewhere: boolean; told_at: string | null }

/** Of which case to which agency a notice speaks: part of the message's key, so that a notice about one agency serves no other. */
export const noticeKey = (caseId: string, agencyId: string) => `placement_notice:${caseId}:${agencyId}`

/** What a placement of the open case with this agency must have proven; null without such an agency. A notice counts from when it was handed over. */
export async function loadPlacementFacts(ctx: Ctx, borrowerId: string, agencyId: string): Promise<PlacementFacts | null> {
  const [row] = await ctx.db.execute<Row>(sql`
    select coalesce(a.listed_since <= ${ctx.today}::date and coalesce(a.listed_until, 'infinity') >= ${ctx.today}::date, false) as is_listed,
      a.evaluated_on::text as evaluated_on, a.allows_subcontracting,
      exists (select from placements p join cases c on c.borrower_id = p.borrower_id and c.id = p.case_id and c.status = 'open'
        where p.lender_id = a.lender_id and p.borrower_id = ${borrowerId}::uuid and p.recalled_at is null and p.agency_id <> a.id) as placed_elsewhere,
      (select min(m.handed_at)::text from messages m join cases c on c.borrower_id = m.borrower_id and c.id = m.case_id and c.status = 'open'
        where m.lender_id = a.lender_id and m.borrower_id = ${borrowerId}::uuid and m.status = 'handed' and m.template_code = 'placement_notice'
          and starts_with(m.unique_key, 'placement_notice:' || c.id || ':' || a.id)) as told_at
    from agencies a where a.lender_id = ${ctx.actor.lenderId}::uuid and a.id = ${agencyId}::uuid`)
  if (!row) return null
  return {
    agencyId,
    noticeDeliveredAt: row.told_at === null ? null : new Date(row.told_at).toISOString(),
    agencyIsListed: row.is_listed,
    agencyEvaluatedOn: row.evaluated_on,
    placedElsewhere: row.placed_elsewhere,
    allowsSubcontracting: row.allows_subcontracting,
  }
}
