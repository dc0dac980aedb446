import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import type { Ctx } from '../context'
import type { FactsBody } from '../guard/subject'

type PlacementFacts = NonNullable<FactsBody['placement']>
type Row = { borrower_id: string; agency_id: string; is_listed: boolean; evaluated_on: string | null; allows_subcontracting: boolean; placed_elsewhere: boolean; told_at: string | null }

/** Of which case to which agency a notice speaks: part of the message's key, so that a notice about one agency serves no other. */
export const noticeKey = (caseId: string, agencyId: string) => `placement_notice:${caseId}:${agencyId}`

export type Placing = { borrowerId: string; agencyId: string }
export const placingKey = ({ borrowerId, agencyId }: Placing) => `${borrowerId}:${agencyId}`

/**
 * What each placement of an open case with an agency must have proven, by `placingKey`; nothing where there is no such agency. A notice
 * counts from when it was handed over. One statement for any number.
 */
export async function loadPlacementFacts(ctx: Ctx, placings: readonly Placing[]): Promise<Map<string, PlacementFacts>> {
  if (placings.length === 0) return new Map()
  const rows = await ctx.db.execute<Row>(sql`
    select x.borrower_id, x.agency_id,
      coalesce(a.listed_since <= ${ctx.today}::date and coalesce(a.listed_until, 'infinity') >= ${ctx.today}::date, false) as is_listed,
      a.evaluated_on::text as evaluated_on, a.allows_subcontracting,
      exists (select from placements p join cases c on c.borrower_id = p.borrower_id and c.id = p.case_id and c.status = 'open'
        where p.lender_id = a.lender_id and p.borrower_id = x.borrower_id and p.recalled_at is null and p.agency_id <> a.id) as placed_elsewhere,
      (select min(m.handed_at)::text from messages m join cases c on c.borrower_id = m.borrower_id and c.id = m.case_id and c.status = 'open'
        where m.lender_id = a.lender_id and m.borrower_id = x.borrower_id and m.status = 'handed' and m.template_code = 'placement_notice'
          and starts_with(m.unique_key, 'placement_notice:' || c.id || ':' || a.id)) as told_at
    from unnest(${uuids(placings.map(one => one.borrowerId))}, ${uuids(placings.map(one => one.agencyId))}) x(borrower_id, agency_id)
    join agencies a on a.lender_id = ${ctx.actor.lenderId}::uuid and a.id = x.agency_id`)
  return new Map(rows.map(row => [placingKey({ borrowerId: row.borrower_id, agencyId: row.agency_id }), factsOf(row)]))
}

const factsOf = (row: Row): PlacementFacts => ({
  agencyId: row.agency_id,
  noticeDeliveredAt: row.told_at === null ? null : new Date(row.told_at).toISOString(),
  agencyIsListed: row.is_listed,
  agencyEvaluatedOn: row.evaluated_on,
  placedElsewhere: row.placed_elsewhere,
  allowsSubcontracting: row.allows_subcontracting,
})
