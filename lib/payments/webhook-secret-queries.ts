import { and, desc, eq, gt, isNull, or } from 'drizzle-orm'
import { webhookSecrets } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'

/** Whether a payment provider's word about this lender's money can be checked; without that nobody is sent to pay there. */
export async function hasWebhookSecret(ctx: Ctx): Promise<boolean> {
  authorize(ctx, 'job:run')
  return read(ctx, async ctx => (await ctx.db.$count(webhookSecrets, and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), isNull(webhookSecrets.endedAt)))) > 0)
}

export type SecretView = { id: string; provider: string; setAt: Date; endsAt: Date | null }

/** Which secrets count now and since when, never what they are; the older of two still counts until `endsAt`. */
export async function listSecrets(ctx: Ctx): Promise<SecretView[]> {
  authorize(ctx, 'staff:manage')
  const { id, provider, createdAt: setAt, endedAt: endsAt } = webhookSecrets
  return read(ctx, ctx =>
    ctx.db
      .select({ id, provider, setAt, endsAt })
      .from(webhookSecrets)
      .where(and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), or(isNull(endsAt), gt(endsAt, ctx.now))))
      .orderBy(provider, desc(endsAt))
      .limit(20),
  )
}
