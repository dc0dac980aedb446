import { sql } from 'drizzle-orm'
import { guardDecisions } from '@/db/schema'
import type { Ctx } from '../context'

/** Who asked, by name: the member of staff, or the agency in the lender's language. */
export const askerName = (ctx: Ctx) =>
  sql<string | null>`coalesce((select name from staff_accounts s where s.lender_id = ${guardDecisions.lenderId} and s.id = ${guardDecisions.actorId}),
    (select case ${ctx.lender.locale} when 'en' then a.name_en else a.name_zh_cn end from agencies a where a.lender_id = ${guardDecisions.lenderId} and a.id = ${guardDecisions.agencyId}))`
