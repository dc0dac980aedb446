import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import type { CountryCode } from 'libphonenumber-js/max'
import { borrowers, plans } from '@/db/schema'
import type { Db } from '@/db/client'
import { record } from '../audit/record'
import { normalisePhone } from '../borrowers/masks'
import { hashSecret, indexValue } from '../borrowers/private-values'
import { newId, newOneTimeCode } from '../clock'
import type { Ctx } from '../context'
import { DomainError, notFound } from '../errors'
import { listLenders, openContext, type PublicLender } from '../lenders/queries'
import { queueMessage } from '../outbox/commands'
import { read, transaction } from '../transaction'
import { authorize, requireBorrower } from './authorize'
import { openBorrowerSession, takeRate } from './session-commands'

/** No answer comes sooner, whether the number is known or not. */
const ANSWER_AFTER_MS = 150
const WINDOW_MINUTES = 15

export type RequestCode = { lenderSlug: string; phone: string; address: string }
export type VerifyCode = RequestCode & { code: string; idLastFour: string }
export type CodeRefusal = 'unknown' | 'expired' | 'too_many' | 'wrong'

/**
 * Sends a one-time code to a number this lender knows; says and takes the same for a number it does not. Throws `invalid` for
 * what is no phone number and `rate_limited` past 5 codes a phone, 30 an address or 600 a lender in 15 minutes.
 */
export async function requestSignInCode(db: Db, now: Date, input: RequestCode): Promise<void> {
  const lender = await findLender(db, input.lenderSlug)
  const phone = readPhone(lender, input.phone)
  const subject = subjectOf('sign_in', lender.id, phone)
  await limit(db, now, `code:${subject.toString('base64url')}`, 5)
  await limit(db, now, `code-address:${input.address}`, 30)
  await limit(db, now, `code-lender:${lender.id}`, 600)
  await Promise.all([sendSignInCode(db, now, lender, phone, subject), wait(ANSWER_AFTER_MS)])
}

async function sendSignInCode(db: Db, now: Date, lender: PublicLender, phone: string, subject: Buffer): Promise<void> {
  const code = newOneTimeCode()
  await issueCode(db, now, subject, code)
  const borrowerId = await findBorrower(db, lender, phone)
  if (!borrowerId) return
  const requestId = newId()
  const ctx = await openContext(db, { kind: 'system', id: null, lenderId: lender.id }, now, requestId)
  authorize(ctx, 'sign_in:assist')
  await transaction(ctx, async ctx => {
    await record(ctx, { type: 'sign_in.code_requested', borrowerId })
    await queueMessage(ctx, {
      borrowerId,
      caseId: null,
      templateCode: 'sign_in_code',
      kind: 'sms',
      values: { code },
      uniqueKey: `sign_in:${requestId}`,
    })
  })
}

/**
 * Opens a borrower's session with the code and the last four of the ID; a SIM alone is not a person. A wrong ID uses up a try
 * like a wrong code, and the refusal does not tell which of the two was wrong. Throws `rate_limited` past 40 tries a day.
 */
export async function verifySignInCode(
  db: Db,
  now: Date,
  input: VerifyCode,
): Promise<{ token: string } | { refusal: CodeRefusal }> {
  const lender = await findLender(db, input.lenderSlug)
  const phone = readPhone(lender, input.phone)
  const subject = subjectOf('sign_in', lender.id, phone)
  await limit(db, now, `verify:${subject.toString('base64url')}`, 40, 24 * 60)
  await limit(db, now, `verify-address:${input.address}`, 100)
  const borrowerId = await findBorrower(db, lender, phone)
  const isPerson = await knowsId(db, now, lender, borrowerId ?? newId(), input.idLastFour)
  const answer = await takeCode(db, now, subject, isPerson ? readCode(input.code) : `not ${input.code}`)
  if (answer !== 'ok') return { refusal: answer }
  if (!borrowerId) return { refusal: 'unknown' }
  const ctx = await openContext(db, { kind: 'system', id: null, lenderId: lender.id }, now, newId())
  authorize(ctx, 'sign_in:assist')
  await transaction(ctx, ctx => record(ctx, { type: 'sign_in.borrower', borrowerId }))
  return openBorrowerSession(db, now, lender.id, borrowerId)
}

/** Sends the borrower a code for signing one plan. Throws `not_found`, and `rate_limited` past 5 codes in 15 minutes. */
export async function issueSigningCode(ctx: Ctx, planId: string): Promise<void> {
  authorize(ctx, 'plan:answer')
  const { id: borrowerId } = requireBorrower(ctx)
  const subject = subjectOf('sign', borrowerId, planId)
  await limit(ctx.db, ctx.now, `sign:${subject.toString('base64url')}`, 5)
  const code = newOneTimeCode()
  await transaction(ctx, async ctx => {
    const [plan] = await ctx.db
      .select({ caseId: plans.caseId })
      .from(plans)
      .where(and(eq(plans.borrowerId, borrowerId), eq(plans.lenderId, ctx.actor.lenderId), eq(plans.id, planId)))
    if (!plan) throw notFound()
    await issueCode(ctx.db, ctx.now, subject, code)
    await record(ctx, { type: 'plan.signing_code_requested', borrowerId, caseId: plan.caseId, data: { planId } })
    await queueMessage(ctx, {
      borrowerId,
      caseId: plan.caseId,
      templateCode: 'sign_in_code',
      kind: 'sms',
      values: { code },
      uniqueKey: `sign:${planId}:${newId()}`,
    })
  })
}

/**
 * Uses a signing code: `ok` once. Call it before the transaction that signs, or a roll-back gives the tries back.
 */
export async function useSigningCode(ctx: Ctx, planId: string, code: string): Promise<'ok' | CodeRefusal> {
  authorize(ctx, 'plan:answer')
  return takeCode(ctx.db, ctx.now, subjectOf('sign', requireBorrower(ctx).id, planId), readCode(code))
}

async function findLender(db: Db, slug: string): Promise<PublicLender> {
  const lender = (await listLenders(db)).find(one => one.slug === slug)
  if (!lender) throw notFound()
  return lender
}

const countries: Record<string, CountryCode> = { 'America/New_York': 'US', 'Europe/London': 'GB' }

function readPhone(lender: PublicLender, text: string): string {
  const phone = normalisePhone(text, countries[lender.timeZone] ?? 'CN')
  if (!phone) throw new DomainError('invalid', 'phone_invalid', { fields: { phone: 'phone_invalid' } })
  return phone
}

async function limit(db: Db, now: Date, key: string, most: number, minutes = WINDOW_MINUTES): Promise<void> {
  if (!(await takeRate(db, now, key, most, minutes))) throw new DomainError('rate_limited', 'too_many_tries')
}

async function findBorrower(db: Db, lender: PublicLender, phone: string): Promise<string | null> {
  const [row] = await db.execute<{ borrower_id: string }>(
    sql`select borrower_id from auth.find_borrower(${lender.slug}, ${indexValue(lender.id, 'phone', phone)})`,
  )
  return row?.borrower_id ?? null
}

async function knowsId(db: Db, now: Date, lender: PublicLender, borrowerId: string, lastFour: string): Promise<boolean> {
  const ctx = await openContext(db, { kind: 'system', id: null, lenderId: lender.id }, now, newId())
  const stored = await read(ctx, async ctx => {
    const [row] = await ctx.db
      .select({ index: borrowers.idLastFourIndex })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, lender.id), eq(borrowers.id, borrowerId)))
    return row?.index ?? null
  })
  const given = indexValue(lender.id, 'id4', `${borrowerId}:${lastFour.trim().toUpperCase()}`)
  return stored !== null && given.equals(stored)
}

const subjectOf = (use: 'sign_in' | 'sign', owner: string, what: string) => hashSecret(`${use}:${owner}:${what}`)
const codeHash = (subject: Buffer, code: string) => hashSecret(`code:${subject.toString('hex')}:${code}`)
const readCode = (text: string) => text.normalize('NFKC').replace(/\s/g, '')

const issueCode = (db: Db, now: Date, subject: Buffer, code: string) =>
  db.execute(sql`select auth.issue_code(${subject}, ${codeHash(subject, code)}, ${now.toISOString()}::timestamptz)`)

async function takeCode(db: Db, now: Date, subject: Buffer, code: string): Promise<'ok' | CodeRefusal> {
  const [row] = await db.execute<{ use_code: 'ok' | CodeRefusal }>(
    sql`select auth.use_code(${subject}, ${codeHash(subject, code)}, ${now.toISOString()}::timestamptz)`,
  )
  return row?.use_code ?? 'unknown'
}
