import { addDays, atSecond, dateIn, secondOfDay, type LocalDate } from '../dates'
import type { ContactRules } from '../lenders/policy'

export type ContactKind = 'call' | 'sms' | 'email' | 'letter' | 'app_message'
export type Purpose = 'collection' | 'plan_reminder' | 'service' | 'required_notice' | 'security_code' | 'reply'
export type ContactAction = { kind: ContactKind; purpose: Purpose; contactPointId: string | null }

export type GuardFacts = {
  timeZone: string
  point: { kind: string; relation: string; validity: string; consent: string } | null
  planInForce: boolean
  holds: { reason: string; startsAt: Date; endsAt: Date }[]
  /** Allowed outbound collection calls of the last eight days; an outcome not yet logged is null and counts. */
  calls: { at: Date; contactPointId: string | null; outcome: string | null }[]
  /** Conversations in either direction. */
  conversations: Date[]
}

export type GuardReason = { rule: string; source: string; nextPermittedAt: Date | null; values?: Record<string, string | number> }
export type Remaining = { rule: string; used: number; limit: number }
export type Assessment = { outcome: 'allowed' | 'blocked'; reasons: GuardReason[]; nextPermittedAt: Date | null; remaining: Remaining[] }

/** Every rule that speaks, at once. At `nextPermittedAt` the same action is allowed if nothing else happens; null means: not by waiting. */
export function assessContact(rules: ContactRules, facts: GuardFacts, action: ContactAction, now: Date): Assessment {
  const { reasons, remaining } = speak(rules, facts, action, now)
  return { outcome: reasons.length === 0 ? 'allowed' : 'blocked', reasons, remaining, nextPermittedAt: nextOpening(rules, facts, action, reasons) }
}

function nextOpening(rules: ContactRules, facts: GuardFacts, action: ContactAction, first: GuardReason[]): Date | null {
  let reasons = first
  let opening: Date | null = null
  for (let step = 0; reasons.length > 0; step++) {
    if (step > 40 || reasons.some(reason => reason.nextPermittedAt === null)) return null
    opening = new Date(Math.max(...reasons.map(reason => reason.nextPermittedAt?.getTime() ?? 0)))
    reasons = speak(rules, facts, action, opening).reasons
  }
  return opening
}

type Spoken = { reasons: GuardReason[]; remaining: Remaining[] }

function speak(rules: ContactRules, facts: GuardFacts, action: ContactAction, now: Date): Spoken {
  const today = dateIn(now, facts.timeZone)
  const reasons: GuardReason[] = []
  const block = (rule: string, nextPermittedAt: Date | null, values?: GuardReason['values']) =>
    reasons.push({ rule, source: rules.sources[rule] ?? 'policy', nextPermittedAt, values })
  const opensOn = (date: LocalDate) => atSecond(date, rules.quietToSecond, facts.timeZone)

  if (action.kind !== 'app_message') {
    if (!facts.point || facts.point.kind !== pointKind(action.kind)) block('unknown_number', null)
    else {
      if (['invalid', 'wrong_person'].includes(facts.point.validity)) block('number_invalid', null)
      if (facts.point.consent === 'refused') block('number_refused', null)
      if (facts.point.relation !== 'self') block('third_person', null)
    }
  }
  if (action.kind !== 'letter' && !['security_code', 'reply'].includes(action.purpose)) {
    const second = secondOfDay(now, facts.timeZone)
    if (second >= rules.quietFromSecond) block('quiet_hours', opensOn(addDays(today, 1)))
    else if (second < rules.quietToSecond) block('quiet_hours', opensOn(today))
  }
  if (action.purpose !== 'collection') return { reasons, remaining: [] }
  if (facts.planInForce) block('plan_in_force', null)
  for (const hold of facts.holds) if (hold.startsAt <= now && hold.endsAt > now) block('hold', hold.endsAt, { reason: hold.reason })
  const remaining = action.kind === 'call' ? callCaps(rules, facts, action, now, today, block) : []
  return { reasons, remaining }
}

type Block = (rule: string, nextPermittedAt: Date | null, values?: GuardReason['values']) => unknown

function callCaps(rules: ContactRules, facts: GuardFacts, action: ContactAction, now: Date, today: LocalDate, block: Block): Remaining[] {
  const past = facts.calls.filter(call => call.at <= now)
  const ofToday = past.filter(call => dateIn(call.at, facts.timeZone) === today)
  const counted = (call: GuardFacts['calls'][number]) => call.outcome === null || !rules.uncountedOutcomes.includes(call.outcome)
  const tomorrow = atSecond(addDays(today, 1), rules.quietToSecond, facts.timeZone)
  const conversed = ofToday.filter(call => counted(call) && (call.outcome === null || rules.conversationOutcomes.includes(call.outcome)))
  const caps: Remaining[] = [
    { rule: 'conversations_per_day', used: conversed.length, limit: rules.conversationsPerDay },
    {
      rule: 'attempts_per_number_per_day',
      used: ofToday.filter(call => call.contactPointId === action.contactPointId).length,
      limit: rules.attemptsPerNumberPerDay,
    },
    { rule: 'attempts_per_person_per_day', used: ofToday.length, limit: rules.attemptsPerPersonPerDay },
  ]
  for (const cap of caps) if (cap.used >= cap.limit) block(cap.rule, tomorrow, { used: cap.used, limit: cap.limit })

  if (rules.callsPerSevenDays !== null) {
    const from = addDays(today, -6)
    const days = past.filter(counted).map(call => dateIn(call.at, facts.timeZone)).filter(day => day >= from).sort()
    const limit = rules.callsPerSevenDays
    caps.push({ rule: 'calls_per_seven_days', used: days.length, limit })
    const leaves = days[days.length - limit]
    if (leaves) block('calls_per_seven_days', atSecond(addDays(leaves, 7), rules.quietToSecond, facts.timeZone), { used: days.length, limit })
  }
  if (rules.coolDownDays > 0) {
    const last = facts.conversations.filter(at => at <= now).map(at => dateIn(at, facts.timeZone)).sort().at(-1)
    if (last && addDays(last, rules.coolDownDays) > today) {
      block('cool_down', atSecond(addDays(last, rules.coolDownDays), rules.quietToSecond, facts.timeZone), { days: rules.coolDownDays })
    }
  }
  return caps
}

const pointKind = (kind: ContactKind) => (kind === 'email' ? 'email' : kind === 'letter' ? 'address' : 'phone')
