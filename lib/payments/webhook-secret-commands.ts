import { and, eq, gt, isNull, or } from 'drizzle-orm'
import { webhookSecrets } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { decryptValue, encryptValue, type Place } from '../borrowers/private-values'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import { read, transaction } from '../transaction'

export type WebhookSecret = { id: string; provider: string; secret: string }
const OLD_SECRET_MINUTES = 24 * 60

const placeOf = (id: string): Place => ({ table: 'webhook_secrets', column: 'secret', rowId: id })

/** A provider's new signing secret, kept encrypted; the one before still counts for a day, so that nothing is lost while it is changed. */
export async function setWebhookSecret(ctx: Ctx, input: { provider: string; secret: string }): Promise<{ id: string }> {
  authorize(ctx, 'staff:manage', 'seed:load')
  const id = newId()
  return transaction(ctx, async ctx => {
    const earlier = and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), eq(webhookSecrets.provider, input.provider), isNull(webhookSecrets.endedAt))
    await ctx.db.update(webhookSecrets).set({ endedAt: addMinutes(ctx.now, OLD_SECRET_MINUTES) }).where(earlier)
    const secretCipher = encryptValue(placeOf(id), input.secret)
    await ctx.db.insert(webhookSecrets).values({ lenderId: ctx.actor.lenderId, id, provider: input.provider, secretCipher, createdAt: ctx.now })
    await record(ctx, { type: 'webhook.secret_set', data: { secretId: id, provider: input.provider } })
    return { id }
  })
}

/** The secrets that count now. Only for checking a signature. */
export async function listWebhookSecrets(ctx: Ctx): Promise<WebhookSecret[]> {
  authorize(ctx, 'job:run')
  const rows = await read(ctx, ctx =>
    ctx.db
      .select()
      .from(webhookSecrets)
      .where(and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), or(isNull(webhookSecrets.endedAt), gt(webhookSecrets.endedAt, ctx.now))))
      .limit(20),
  )
  return rows.map(({ id, provider, secretCipher }) => ({ id, provider, secret: decryptValue(placeOf(id), Buffer.from(secretCipher)) }))
}
