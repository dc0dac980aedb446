import { and, eq, isNull } from 'drizzle-orm'
import { webhookSecrets } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'

/** Whether a payment provider's word about this lender's money can be checked; without that nobody is sent to pay there. */
export async function hasWebhookSecret(ctx: Ctx): Promise<boolean> {
  authorize(ctx, 'job:run')
  return read(ctx, async ctx => (await ctx.db.$count(webhookSecrets, and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), isNull(webhookSecrets.endedAt)))) > 0)
}
