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

/** The key of the notice that a line lacks: the one of its arrear, or another where that one could not be sent. */
export function lateKey(loanId: string, asOf: LocalDate, { content, overdueSince }: Reckoned, reason: HeldReason): string {
  const own = content.accountState === 'settled_for_less' ? 'settled' : overdueSince
  return `credit_notice:${loanId}:${reason === 'notice_blocked' || own === null ? `late:${asOf}` : own}`
}
