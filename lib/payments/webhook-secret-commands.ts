import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import { webhookSecrets } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { decryptValue, encryptValue, type Place } from '../borrowers/private-values'
import { newId, newSecret } from '../clock'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import { conflict } from '../errors'
import { read, transaction } from '../transaction'

export type WebhookSecret = { id: string; provider: string; secret: string }
const OLD_SECRET_MINUTES = 24 * 60

const placeOf = (id: string): Place => ({ table: 'webhook_secrets', column: 'secret', rowId: id })

/** A provider's new signing secret, kept encrypted; the one before still counts for a day, so that nothing is lost while it is changed. */
export async function setWebhookSecret(ctx: Ctx, input: { provider: string; secret: string }): Promise<{ id: string }> {
  authorize(ctx, 'staff:manage', 'seed:load')
  const id = newId()
  return transaction(ctx, async ctx => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`webhook secret:${ctx.actor.lenderId}:${input.provider}`}, 0))`)
    const earlier = and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), eq(webhookSecrets.provider, input.provider), isNull(webhookSecrets.endedAt))
    await ctx.db.update(webhookSecrets).set({ endedAt: addMinutes(ctx.now, OLD_SECRET_MINUTES) }).where(earlier)
    const secretCipher = encryptValue(placeOf(id), input.secret)
    await ctx.db.insert(webhookSecrets).values({ lenderId: ctx.actor.lenderId, id, provider: input.provider, secretCipher, createdAt: ctx.now })
    await record(ctx, { type: 'webhook.secret_set', data: { secretId: id, provider: input.provider } })
    return { id }
  })
}

/** A new secret in the words of Standard Webhooks, 24 random bytes unless the provider made one; shown once and never again. */
export async function replaceWebhookSecret(ctx: Ctx, { provider, secret }: { provider: string; secret: string }): Promise<{ secret: string }> {
  authorize(ctx, 'staff:manage')
  const made = secret || `whsec_${Buffer.from(newSecret(24), 'base64url').toString('base64')}`
  await setWebhookSecret(ctx, { provider, secret: made })
  return { secret: made }
}

/** Ends a secret at once, for one that others may have seen; nothing that it signed counts from now on. Throws `secret_ended`. */
export async function endWebhookSecret(ctx: Ctx, secretId: string): Promise<void> {
  authorize(ctx, 'staff:manage')
  await transaction(ctx, async ctx => {
    const live = and(eq(webhookSecrets.lenderId, ctx.actor.lenderId), eq(webhookSecrets.id, secretId), or(isNull(webhookSecrets.endedAt), gt(webhookSecrets.endedAt, ctx.now)))
    const ended = await ctx.db.update(webhookSecrets).set({ endedAt: ctx.now }).where(live).returning({ provider: webhookSecrets.provider })
    if (!ended[0]) throw conflict('secret_ended')
    await record(ctx, { type: 'webhook.secret_ended', data: { secretId, provider: ended[0].provider } })
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
