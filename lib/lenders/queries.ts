import { eq } from 'drizzle-orm'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { lenders } from '@/db/schema'
import type { Actor, Ctx, Lender, Locale } from '../context'
import { dateIn } from '../dates'
import { notFound } from '../errors'
import type { Currency } from '../money'
import { LenderPolicy } from './policy'

export type PublicLender = { id: string; slug: string; name: Record<Locale, string>; timeZone: string; locale: Locale; hotline: string; isDemo: boolean }

/** Names and slugs for the front doors; readable by nobody in particular. */
export async function listLenders(db: Db): Promise<PublicLender[]> {
  const rows = await db.execute<{ id: string; slug: string; name_en: string; name_zh_cn: string; time_zone: string; locale: Locale; hotline: string; is_demo: boolean }>(
    sql`select * from auth.list_lenders()`,
  )
  return rows.map(row => ({
    id: row.id,
    slug: row.slug,
    name: { en: row.name_en, 'zh-CN': row.name_zh_cn },
    timeZone: row.time_zone,
    locale: row.locale,
    hotline: row.hotline,
    isDemo: row.is_demo,
  }))
}

/** The one maker of a Ctx: reads the actor's lender under the actor's own row-level security. */
export async function openContext<A extends Actor>(db: Db, actor: A, now: Date, requestId: string): Promise<Ctx<A>> {
  const row = await db.transaction(async tx => {
    await tx.execute(sql`select set_config('app.lender_id', ${actor.lenderId}, true)`)
    const [found] = await tx.select().from(lenders).where(eq(lenders.id, actor.lenderId))
    return found
  })
  if (!row) throw notFound()
  const lender: Lender = {
    id: row.id,
    slug: row.slug,
    name: { en: row.nameEn, 'zh-CN': row.nameZhCn },
    currency: row.currency as Currency,
    timeZone: row.timeZone,
    locale: row.locale as Locale,
    hotline: row.hotline,
    packs: row.packs,
    policy: LenderPolicy.parse(row.policy),
  }
  return { actor, lender, now, today: dateIn(now, lender.timeZone), requestId, db, inTransaction: false }
}
