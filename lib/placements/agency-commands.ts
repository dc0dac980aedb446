import { and, eq, sql } from 'drizzle-orm'
import { agencies } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { hashToken } from '../accounts/session-commands'
import { record } from '../audit/record'
import { newId, newSecret } from '../clock'
import type { Ctx } from '../context'
import { invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import type { SaveAgency } from './input'

/** Lists an agency, or corrects how it stands: the guard's gates of a placement ask about nothing else. The same id is the same agency. */
export async function saveAgency(ctx: Ctx, { agencyId, ...input }: SaveAgency): Promise<void> {
  authorize(ctx, 'agency:manage')
  const { listedSince, listedUntil, evaluatedOn } = input
  if (evaluatedOn && evaluatedOn > ctx.today) throw invalid('check_fields', { evaluatedOn: 'date_in_future' })
  if (listedUntil && (!listedSince || listedUntil < listedSince)) throw invalid('check_fields', { listedUntil: 'date_before_start' })
  await transaction(ctx, async ctx => {
    const [before] = await ctx.db.select().from(agencies).where(mine(ctx, agencyId)).for('update')
    await ctx.db
      .insert(agencies)
      .values({ lenderId: ctx.actor.lenderId, id: agencyId, ...input, createdAt: ctx.now })
      .onConflictDoUpdate({ target: [agencies.lenderId, agencies.id], set: input })
    const standing = before && { listedSince: before.listedSince, listedUntil: before.listedUntil, evaluatedOn: before.evaluatedOn, allowsSubcontracting: before.allowsSubcontracting }
    const after = { listedSince, listedUntil, evaluatedOn, allowsSubcontracting: input.allowsSubcontracting }
    await record(ctx, { type: 'agency.saved', data: { agencyId, before: standing ?? null, after } })
  })
}

/** A fresh key of the agency, told once; its earlier ones end at once. */
export async function replaceAgencyKey(ctx: Ctx, agencyId: string): Promise<{ key: string }> {
  authorize(ctx, 'agency:manage')
  return transaction(ctx, async ctx => {
    const [found] = await ctx.db.select({ id: agencies.id }).from(agencies).where(mine(ctx, agencyId))
    if (!found) throw notFound()
    const [key, keyId] = [`lw_${newSecret()}`, newId()]
    await ctx.db.execute(sql`select auth.replace_agency_key(${hashToken(key)}, ${keyId}::uuid, ${agencyId}::uuid, ${ctx.now.toISOString()}::timestamptz)`)
    await record(ctx, { type: 'agency.key_replaced', data: { agencyId, keyId } })
    return { key }
  })
}

const mine = (ctx: Ctx, agencyId: string) => and(eq(agencies.lenderId, ctx.actor.lenderId), eq(agencies.id, agencyId))
