import { randomBytes, createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { verifySync } from 'otplib'
import type { Db } from '@/db/client'
import { decryptValue } from '../borrowers/private-values'
import { newId } from '../clock'
import type { AgencyActor, ApiActor, BorrowerActor, Role, StaffActor } from '../context'
import { DomainError } from '../errors'
import type { LenderRow } from '../lenders/queries'
import { verifyPassword } from './password'

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()
const newToken = () => randomBytes(32).toString('base64url')
const moment = (now: Date) => now.toISOString()

/** True while the key's allowance in its window lasts. */
export async function takeRate(db: Db, now: Date, key: string, limit: number, windowMinutes: number): Promise<boolean> {
  const [row] = await db.execute<{ take_rate: boolean }>(
    sql`select auth.take_rate(${key}, ${limit}, make_interval(mins => ${windowMinutes}), ${moment(now)}::timestamptz)`,
  )
  return row?.take_rate ?? false
}

type StaffSignIn = { email: string; password: string; totp: string | null; address: string; totpOptional: boolean }

/**
 * Opens a staff session and returns its token, or null: the same answer and work for an unknown person, a wrong password
 * and a wrong code. Throws `rate_limited` past 10 tries in 15 minutes for an account or 50 for an address.
 */
export async function signInStaff(db: Db, now: Date, input: StaffSignIn): Promise<{ token: string } | null> {
  const email = input.email.trim().toLowerCase()
  const allowed = (await takeRate(db, now, `staff:${email}`, 10, 15)) && (await takeRate(db, now, `staff-address:${input.address}`, 50, 15))
  if (!allowed) throw new DomainError('rate_limited', 'too_many_tries')
  const [found] = await db.execute<{ lender_id: string; staff_id: string; password_hash: string; totp_cipher: Uint8Array | null }>(
    sql`select * from auth.find_staff(${email})`,
  )
  if (!verifyPassword(input.password, found?.password_hash ?? null) || !found) return null
  const secret = found.totp_cipher && decryptValue({ table: 'staff_accounts', column: 'totp_cipher', rowId: found.staff_id }, Buffer.from(found.totp_cipher))
  const proven = secret !== null && input.totp !== null && verifySync({ secret, token: input.totp, epochTolerance: 30 }).valid
  if (!proven && !(input.totpOptional && secret === null && !input.totp)) return null
  const token = newToken()
  await db.execute(sql`select auth.open_staff_session(${hashToken(token)}, ${newId()}::uuid, ${found.lender_id}::uuid, ${found.staff_id}::uuid,
    ${moment(now)}::timestamptz, ${proven ? 'totp' : 'demo'})`)
  return { token }
}

/** The actor of a live staff session, with today's roles; null when it ended, idled out or the account was disabled. */
export async function staffOfSession(db: Db, now: Date, token: string): Promise<StaffActor | null> {
  const [row] = await db.execute<{ lender_id: string; staff_id: string; session_id: string; name: string; roles: Role[] }>(
    sql`select * from auth.use_staff_session(${hashToken(token)}, ${moment(now)}::timestamptz)`,
  )
  return row ? { kind: 'staff', id: row.staff_id, lenderId: row.lender_id, roles: row.roles, sessionId: row.session_id, name: row.name } : null
}

export async function endStaffSession(db: Db, now: Date, token: string): Promise<void> {
  await db.execute(sql`select auth.end_staff_session(${hashToken(token)}, ${moment(now)}::timestamptz)`)
}

export async function openBorrowerSession(db: Db, now: Date, lenderId: string, borrowerId: string): Promise<{ token: string }> {
  const token = newToken()
  await db.execute(sql`select auth.open_borrower_session(${hashToken(token)}, ${lenderId}::uuid, ${borrowerId}::uuid, ${moment(now)}::timestamptz)`)
  return { token }
}

export async function borrowerOfSession(db: Db, now: Date, token: string): Promise<{ actor: BorrowerActor; lenderSlug: string } | null> {
  const [row] = await db.execute<{ lender_id: string; lender_slug: string; borrower_id: string }>(
    sql`select * from auth.use_borrower_session(${hashToken(token)}, ${moment(now)}::timestamptz)`,
  )
  return row ? { actor: { kind: 'borrower', id: row.borrower_id, lenderId: row.lender_id }, lenderSlug: row.lender_slug } : null
}

export async function endBorrowerSession(db: Db, now: Date, token: string): Promise<void> {
  await db.execute(sql`select auth.end_borrower_session(${hashToken(token)}, ${moment(now)}::timestamptz)`)
}

/** The actor of an API key, `lw_…`, the lender's own or an agency's; null when unknown or revoked. */
export async function apiActorOf(db: Db, key: string): Promise<{ actor: ApiActor | AgencyActor; lender: LenderRow } | null> {
  const [row] = await db.execute<{ lender_id: string; key_id: string; scopes: string[]; agency_id: string | null; lender: LenderRow }>(
    sql`select * from auth.find_api_key(${hashToken(key)})`,
  )
  if (!row) return null
  const known = { id: row.key_id, lenderId: row.lender_id, scopes: row.scopes }
  const actor = row.agency_id ? { kind: 'agency' as const, agencyId: row.agency_id, ...known } : { kind: 'api' as const, ...known }
  return { actor, lender: row.lender }
}
