import { and, asc, eq } from 'drizzle-orm'
import { borrowers, contactPoints } from '@/db/schema'
import { authorize, requireBorrower } from '../accounts/authorize'
import type { Ctx, Locale } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { consentOf } from './consent'

export type Preferences = {
  name: string
  locale: Locale
  contactHours: string | null
  points: { id: string; kind: string; valueMasked: string; consent: string; validity: string }[]
}

/** The signed-in borrower's name, language and own numbers and addresses, masked. */
export async function getPreferences(ctx: Ctx): Promise<Preferences> {
  authorize(ctx, 'portal:read')
  const { id, lenderId } = requireBorrower(ctx)
  return read(ctx, async ctx => {
    const [person] = await ctx.db
      .select({ name: borrowers.name, locale: borrowers.locale, contactHours: borrowers.contactHours })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, lenderId), eq(borrowers.id, id)))
    if (!person) throw notFound()
    const p = contactPoints
    const points = await ctx.db
      .select({ id: p.id, kind: p.kind, valueMasked: p.valueMasked, consent: p.consent, validity: p.validity, messagesStoppedAt: p.messagesStoppedAt })
      .from(p)
      .where(and(eq(p.lenderId, lenderId), eq(p.borrowerId, id), eq(p.relation, 'self')))
      .orderBy(asc(p.kind), asc(p.createdAt), asc(p.id))
      .limit(50)
    return { name: person.name, locale: person.locale === 'en' ? 'en' : 'zh-CN', contactHours: person.contactHours, points: points.map(({ messagesStoppedAt, ...point }) => ({ ...point, consent: consentOf({ ...point, messagesStoppedAt }) })) }
  })
}
