import { and, eq, sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import { borrowers, contactPoints } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import { record, type AuditEvent } from '../audit/record'
import type { Ctx, Locale } from '../context'
import { notFound } from '../errors'
import { transaction } from '../transaction'
import { consentOf, type Consent } from './consent'
import type { ContactHours } from './contact-hours'

/** What is absent stays as it is. `hours` null: at any permitted time. `consents`: by contact point, whether it may be used. */
export type PreferencesChange = { locale?: Locale; hours?: ContactHours | null; consents?: Readonly<Record<string, Consent>> }

/**
 * The borrower's own wishes, all of them or none: the language of letters and messages, the hours, and which numbers and addresses may
 * be used; the guard keeps to them from the next decision on. Throws `not_found` for another's number. One event for each change.
 */
export async function setPreferences(ctx: Ctx, change: PreferencesChange): Promise<void> {
  authorize(ctx, 'preferences:set')
  await transaction(ctx, async ctx => {
    const events = [...(await changePerson(ctx, change)), ...(await changeConsents(ctx, change.consents ?? {}))]
    for (const event of events) await record(ctx, event)
  })
}

async function changePerson(ctx: Ctx, { locale, hours }: PreferencesChange): Promise<AuditEvent[]> {
  const { id, lenderId } = requireBorrower(ctx)
  const me = and(eq(borrowers.lenderId, lenderId), eq(borrowers.id, id))
  const [before] = await ctx.db.select({ locale: borrowers.locale, hours: borrowers.contactHours }).from(borrowers).where(me).for('update')
  if (!before) throw notFound()
  const events: AuditEvent[] = []
  if (locale !== undefined && locale !== before.locale) events.push({ type: 'preferences.language_set', borrowerId: id, data: { before: before.locale, after: locale } })
  if (hours !== undefined && hours !== before.hours) events.push({ type: 'preferences.contact_hours_set', borrowerId: id, data: { before: before.hours, after: hours } })
  if (events.length > 0) await ctx.db.update(borrowers).set({ locale, contactHours: hours }).where(me)
  return events
}

async function changeConsents(ctx: Ctx, consents: Readonly<Record<string, Consent>>): Promise<AuditEvent[]> {
  const { id, lenderId } = requireBorrower(ctx)
  const wanted = Object.entries(consents)
  if (wanted.length === 0) return []
  const mine = and(eq(contactPoints.lenderId, lenderId), eq(contactPoints.borrowerId, id), eq(contactPoints.relation, 'self'))
  const found = await ctx.db
    .select({ id: contactPoints.id, kind: contactPoints.kind, consent: contactPoints.consent, messagesStoppedAt: contactPoints.messagesStoppedAt })
    .from(contactPoints)
    .where(and(mine, sql`${contactPoints.id} = any(${uuids(wanted.map(([point]) => point))})`))
    .orderBy(contactPoints.id)
    .for('update')
  const before = new Map(found.map(point => [point.id, consentOf(point)]))
  if (wanted.some(([point]) => !before.has(point))) throw notFound()
  const changed = wanted.filter(([point, consent]) => before.get(point) !== consent)
  for (const [point, consent] of changed) {
    const change = consent === 'no_messages' ? { consent: 'granted', messagesStoppedAt: ctx.now } : { consent, messagesStoppedAt: null }
    await ctx.db.update(contactPoints).set(change).where(and(mine, eq(contactPoints.id, point)))
  }
  return changed.map(([contactPointId, after]) => ({ type: 'preferences.consent_set', borrowerId: id, data: { contactPointId, before: before.get(contactPointId), after } }))
}

/** No more texts, or e-mails, to the number or address that a message came to (12 CFR 1006.6(e), 1006.14(h)). A second time changes nothing. */
export async function stopMessages(ctx: Ctx, { contactPointId, messageId }: { contactPointId: string; messageId: string }): Promise<void> {
  authorize(ctx, 'preferences:set')
  const { id, lenderId } = requireBorrower(ctx)
  await transaction(ctx, async ctx => {
    const mine = and(eq(contactPoints.lenderId, lenderId), eq(contactPoints.borrowerId, id), eq(contactPoints.id, contactPointId))
    const [before] = await ctx.db.select({ stoppedAt: contactPoints.messagesStoppedAt }).from(contactPoints).where(mine).for('update')
    if (!before) throw notFound()
    if (before.stoppedAt) return
    await ctx.db.update(contactPoints).set({ messagesStoppedAt: ctx.now }).where(mine)
    await record(ctx, { type: 'preferences.messages_stopped', borrowerId: id, data: { contactPointId, messageId } })
  })
}
