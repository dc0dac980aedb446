import type { GuardRequest } from './request'
import type { PackedRule, Severity, Words } from './rule'
import { runTest } from './rules/evaluators'
import { situationOf, type Allowance, type Situation, type Values } from './situation'
import { startOfDay, wallClock } from './zone'
import { localDate } from '../dates'

export type Reason = {
  rule: string
  pack: string
  severity: Severity
  /** authority and article */
  source: Words
  text: Words
  lift: Words
  until: Date | null
  values: Values
}
export type Remaining = Allowance & { rule: string; pack: string }
export type Condition = { rule: string; pack: string; text: Words }
export type GuardAnswer = {
  decision: 'allowed' | 'blocked' | 'needs_reason'
  reasons: Reason[]
  /** the first moment at which the same request is allowed if nothing else happens; null: not by waiting */
  nextPermittedAt: Date | null
  /** the first moment at which only warnings are left, where that is sooner */
  nextWithReasonAt: Date | null
  remaining: Remaining[]
  conditions: Condition[]
}

/**
 * The decision: every rule that speaks, at once. Pure: the same rules and the same request give the same answer, years later too.
 * Each rule speaks for itself, so that one more rule can never allow what was blocked.
 */
export function evaluate(rules: readonly PackedRule[], request: GuardRequest): GuardAnswer {
  const situation = situationOf(rules, request)
  const fitting = fittingRules(rules, situation)
  const spoken = speak(fitting, situation, request.at)
  const decision = decide(spoken.reasons, request)
  const isOpen = (reasons: readonly Reason[]) => decide(reasons, request) === 'allowed'
  const hasNoBlock = (reasons: readonly Reason[]) => reasons.every(reason => reason.severity !== 'block')
  return {
    decision,
    ...spoken,
    nextPermittedAt: decision === 'allowed' ? null : firstMoment(fitting, situation, spoken.reasons, isOpen),
    nextWithReasonAt: decision === 'blocked' ? firstMoment(fitting, situation, spoken.reasons, hasNoBlock) : null,
  }
}

/** A warning is passed with a reason of substance by a role that the lender's policy lets. */
function decide(reasons: readonly Reason[], { action, policy }: GuardRequest): GuardAnswer['decision'] {
  if (reasons.some(reason => reason.severity === 'block')) return 'blocked'
  if (reasons.every(reason => reason.severity !== 'warn')) return 'allowed'
  const mayGive = policy?.reasonRoles === undefined || policy.reasonRoles.some(role => (action.role ?? '').split(',').includes(role))
  return mayGive && (action.reason ?? '').trim().length >= 5 ? 'allowed' : 'needs_reason'
}

/** A run asks the same rules about the same kinds of action over and over. */
const kept = new WeakMap<readonly PackedRule[], Map<string, PackedRule[]>>()
function fittingRules(rules: readonly PackedRule[], situation: Situation): PackedRule[] {
  const known = kept.get(rules) ?? new Map<string, PackedRule[]>()
  kept.set(rules, known)
  const key = `${situation.kind} ${situation.party} ${situation.purpose}`
  const found = known.get(key) ?? rules.filter(rule => speaksOf(rule, situation))
  known.set(key, found)
  return found
}

function speaksOf({ applies }: PackedRule, { kind, party, purpose }: Situation): boolean {
  return (
    (applies.kinds?.includes(kind) ?? true) && (applies.purposes?.includes(purpose) ?? true) && (applies.parties?.includes(party) ?? true)
  )
}

export type Standing = 'spoke' | 'silent' | 'not_in_force' | 'not_about_this'

/** The working: how each rule stood to the question. */
export function standings(rules: readonly PackedRule[], request: GuardRequest): { rule: PackedRule; standing: Standing }[] {
  const situation = situationOf(rules, request)
  return rules.map(rule => ({ rule, standing: standingOf(rule, situation, request.at) }))
}

function standingOf(rule: PackedRule, situation: Situation, now: Date): Standing {
  if (!speaksOf(rule, situation)) return 'not_about_this'
  if (!isInForce(rule, wallClock(now, situation.zones[0] ?? 'UTC').date)) return 'not_in_force'
  return runTest(rule.test, situation, now).objection ? 'spoke' : 'silent'
}

type Spoken = Pick<GuardAnswer, 'reasons' | 'remaining' | 'conditions'>

function speak(rules: readonly PackedRule[], situation: Situation, now: Date): Spoken {
  const spoken: Spoken = { reasons: [], remaining: [], conditions: [] }
  const today = wallClock(now, situation.zones[0] ?? 'UTC').date
  for (const rule of rules) {
    const { id, pack, severity, text, lift } = rule
    if (!isInForce(rule, today)) continue
    const { objection, allowance } = runTest(rule.test, situation, now)
    if (allowance) spoken.remaining.push({ rule: id, pack, ...allowance })
    if (rule.condition) spoken.conditions.push({ rule: id, pack, text: rule.condition })
    if (!objection) continue
    const until = sooner(objection.until, endOf(rule, situation))
    spoken.reasons.push({ rule: id, pack, severity, source: sourceOf(rule), text, lift, until, values: objection.values ?? {} })
  }
  return spoken
}

/** A Chinese article follows the name of its law without a space; a number in Latin letters does not. */
function sourceOf({ authority, article }: PackedRule): Words {
  const space = /^[\w(]/.test(article.zh_cn) ? ' ' : ''
  return { en: `${authority.en} ${article.en}`.trim(), zh_cn: `${authority.zh_cn}${space}${article.zh_cn}` }
}

const isInForce = ({ effectiveFrom, effectiveTo }: PackedRule, today: string): boolean => effectiveFrom <= today && (effectiveTo === null || today < effectiveTo)

const endOf = (rule: PackedRule, { zones }: Situation) =>
  rule.effectiveTo === null ? null : startOfDay(localDate(rule.effectiveTo), zones[0] ?? 'UTC')

const sooner = (a: Date | null, b: Date | null) => (a === null || (b !== null && b < a) ? b : a)

/**
 * Steps from opening to opening. Before each the latest objector objects without a break, so no earlier moment is lost; more steps than
 * this never come from real hours and caps.
 */
function firstMoment(rules: readonly PackedRule[], situation: Situation, first: readonly Reason[], isOpen: (reasons: readonly Reason[]) => boolean) {
  let reasons = first
  let opening: Date | null = null
  for (let step = 0; !isOpen(reasons); step++) {
    const counted = reasons.filter(reason => reason.severity !== 'advice')
    const closing = stillIn(counted, isOpen)
    if (step > 60 || closing.some(reason => reason.until === null)) return null
    opening = new Date(Math.max(...closing.map(reason => reason.until?.getTime() ?? 0)))
    reasons = speak(rules, situation, opening).reasons
  }
  return opening
}

/** Of blocks and warnings only those that keep it closed: warnings do not, where only blocks count. */
function stillIn(reasons: readonly Reason[], isOpen: (reasons: readonly Reason[]) => boolean): readonly Reason[] {
  const closing = reasons.filter(reason => !isOpen([reason]))
  return closing.length > 0 ? closing : reasons
}
