import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { agencies } from '@/db/schema'
import { hashToken } from '@/lib/accounts/session-commands'
import { indexValue } from '@/lib/borrowers/private-values'
import { idFrom } from '@/lib/clock'
import type { Locale } from '@/lib/context'
import { addDays, dateIn } from '@/lib/dates'
import type { DemoLender } from './lenders'

export type DemoAgency = { id: string; name: Record<Locale, string>; apiKey: string }

/** The agency that collects for a lender with made-up people; none for the tape. */
export function demoAgency(lender: DemoLender): DemoAgency | null {
  if (lender.currency !== 'CNY') return null
  const apiKey = `lw_${indexValue(lender.id, 'demo_agency_key', lender.slug).toString('base64url')}`
  return { id: idFrom(`agency:${lender.slug}`), name: { en: 'Hengxin Services', 'zh-CN': '恒信商务服务' }, apiKey }
}

/** Listed, evaluated two months ago, bound not to subcontract; with a key that may do nothing but ask the guard. */
export async function seedAgency(tx: Database, lender: DemoLender, now: Date): Promise<void> {
  const agency = demoAgency(lender)
  if (!agency) return
  const ago = (days: number) => addDays(dateIn(now, lender.timeZone), -days)
  const standing = { listedSince: ago(300), evaluatedOn: ago(60), allowsSubcontracting: false, createdAt: now }
  await tx
    .insert(agencies)
    .values({ lenderId: lender.id, id: agency.id, nameEn: agency.name.en, nameZhCn: agency.name['zh-CN'], contractNo: `${lender.slug.toUpperCase()}-W-01`, ...standing })
    .onConflictDoNothing()
  await tx.execute(sql`insert into auth.api_keys (key_hash, id, lender_id, agency_id, name, scopes, created_at)
    values (${hashToken(agency.apiKey)}, ${idFrom(`agency-key:${lender.slug}`)}::uuid, ${lender.id}::uuid, ${agency.id}::uuid, 'Demo agency', array['guard:decide'], ${now.toISOString()}::timestamptz)
    on conflict do nothing`)
}
