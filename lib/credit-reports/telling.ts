import { addHours, dateIn, type LocalDate } from '@/lib/dates'
import { isBad, type Reckoned } from './report-line'

/** A message that tells of what will be reported; `handedAt` null when it has not left. */
export type Notice = { status: string; handedAt: Date | null; isOfSettlement: boolean }
export type HeldReason = 'not_told' | 'told_too_late' | 'notice_blocked'
export type Telling = { now: Date; timeZone: string; noticeDays: number }

/**
 * Why a line may not be reported yet; null when it may. Bad information needs a notice that was handed over so many days ago, and
 * not before the loan was overdue as it is now: an older arrear's notice does not speak for a new one (征信业管理条例 art. 15).
 */
export function heldReason({ content, overdueSince }: Reckoned, notices: readonly Notice[], { now, timeZone, noticeDays }: Telling): HeldReason | null {
  if (!isBad(content)) return null
  const isOfSettlement = content.accountState === 'settled_for_less'
  const own = notices.filter(notice => notice.isOfSettlement === isOfSettlement)
  const told = own.flatMap(({ handedAt }) => (handedAt && (overdueSince === null || dateIn(handedAt, timeZone) > overdueSince) ? [handedAt] : []))
  if (told.some(handedAt => addHours(handedAt, noticeDays * 24) <= now)) return null
  if (told.length > 0) return 'told_too_late'
  return own.length > 0 && own.every(({ status }) => status === 'blocked' || status === 'failed') ? 'notice_blocked' : 'not_told'
}

/** One notice for each arrear: the same due date is told of once. */
export const noticeKey = (loanId: string, of: LocalDate | 'settled' | `token:${string}` | `late:${string}`): string => `credit_notice:${loanId}:${of}`
