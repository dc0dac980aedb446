import { and, eq, sql } from 'drizzle-orm'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { staffAccounts } from '@/db/schema'
import { record } from '../audit/record'
import { encryptValue } from '../borrowers/private-values'
import type { Ctx, StaffActor } from '../context'
import { DomainError, invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import { authorize, requireStaff } from './authorize'
import { hashPassword, passwordProblem, verifyPassword } from './password'
import { takeRate } from './session-commands'

/** Ends one of the person's own sessions; one that is gone already stays gone. */
export async function endOwnSession(ctx: Ctx, sessionId: string): Promise<void> {
  authorize(ctx, 'account:own')
  const staff = requireStaff(ctx)
  await transaction(ctx, async ctx => {
    await ctx.db.execute(
      sql`select auth.end_staff_session_by_id(${staff.lenderId}::uuid, ${staff.id}::uuid, ${sessionId}::uuid, ${ctx.now.toISOString()}::timestamptz)`,
    )
    await record(ctx, { type: 'staff.session_ended', data: { sessionId } })
  })
}

/** A fresh secret for an authenticator app. Nothing is stored before `confirmTotp`. */
export function proposeTotp(ctx: Ctx, email: string): { secret: string; uri: string } {
  authorize(ctx, 'account:own')
  const secret = generateSecret()
  return { secret, uri: generateURI({ issuer: 'Leeway', label: email, secret }) }
}

/** Stores the secret once a code made from it and the person's password prove right. Throws `invalid` on the field that does not. */
export async function confirmTotp(ctx: Ctx, input: { secret: string; code: string; password: string }): Promise<void> {
  authorize(ctx, 'account:own')
  const staff = requireStaff(ctx)
  await countTry(ctx, staff)
  await transaction(ctx, async ctx => {
    const account = await lockAccount(ctx, staff)
    const isRight = verifySync({ secret: input.secret, token: input.code.trim(), epochTolerance: 30 }).valid
    refuse({ code: isRight ? null : 'code_wrong', password: wrongPassword(input.password, account.hash) })
    const totpCipher = encryptValue({ table: 'staff_accounts', column: 'totp_cipher', rowId: staff.id }, input.secret)
    await ctx.db.update(staffAccounts).set({ totpCipher }).where(own(staff))
    await record(ctx, { type: 'staff.totp_set', data: { staffId: staff.id } })
  })
}

/** Changes the person's own password. Throws `invalid` with the reason of a weak one. */
export async function changePassword(ctx: Ctx, input: { current: string; next: string }): Promise<void> {
  authorize(ctx, 'account:own')
  const staff = requireStaff(ctx)
  await countTry(ctx, staff)
  await transaction(ctx, async ctx => {
    const account = await lockAccount(ctx, staff)
    refuse({ current: wrongPassword(input.current, account.hash), next: passwordProblem(input.next, account.email) })
    await ctx.db
      .update(staffAccounts)
      .set({ passwordHash: hashPassword(input.next) })
      .where(own(staff))
    await record(ctx, { type: 'staff.password_changed', data: { staffId: staff.id } })
  })
}

const own = (staff: StaffActor) => and(eq(staffAccounts.lenderId, staff.lenderId), eq(staffAccounts.id, staff.id))

/** Outside the transaction that fails with a wrong guess, so that the guess is counted all the same. */
async function countTry(ctx: Ctx, staff: StaffActor): Promise<void> {
  if (!(await takeRate(ctx.db, ctx.now, `own:${staff.id}`, 10, 15))) throw new DomainError('rate_limited', 'too_many_tries')
}

async function lockAccount(ctx: Ctx, staff: StaffActor) {
  const [account] = await ctx.db
    .select({ hash: staffAccounts.passwordHash, email: staffAccounts.email })
    .from(staffAccounts)
    .where(own(staff))
    .for('update')
  if (!account) throw notFound()
  return account
}

const wrongPassword = (password: string, hash: string | null) => (verifyPassword(password, hash) ? null : 'password_wrong')

/** Every problem at once, by field. */
function refuse(problems: Record<string, string | null>): void {
  const fields = Object.fromEntries(Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== null))
  if (Object.keys(fields).length > 0) throw invalid('check_fields', fields)
}
