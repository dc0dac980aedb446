import { z } from 'zod'
import type { LocalDate } from '@/lib/dates'
import { addDays } from '@/lib/dates'
import { BUCKETS, bucketRange, type Bucket } from '@/lib/loans/delinquency'
import type { Cents, Currency } from '@/lib/money'

export const QUEUE_VIEWS = ['mine', 'pool', 'all'] as const
export const QUEUE_LISTS = ['work', 'snoozed', 'held', 'plan'] as const
export const STAGES = ['pre_due', 'early', 'middle', 'late', 'legal'] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]
export type QueueList = (typeof QUEUE_LISTS)[number]
export type Stage = (typeof STAGES)[number]

/** The address is the view: what stands in the query string, anything unknown ignored. */
export const QueueFilter = z.object({
  view: z.enum(QUEUE_VIEWS).catch('mine'),
  list: z.enum(QUEUE_LISTS).catch('work'),
  bucket: z.enum(BUCKETS).nullable().catch(null),
  stage: z.enum(STAGES).nullable().catch(null),
  owner: z.uuid().nullable().catch(null),
  q: z.string().trim().max(60).catch(''),
  cursor: z.string().max(80).nullable().catch(null),
})
export type QueueFilter = z.infer<typeof QueueFilter>

export const readQueueFilter = (search: URLSearchParams): QueueFilter =>
  QueueFilter.parse(
    Object.fromEntries(['view', 'list', 'bucket', 'stage', 'owner', 'q', 'cursor'].map(name => [name, search.get(name)])),
  )

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
  sleepingUntil: LocalDate | null
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

/** A bucket as a span of oldest unpaid due dates, both ends inside; null is open. */
export function bucketDates(bucket: Bucket, today: LocalDate): { from: LocalDate | null; to: LocalDate | null } {
  const { from, to } = bucketRange(bucket)
  if (bucket === 'M0') return { from: today, to: null }
  return { from: to === null ? null : addDays(today, -to), to: addDays(today, -from) }
}
