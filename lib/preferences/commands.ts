import { and, eq } from 'drizzle-orm'
import { borrowers, contactPoints } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx, Locale } from '../context'
import { notFound } from '../errors'
import { transaction } from '../transaction'
import type { ContactHours } from './contact-hours'

/** The language of letters and messages. */
export async function setLanguage(ctx: Ctx, locale: Locale): Promise<void> {
  authorize(ctx, 'preferences:set')
  const { id, lenderId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    await ctx.db
      .update(borrowers)
      .set({ locale })
      .where(and(eq(borrowers.lenderId, lenderId), eq(borrowers.id, id)))
    await record(ctx, { type: 'preferences.language_set', borrowerId: id, data: { locale } })
  })
}

/** When the borrower wants to be contacted; null: at any permitted time. The guard keeps to it. */
export async function setContactHours(ctx: Ctx, hours: ContactHours | null): Promise<void> {
  authorize(ctx, 'preferences:set')
  const { id, lenderId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const me = and(eq(borrowers.lenderId, lenderId), eq(borrowers.id, id))
    const [before] = await ctx.db.select({ hours: borrowers.contactHours }).from(borrowers).where(me).for('update')
    if (!before) throw notFound()
    if (before.hours === hours) return
    await ctx.db.update(borrowers).set({ contactHours: hours }).where(me)
    await record(ctx, { type: 'preferences.contact_hours_set', borrowerId: id, data: { before: before.hours, after: hours } })
  })
}

/** Whether a number or address may be used to contact the borrower; the guard reads it. Throws `not_found` for another's. */
export async function setConsent(ctx: Ctx, contactPointId: string, consent: 'granted' | 'refused'): Promise<void> {
  authorize(ctx, 'preferences:set')
  const { id, lenderId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const mine = and(eq(contactPoints.lenderId, lenderId), eq(contactPoints.borrowerId, id), eq(contactPoints.relation, 'self'), eq(contactPoints.id, contactPointId))
    const [before] = await ctx.db.select({ consent: contactPoints.consent }).from(contactPoints).where(mine).for('update')
    if (!before) throw notFound()
    if (before.consent === consent) return
    await ctx.db.update(contactPoints).set({ consent }).where(mine)
    await record(ctx, { type: 'preferences.consent_set', borrowerId: id, data: { contactPointId, before: before.consent, after: consent } })
  })
}
