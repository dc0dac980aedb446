import { evaluate, standings, type GuardAnswer, type Standing } from './evaluate'
import { rulesOfPolicy } from './policy-rules'
import { GuardRequest } from './request'
import type { PackedRule, RulePack } from './rule'
import { rulesOfPacks } from './shipped-packs'

export type Tried = { body: unknown; request: GuardRequest; answer: GuardAnswer; rules: { rule: PackedRule; standing: Standing }[] }
/** `path` names the part of the request, `message` what the schema says. */
export type TryProblem = { path: string; message: string }

/** A made-up question against these packs: the answer, and how every rule stood to it. Takes and stores nothing. */
export function tryRequest(body: unknown, known: readonly RulePack[]): Tried | { body: unknown; problems: TryProblem[] } {
  const parsed = GuardRequest.safeParse(body)
  if (!parsed.success) return { body, problems: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'body', message })) }
  const request = parsed.data
  const { rules, unknown } = rulesOfPacks(request.packs, known)
  if (unknown.length > 0) return { body, problems: [{ path: 'packs', message: unknown.join(', ') }] }
  const all = [...rules, ...rulesOfPolicy(request.policy)]
  return { body, request, answer: evaluate(all, request), rules: standings(all, request) }
}
