import { asc, eq, sql } from 'drizzle-orm'
import { agencies } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { read } from '../transaction'

export type AgencyLine = {
  id: string
  nameEn: string
  nameZhCn: string
  contractNo: string
  listedSince: LocalDate | null
  listedUntil: LocalDate | null
  evaluatedOn: LocalDate | null
  allowsSubcontracting: boolean
  /** cases placed there now */
  placed: number
}

/** The lender's agencies by name, with how many cases each has. */
export async function listAgencies(ctx: Ctx): Promise<AgencyLine[]> {
  authorize(ctx, 'agency:manage')
  return read(ctx, ctx =>
    ctx.db
      .select({
        id: agencies.id,
        nameEn: agencies.nameEn,
        nameZhCn: agencies.nameZhCn,
        contractNo: agencies.contractNo,
        listedSince: agencies.listedSince,
        listedUntil: agencies.listedUntil,
        evaluatedOn: agencies.evaluatedOn,
        allowsSubcontracting: agencies.allowsSubcontracting,
        placed: sql<number>`(select count(*)::int from placements p join cases c on c.borrower_id = p.borrower_id and c.id = p.case_id and c.status = 'open'
          where p.lender_id = agencies.lender_id and p.agency_id = agencies.id and p.recalled_at is null)`,
      })
      .from(agencies)
      .where(eq(agencies.lenderId, ctx.actor.lenderId))
      .orderBy(asc(agencies.nameEn), asc(agencies.id))
      .limit(200),
  )
}
