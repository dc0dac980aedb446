import { invalid } from '../errors'
import { toToken } from '../url-token'
import type { Assessment } from './assessment'
import { evaluate, type GuardAnswer } from './evaluate'
import { rulesOfPolicy } from './policy-rules'
import type { GuardRequest } from './request'
import type { RulePack, Words } from './rule'
import { rulesOfPacks, shippedPacks } from './shipped-packs'
import { DATABASE } from './stored-reasons'

/** The stateless decision. A bare code is the shipped pack; `own` are the lender's, by `code@version`. Throws `invalid` naming `packs` when one is unknown. */
export function evaluateRequest(request: GuardRequest, own: readonly RulePack[] = []): GuardAnswer {
  const { rules, unknown } = rulesOfPacks(request.packs, [...own, ...shippedPacks])
  if (unknown.length > 0) throw invalid('check_fields', { packs: 'guard_pack_unknown' }, { packs: unknown.join(', ') })
  return evaluate([...rules, ...rulesOfPolicy(request.policy)], request)
}

const iso = (moment: Date | null) => moment?.toISOString() ?? null
const said = <R extends { source: Words | null; until: Date | null }>({ source, until, ...reason }: R) => ({
  ...reason,
  source: source?.en ?? DATABASE,
  sourceText: source,
  until: iso(until),
})

export const answerBody = (answer: GuardAnswer) => ({
  decision: answer.decision,
  reasons: answer.reasons.map(said),
  nextPermittedAt: iso(answer.nextPermittedAt),
  nextWithReasonAt: iso(answer.nextWithReasonAt),
  remaining: answer.remaining.map(({ resetsAt, ...cap }) => ({ ...cap, resetsAt: iso(resetsAt) })),
  conditions: answer.conditions,
})

/** A stored decision may be used by its taker for ten minutes, once. */
export const USABLE_MINUTES = 10

export const decisionBody = (borrowerId: string, decision: Assessment & { decisionId: string }, decidedAt: Date) => ({
  id: toToken(borrowerId, decision.decisionId),
  decision: decision.decision,
  reasons: decision.reasons.map(said),
  nextPermittedAt: iso(decision.nextPermittedAt),
  remaining: decision.remaining.map(({ resetsAt, ...cap }) => ({ ...cap, resetsAt: iso(resetsAt) })),
  conditions: decision.conditions,
  usableUntil: decision.decision === 'allowed' ? new Date(decidedAt.getTime() + USABLE_MINUTES * 60_000).toISOString() : null,
})
