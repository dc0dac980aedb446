import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'
import { assessmentOf, type Assessment } from './assessment'
import { evaluate } from './evaluate'
import { loadSubjects } from './facts-queries'
import { ownRequest } from './own-request'
import type { Words } from './rule'
import { loadLenderRules } from './rules-queries'
import { loadSteps } from './step-queries'
import { partyOf, placeOf, type HistoryBody, type RealAction, type SubjectBody } from './subject'

/** `at`: the moment it is meant for, where that is not now. */
export type Planned = RealAction & { borrowerId: string; at?: Date }
export type Preview = { total: number; allowed: number; blocked: number; needsReason: number; rules: RuleCount[] }
export type RuleCount = { rule: string; text: Words | null; count: number }

const CHUNK = 500

/** "187 will be sent, 13 blocked: 9 cap, 3 hardship, 1 dispute": counted by the rule that leads. Nothing is written or taken. */
export async function previewMany(ctx: Ctx, { to, ...action }: Omit<RealAction, 'contactPointId'> & { to: { borrowerId: string; contactPointId: string | null }[] }): Promise<Preview> {
  const answers = await assessMany(ctx, to.map(whom => ({ ...action, ...whom })))
  const count = (decision: Assessment['decision']) => answers.filter(answer => answer.decision === decision).length
  return {
    total: answers.length,
    allowed: count('allowed'),
    blocked: count('blocked'),
    needsReason: count('needs_reason'),
    rules: countRules(answers.filter(answer => answer.decision !== 'allowed')),
  }
}

/** By the rule that leads each answer, most frequent first. */
export function countRules(answers: readonly Assessment[]): RuleCount[] {
  const counts = new Map<string, RuleCount>()
  for (const answer of answers) countRule(counts, answer)
  return byCount(counts)
}

export function countRule(counts: Map<string, RuleCount>, { reasons: [reason] }: Assessment): void {
  const { rule, text } = reason ?? { rule: 'unknown', text: null }
  const known = counts.get(rule)
  if (known) known.count += 1
  else counts.set(rule, { rule, text, count: 1 })
}

export const byCount = (counts: Map<string, RuleCount>): RuleCount[] => [...counts.values()].sort((a, b) => b.count - a.count || a.rule.localeCompare(b.rule))

/** What the guard would answer to each, in order, as if what it allows were done: two texts to one person count against each other. */
export async function assessMany(ctx: Ctx, planned: readonly Planned[]): Promise<Assessment[]> {
  authorize(ctx, 'case:read', 'outbox:read', 'message:send')
  return read(ctx, async ctx => {
    const assess = await startAssessing(ctx)
    const answers: Assessment[] = []
    for (let from = 0; from < planned.length; from += CHUNK) answers.push(...(await assess(planned.slice(from, from + CHUNK))))
    return answers
  })
}

/** As `assessMany`, for callers that walk: what an earlier chunk was allowed counts in the later ones. Inside one transaction. */
export async function startAssessing(ctx: Ctx): Promise<(chunk: readonly Planned[]) => Promise<Assessment[]>> {
  authorize(ctx, 'case:read', 'outbox:read', 'message:send')
  const { rules, packs } = await loadLenderRules(ctx)
  const taken = new Map<string, HistoryBody[]>()
  return async chunk => {
    const subjects = await loadSubjects(ctx, chunk.map(one => one.borrowerId))
    const steps = await loadSteps(ctx, chunk)
    return chunk.flatMap(({ borrowerId, at = ctx.now, ...action }, place) => {
      const body = subjects.get(borrowerId)?.(action, steps[place])
      if (!body) return []
      const before = taken.get(borrowerId) ?? []
      const answer = evaluate(rules, ownRequest({ ...body, at: at.toISOString(), history: before.length > 0 ? [...body.history, ...before] : body.history }, packs))
      if (answer.decision === 'allowed') taken.set(borrowerId, [...before, entryOf(ctx, action, body, at)])
      return [assessmentOf(answer)]
    })
  }
}

const entryOf = (ctx: Ctx, { kind, purpose, contactPointId }: RealAction, { action }: SubjectBody, at: Date): HistoryBody => ({
  at: at.toISOString(),
  kind,
  party: action.party ?? partyOf(undefined),
  purpose,
  outcome: null,
  by: ctx.actor.kind,
  ...placeOf(kind, contactPointId),
})
