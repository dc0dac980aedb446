import type { LocalDate } from '@/lib/dates'
import type { Bucket } from '@/lib/loans/delinquency'
import type { Cents, Currency } from '@/lib/money'

export const QUEUE_VIEWS = ['mine', 'pool', 'all'] as const
export const QUEUE_LISTS = ['work', 'snoozed', 'held', 'plan'] as const
export const STAGES = ['pre_due', 'early', 'middle', 'late', 'legal'] as const
/** For the browser, which needs no date arithmetic for it. */
export const QUEUE_BUCKETS = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+'] as const satisfies readonly Bucket[]
export type QueueView = (typeof QUEUE_VIEWS)[number]
export type QueueList = (typeof QUEUE_LISTS)[number]
export type Stage = (typeof STAGES)[number]

/** One line of the desk. Amounts are as of `figuresOn`; `dpd` is as of today. */
export type QueueRow = {
  token: string
  number: string
  name: string
  reasons: { code: string; points: number }[]
  dueCents: Cents
  currency: Currency
  dpd: number
  bucket: Bucket
  stage: Stage
  list: QueueList | 'closed'
  ownerName: string | null
  isMine: boolean
  lastContactAt: string | null
  nextDueOn: LocalDate | null
  /** In the business zone: a day, or a time of today or of another day. */
  asleepUntil: string | null
  hold: { reason: string; endsAt: string } | null
  /** Who has the case open now, when it is not the reader. */
  claimedBy: string | null
}

export type QueuePage = {
  rows: QueueRow[]
  nextCursor: string | null
  count: number
  isCountCapped: boolean
  today: LocalDate
  now: string
}

export const COUNT_CAP = 10_000

export type QueueCursor = { score: number; id: string }
export const cursorText = ({ score, id }: QueueCursor): string => `${score}.${id}`

/** Null for a cursor that is none: the list then starts at its top. */
export function parseCursor(text: string | null): QueueCursor | null {
  const match = /^(-?\d{1,9})\.([0-9a-f-]{36})$/.exec(text ?? '')
  return match ? { score: Number(match[1]), id: match[2] ?? '' } : null
}

export const SNOOZE_REASONS = ['waiting_reply', 'waiting_payment', 'asked_later', 'not_allowed_yet', 'not_now'] as const
export const SNOOZE_MAX_DAYS = 30
