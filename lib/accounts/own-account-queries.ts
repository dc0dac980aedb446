import { and, eq, sql } from 'drizzle-orm'
import { staffAccounts } from '@/db/schema'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { authorize, requireStaff } from './authorize'

export type OwnSession = { id: string; startedAt: Date; lastSeenAt: Date; isThis: boolean }
export type OwnAccount = { name: string; email: string; hasTotp: boolean; sessions: OwnSession[] }

/** The signed-in person's own account: sessions that are alive, newest use first. */
export async function getOwnAccount(ctx: Ctx): Promise<OwnAccount> {
  authorize(ctx, 'account:own')
  const staff = requireStaff(ctx)
  return read(ctx, async ctx => {
    const [account] = await ctx.db
      .select({ name: staffAccounts.name, email: staffAccounts.email, totp: staffAccounts.totpCipher })
      .from(staffAccounts)
      .where(and(eq(staffAccounts.lenderId, staff.lenderId), eq(staffAccounts.id, staff.id)))
    if (!account) throw notFound()
    const sessions = await ctx.db.execute<{ session_id: string; created_at: string; last_seen_at: string }>(
      sql`select * from auth.list_staff_sessions(${staff.lenderId}::uuid, ${staff.id}::uuid, ${ctx.now.toISOString()}::timestamptz) order by last_seen_at desc`,
    )
    return {
      name: account.name,
      email: account.email,
      hasTotp: account.totp !== null,
      sessions: sessions.map(row => ({
        id: row.session_id,
        startedAt: new Date(row.created_at),
        lastSeenAt: new Date(row.last_seen_at),
        isThis: row.session_id === staff.sessionId,
      })),
    }
  })
}
