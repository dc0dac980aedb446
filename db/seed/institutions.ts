import { sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { lenders, staffAccounts, staffRoles } from '@/db/schema'
import { hashPassword } from '@/lib/accounts/password'
import { hashToken } from '@/lib/accounts/session-commands'
import { indexValue } from '@/lib/borrowers/private-values'
import { idFrom } from '@/lib/clock'
import { seedAgency } from './agencies'
import type { DemoLender } from './lenders'
import { staffOf } from './staff'

/** Follows from the index key, so that a second run can say it again without storing it. */
export const demoApiKey = (lender: DemoLender): string => `lw_${indexValue(lender.id, 'demo_api_key', lender.slug).toString('base64url')}`

/** Lender, staff and API key, as the tables' owner. A second run changes nothing. */
export async function seedInstitution(owner: Database, lender: DemoLender, now: Date): Promise<void> {
  await owner.transaction(async tx => {
    const { id, slug, currency, timeZone, locale, hotline, packs, policy } = lender
    const row = { id, slug, currency, timeZone, locale, hotline, packs, policy, isDemo: true, createdAt: now }
    await tx.insert(lenders).values({ ...row, nameEn: lender.name.en, nameZhCn: lender.name['zh-CN'] }).onConflictDoNothing()
    for (const login of staffOf(lender)) {
      const account = { lenderId: id, id: login.id, email: login.email, name: login.name, createdAt: now }
      await tx.insert(staffAccounts).values({ ...account, passwordHash: hashPassword(login.password) }).onConflictDoNothing()
      await tx.insert(staffRoles).values({ lenderId: id, staffId: login.id, role: login.role }).onConflictDoNothing()
    }
    await tx.execute(sql`insert into auth.api_keys (key_hash, id, lender_id, name, scopes, created_at)
      values (${hashToken(demoApiKey(lender))}, ${idFrom(`api-key:${slug}`)}::uuid, ${id}::uuid, 'Demo', ${sql.raw("array['import:run', 'payment:record', 'payment:reverse', 'charge:record', 'guard:decide', 'statement:read', 'message:receipt']")}, ${now.toISOString()}::timestamptz)
      on conflict do nothing`)
    await seedAgency(tx, lender, now)
  })
}
