import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { takeRate } from '../accounts/session-commands'
import type { Locale } from '../context'
import { DomainError } from '../errors'
import { readTrustCode } from '../outbox/trust-code'

export type OptOut = {
  lenderId: string
  borrowerId: string
  contactPointId: string
  messageId: string
  kind: 'sms' | 'email'
  toMasked: string
  lender: Record<Locale, string>
  isStopped: boolean
}
type Row = { lender_id: string; borrower_id: string; contact_point_id: string; message_id: string; kind: OptOut['kind']; to_masked: string; lender_en: string; lender_zh_cn: string; is_stopped: boolean }

/** For the page behind the link. Throws `rate_limited` past 60 looks from an address in 15 minutes: codes are not to be tried out. */
export async function lookUpOptOut(db: Db, now: Date, { code, address }: { code: string; address: string }): Promise<OptOut | null> {
  if (!(await takeRate(db, now, `stop-page:${address}`, 60, 15))) throw new DomainError('rate_limited', 'too_many_tries')
  return findOptOut(db, code)
}

/** The text or e-mail with this code, and where it went, masked; nothing about what it said. Null for a code that is not ours. */
export async function findOptOut(db: Db, given: string): Promise<OptOut | null> {
  const code = readTrustCode(given)
  if (!code) return null
  const [row] = await db.execute<Row>(sql`select * from auth.find_opt_out(${code})`)
  if (!row) return null
  return {
    lenderId: row.lender_id,
    borrowerId: row.borrower_id,
    contactPointId: row.contact_point_id,
    messageId: row.message_id,
    kind: row.kind,
    toMasked: row.to_masked,
    lender: { en: row.lender_en, 'zh-CN': row.lender_zh_cn },
    isStopped: row.is_stopped,
  }
}
