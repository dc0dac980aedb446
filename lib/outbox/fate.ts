import { addHours } from '../dates'

export type Fate = { outcome: 'handed' } | { outcome: 'delayed'; until: Date; rule: string } | { outcome: 'blocked'; rule: string }
type Answer = { decision: string; nextPermittedAt: Date | null; reasons: readonly { rule: string }[] }

/** Figures in these grow old: delayed longer than this they are dropped, not sent late. */
const STALE_AFTER_HOURS: Partial<Record<string, number>> = { collection: 24, plan_reminder: 24, security_code: 0 }

/** What the guard's answer means for a message: it goes out, waits for the moment the guard names, or is blocked for good. */
export function fateOf({ decision, nextPermittedAt: until, reasons }: Answer, purpose: string, now: Date): Fate {
  if (decision === 'allowed') return { outcome: 'handed' }
  const rule = reasons[0]?.rule ?? 'unknown'
  const stale = STALE_AFTER_HOURS[purpose]
  return until && until > now && (stale === undefined || until <= addHours(now, stale)) ? { outcome: 'delayed', until, rule } : { outcome: 'blocked', rule }
}

/** Nobody is asked for money on a case that has been closed since. */
export const isOver = (purpose: string, caseStatus: string | undefined): boolean => purpose === 'collection' && caseStatus === 'closed'
