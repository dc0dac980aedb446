import { z } from 'zod'
import { addDays, type LocalDate } from '@/lib/dates'
import { BUCKETS, bucketRange, type Bucket } from '@/lib/loans/delinquency'
import { QUEUE_LISTS, QUEUE_VIEWS, STAGES } from './queue'

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

/** A bucket as a span of oldest unpaid due dates, both ends inside; null is open. */
export function bucketDates(bucket: Bucket, today: LocalDate): { from: LocalDate | null; to: LocalDate | null } {
  const { from, to } = bucketRange(bucket)
  if (bucket === 'M0') return { from: today, to: null }
  return { from: to === null ? null : addDays(today, -to), to: addDays(today, -from) }
}
