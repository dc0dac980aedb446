import { and, eq } from 'drizzle-orm'
import { contactPoints, searchTokens } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { maskEmail, maskPhone, normalisePhone } from '../borrowers/masks'
import { decryptValue, encryptValue, indexValue } from '../borrowers/private-values'
import { searchTokensOf } from '../borrowers/search'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import type { AddPoint, EditPoint, REVEAL_REASONS } from './input'

type PointKey = { borrowerId: string; contactPointId: string }
const countries = { CNY: 'CN', USD: 'US', GBP: 'GB' } as const

/** Shows a number or address in full, for a reason that is written down. */
export async function revealContact(
  ctx: Ctx,
  input: PointKey & { caseId: string; reason: (typeof REVEAL_REASONS)[number] },
): Promise<{ value: string }> {
  authorize(ctx, 'contact:reveal')
  return transaction(ctx, async ctx => {
    const [point] = await ctx.db
      .select({ id: contactPoints.id, cipher: contactPoints.valueCipher })
      .from(contactPoints)
      .where(own(ctx, input))
    if (!point) throw notFound()
    await record(ctx, {
      type: 'contact_point.revealed',
      borrowerId: input.borrowerId,
      caseId: input.caseId,
      data: { contactPointId: point.id, reason: input.reason },
    })
    return { value: decryptValue({ table: 'contact_points', column: 'value', rowId: point.id }, point.cipher) }
  })
}

/** Adds a phone or e-mail of the borrower or of a related person. A known one is a `conflict`. */
export async function addContactPoint(
  ctx: Ctx,
  input: AddPoint & { borrowerId: string; caseId: string },
): Promise<{ contactPointId: string }> {
  authorize(ctx, 'borrower:edit')
  const value = input.kind === 'phone' ? normalisePhone(input.value, countries[ctx.lender.currency]) : emailOf(input.value)
  if (!value) throw invalid('check_fields', { value: input.kind === 'phone' ? 'phone_invalid' : 'email_invalid' })
  return transaction(ctx, async ctx => {
    const id = newId()
    const { borrowerId, kind, relation, personName } = input
    await ctx.db.insert(contactPoints).values({
      borrowerId,
      id,
      lenderId: ctx.actor.lenderId,
      kind,
      relation,
      personName: relation === 'self' ? null : personName,
      valueMasked: kind === 'phone' ? maskPhone(value) : maskEmail(value),
      valueCipher: encryptValue({ table: 'contact_points', column: 'value', rowId: id }, value),
      valueIndex: indexValue(ctx.actor.lenderId, kind, value),
      createdAt: ctx.now,
    })
    if (kind === 'phone' && relation === 'self') await makeFindable(ctx, borrowerId, value)
    await record(ctx, {
      type: 'contact_point.added',
      borrowerId,
      caseId: input.caseId,
      data: { contactPointId: id, kind, relation },
    })
    return { contactPointId: id }
  })
}

/** Corrects what is known about a number: whose it is, whether it works, whether it may be used. */
export async function editContactPoint(ctx: Ctx, input: EditPoint & PointKey & { caseId: string }): Promise<void> {
  authorize(ctx, 'borrower:edit')
  const { consent, validity } = input
  await transaction(ctx, async ctx => {
    const [before] = await ctx.db
      .select({ consent: contactPoints.consent, validity: contactPoints.validity })
      .from(contactPoints)
      .where(own(ctx, input))
      .for('update')
    if (!before) throw notFound()
    await ctx.db.update(contactPoints).set({ consent, validity }).where(own(ctx, input))
    await record(ctx, {
      type: 'contact_point.changed',
      borrowerId: input.borrowerId,
      caseId: input.caseId,
      data: { contactPointId: input.contactPointId, before, after: { consent, validity } },
    })
  })
}

const own = (ctx: Ctx, key: PointKey) =>
  and(
    eq(contactPoints.lenderId, ctx.actor.lenderId),
    eq(contactPoints.borrowerId, key.borrowerId),
    eq(contactPoints.id, key.contactPointId),
  )

const emailOf = (text: string) =>
  /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}$/.test(text.trim()) ? text.trim().toLowerCase() : null

async function makeFindable(ctx: Ctx, borrowerId: string, phone: string): Promise<void> {
  const tokens = searchTokensOf(ctx.actor.lenderId, { name: '', numbers: [], phones: [phone] })
  await ctx.db
    .insert(searchTokens)
    .values(tokens.map(token => ({ lenderId: ctx.actor.lenderId, token, borrowerId })))
    .onConflictDoNothing()
}
