import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
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

/** A lender as the database's own functions give it. */
export type LenderRow = { id: string; slug: string; name_en: string; name_zh_cn: string; currency: Currency; time_zone: string; locale: Locale; hotline: string; packs: string[]; policy: unknown }

/** Reads the actor's lender, by one statement, since every request begins with it. Throws `not_found`. */
export async function openContext<A extends Actor>(db: Db, actor: A, now: Date, requestId: string): Promise<Ctx<A>> {
  const [row] = await db.execute<LenderRow>(sql`select * from auth.find_lender(${actor.lenderId}::uuid)`)
  if (!row) throw notFound()
  return contextOf(db, actor, row, now, requestId)
}

/** The one maker of a Ctx. */
export function contextOf<A extends Actor>(db: Db, actor: A, row: LenderRow, now: Date, requestId: string): Ctx<A> {
  const lender: Lender = {
    id: row.id,
    slug: row.slug,
    name: { en: row.name_en, 'zh-CN': row.name_zh_cn },
    currency: row.currency,
    timeZone: row.time_zone,
    locale: row.locale,
    hotline: row.hotline,
    packs: row.packs,
    policy: LenderPolicy.parse(row.policy),
  }
  return { actor, lender, now, today: dateIn(now, lender.timeZone), requestId, db, inTransaction: false }
}
