import type { GuardReasonRow } from '@/db/schema'
import { evaluate, type GuardAnswer } from './evaluate'
import { rulesOfPolicy } from './policy-rules'
import { GuardRequest } from './request'
import type { RulePack } from './rule'
import { rulesOfPacks, shippedPacks } from './shipped-packs'
import { DATABASE } from './stored-reasons'

export type StoredDecision = { decision: string; reasons: readonly GuardReasonRow[]; facts: unknown; packs: readonly string[] }
export type Replay = { outcome: 'same' | 'other'; answer: GuardAnswer } | { outcome: 'unreadable' }

/**
 * Decides a stored decision once more from the facts and pack versions it kept. The database's own objections stand beside the rules and
 * are not replayed. `unreadable`: from before facts were kept whole, or a pack version that is not here.
 */
export function replay(stored: StoredDecision, own: readonly RulePack[] = []): Replay {
  const request = GuardRequest.safeParse(stored.facts)
  const { rules, unknown } = rulesOfPacks(stored.packs, [...shippedPacks, ...own])
  if (!request.success || unknown.length > 0) return { outcome: 'unreadable' }
  const answer = evaluate([...rules, ...rulesOfPolicy(request.data.policy)], request.data)
  const told = stored.reasons.filter(reason => reason.source !== DATABASE)
  const spoke = (reasons: readonly { pack?: string; rule: string }[]) => reasons.map(({ pack, rule }) => `${pack}/${rule}`).sort().join()
  const isSame = spoke(told) === spoke(answer.reasons) && (told.length < stored.reasons.length || stored.decision === answer.decision)
  return { outcome: isSame ? 'same' : 'other', answer }
}
