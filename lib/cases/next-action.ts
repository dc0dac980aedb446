import type { LocalDate } from '@/lib/dates'

export type NextAction =
  | 'none'
  | 'review_application'
  | 'keep_plan'
  | 'answer_dispute'
  | 'answer_complaint'
  | 'wait_hold'
  | 'wait_promise'
  | 'find_number'
  | 'stopped'
  | 'call_broken_promise'
  | 'answer_borrower'
  | 'call'
  | 'call_later'
  | 'write'

export type NextActionFacts = {
  isOpen: boolean
  hasOpenApplication: boolean
  planRuns: boolean
  holds: readonly { reason: string; endsAt: Date }[]
  promise: { dueOn: LocalDate } | null
  reasonCodes: readonly string[]
  /** The borrower's own numbers that could be called, and when. */
  calls: readonly { allowed: boolean; nextPermittedAt: Date | null; isNumberAtFault: boolean }[]
  canWrite: boolean
}
export type Advice = { action: NextAction; at: Date | null; on: LocalDate | null }

/** The one thing to do next, first match wins: what protects the person stands before what collects. */
export function nextAction(facts: NextActionFacts): Advice {
  const say = (action: NextAction, at: Date | null = null, on: LocalDate | null = null): Advice => ({ action, at, on })
  if (!facts.isOpen) return say('none')
  if (facts.hasOpenApplication) return say('review_application')
  if (facts.planRuns) return say('keep_plan')
  const held = (reason: string) => facts.holds.find(hold => hold.reason === reason)
  if (held('dispute')) return say('answer_dispute', held('dispute')?.endsAt)
  if (held('complaint')) return say('answer_complaint', held('complaint')?.endsAt)
  if (facts.promise && held('promise')) return say('wait_promise', null, facts.promise.dueOn)
  const last = facts.holds.reduce<Date | null>((end, hold) => (end === null || hold.endsAt > end ? hold.endsAt : end), null)
  if (last) return say('wait_hold', last)
  if (facts.reasonCodes.includes('borrower_replied')) return say('answer_borrower')
  const usable = facts.calls.filter(call => call.allowed || call.nextPermittedAt !== null)
  if (usable.some(call => call.allowed)) return say(facts.reasonCodes.includes('broken_promise') ? 'call_broken_promise' : 'call')
  if (facts.canWrite) return say('write')
  const soonest = usable.map(call => call.nextPermittedAt?.getTime() ?? Infinity).sort((a, b) => a - b)[0]
  if (soonest !== undefined) return say('call_later', new Date(soonest))
  return say(facts.calls.some(call => !call.isNumberAtFault) ? 'stopped' : 'find_number')
}
