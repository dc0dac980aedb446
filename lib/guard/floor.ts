import type { ContactRules } from '../lenders/policy'
import { conversationOutcomes, notConnectedOutcomes } from './outcome-classes'
import type { PackedRule } from './rule'
import { secondsOf } from './zone'

const NO_LIMIT = 999

/**
 * The numbers that the database's own guard checks again, drawn from the same rules: hours, daily and seven-day caps, cool-down for calls to
 * the borrower. It is a floor under the full rules, never their replacement.
 */
export function floorOf(rules: readonly PackedRule[]): ContactRules {
  const floor: ContactRules = {
    quietFromSecond: 86_400,
    quietToSecond: 0,
    conversationsPerDay: NO_LIMIT,
    attemptsPerNumberPerDay: NO_LIMIT,
    attemptsPerPersonPerDay: NO_LIMIT,
    callsPerSevenDays: null,
    coolDownDays: 0,
    conversationOutcomes: [...conversationOutcomes],
    uncountedOutcomes: [...notConnectedOutcomes],
  }
  for (const rule of rules) if (rule.severity === 'block') tighten(floor, rule)
  return floor
}

function tighten(floor: ContactRules, { test }: PackedRule): void {
  if (test.kind === 'quiet_hours') {
    floor.quietFromSecond = Math.min(floor.quietFromSecond, secondsOf(test.from))
    floor.quietToSecond = Math.max(floor.quietToSecond, secondsOf(test.to))
  }
  if (test.kind === 'cool_down') floor.coolDownDays = Math.max(floor.coolDownDays, test.days)
  if (test.kind !== 'cap' || !test.kinds.includes('call')) return
  // A real call is about the whole case, so a debt's cap is the person's.
  if (test.days === 7) floor.callsPerSevenDays = Math.min(floor.callsPerSevenDays ?? NO_LIMIT, test.limit)
  if (test.days !== 1) return
  if (test.per === 'number') floor.attemptsPerNumberPerDay = Math.min(floor.attemptsPerNumberPerDay, test.limit)
  if (test.per !== 'person') return
  const key = test.countedAs === 'attempt' ? 'attemptsPerPersonPerDay' : 'conversationsPerDay'
  floor[key] = Math.min(floor[key], test.limit)
}
