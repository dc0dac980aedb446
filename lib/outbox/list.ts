import { z } from 'zod'
import type { Receipt } from './receipt-input'

export const messageStatuses = ['queued', 'handed', 'blocked', 'failed', 'cancelled'] as const
export type MessageStatus = (typeof messageStatuses)[number]
/** `waiting` are queued ones that the guard has put off. */
export const outboxViews = ['all', 'waiting', ...messageStatuses] as const
export type OutboxView = (typeof outboxViews)[number]

/** The address is the view; anything unknown is ignored. */
export const OutboxFilter = z.object({
  view: z.enum(outboxViews).catch('all'),
  cursor: z
    .string()
    .max(100)
    .transform(text => readCursor(text))
    .nullable()
    .catch(null),
})

export type Cursor = { createdAt: Date; id: string }

export const writeCursor = (row: Cursor): string => `${row.createdAt.getTime().toString(36)}.${row.id}`

/** Null for anything that is no cursor of ours. */
export function readCursor(text: string): Cursor | null {
  const match = /^([0-9a-z]{6,11})\.([0-9a-f-]{36})$/.exec(text)
  const time = parseInt(match?.[1] ?? '', 36)
  return match && time < 8.64e15 ? { createdAt: new Date(time), id: match[2] ?? '' } : null
}

/** One line of the outbox. The text of a one-time code is never shown to staff: `body` is null. */
export type OutboxRow = {
  id: string
  caseToken: string | null
  borrowerName: string
  kind: string
  purpose: string
  templateCode: string
  toMasked: string
  subject: string
  body: string | null
  trustCode: string
  status: MessageStatus
  blockedBy: string | null
  createdAt: Date
  sendAfter: Date
  handedAt: Date | null
  /** the gateway's receipt; null: none has come */
  delivery: Receipt | null
}
