import type { LoanDifference } from '@/lib/payments/difference'

/** Events said on a case's timeline; what a contact, message or note already says is left out. */
export const SHOWN_EVENTS = [
  'case.opened', 'case.closed', 'case.moved', 'case.assigned', 'case.snoozed', 'case.woken', 'case.done',
  'hold.started', 'hold.lengthened', 'hold.ended',
  'promise.taken', 'promise.kept', 'promise.partly_kept', 'promise.broken', 'promise.open', 'promise.cancelled', 'promise.reason_told',
  'hardship.started', 'hardship.submitted', 'hardship.withdrawn', 'hardship.approved', 'hardship.declined', 'hardship.more_requested',
  'hardship.request_answered', 'document.added', 'document.removed',
  'plan.proposed', 'plan.offered', 'plan.accepted', 'plan.signed', 'plan.activated', 'plan.declined', 'plan.cancelled', 'plan.completed',
  'plan.countered', 'plan.withdrawn', 'plan.relief_granted', 'plan.broken', 'plan.grace', 'plan.expired', 'plan.superseded',
  'plan.missed', 'plan.caught_up', 'plan.cured', 'plan.reopened', 'plan.adjusted', 'plan.check_in_asked', 'plan.check_in_answered', 'plan.relief_ending',
  'payment.recorded', 'payment.reversed', 'contact_point.revealed', 'contact_point.added', 'contact_point.changed',
  'circumstance.recorded', 'circumstance.ended', 'placement.made', 'placement.notice_sent', 'placement.recalled',
  'escalation.raised', 'escalation.approved', 'escalation.changed', 'escalation.returned', 'escalation.resolved', 'escalation.withdrawn',
] as const // prettier-ignore

type Base = { id: string; at: Date; who: string | null }
export type TimelineEntry =
  | (Base & {
      entry: 'contact'
      direction: 'in' | 'out'
      kind: string
      outcome: string | null
      to: string | null
      body: string | null
    })
  | (Base & {
      entry: 'message'
      kind: string
      templateCode: string
      to: string
      status: string
      sendAfter: Date
      blockedBy: string | null
      delivery: string | null
      body: string
    })
  | (Base & { entry: 'note'; body: string })
  | (Base & { entry: 'thread'; author: 'staff' | 'borrower'; topic: string; body: string })
  | (Base & { entry: 'event'; type: string; data: Record<string, unknown>; actorKind: string; changed: LoanDifference[] })

export type TimelinePage = { entries: TimelineEntry[]; nextCursor: string | null }

/** The newest `size` of several lists, each newest first and one longer than needed where there is more. */
export function mergeTimeline(lists: readonly TimelineEntry[][], size: number): TimelinePage {
  const all = lists.flat().sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
  const entries = all.slice(0, size)
  const last = entries.at(-1)
  return { entries, nextCursor: all.length > size && last ? `${last.at.toISOString()}_${last.id}` : null }
}

/** Null for a cursor that is none. */
export function parseTimeCursor(text: string | null): { at: Date; id: string } | null {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)_([0-9a-f-]{36})$/.exec(text ?? '')
  const at = new Date(match?.[1] ?? '')
  return match && !Number.isNaN(at.getTime()) ? { at, id: match[2] ?? '' } : null
}
