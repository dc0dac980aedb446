import type { Db } from '@/db/client'
import { takeRate } from '../accounts/session-commands'
import { DomainError } from '../errors'
import { openContext } from '../lenders/queries'
import { findOptOut, type OptOut } from './opt-out-queries'
import { stopMessages } from './commands'

type Asked = { code: string; address: string; requestId: string }

/**
 * Ends texts or e-mails to the number or address that the message with this code came to. Who holds the message may: nothing else is asked
 * (12 CFR 1006.6(e)). Null for a code that is not ours. Throws `rate_limited` past 20 tries from an address in 15 minutes.
 */
export async function optOut(db: Db, now: Date, { code, address, requestId }: Asked): Promise<OptOut | null> {
  if (!(await takeRate(db, now, `stop:${address}`, 20, 15))) throw new DomainError('rate_limited', 'too_many_tries')
  const found = await findOptOut(db, code)
  if (!found) return null
  const ctx = await openContext(db, { kind: 'borrower', id: found.borrowerId, lenderId: found.lenderId }, now, requestId)
  await stopMessages(ctx, found)
  return found
}
