import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import type { GuardReasonRow } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { assessmentOf, atOpening, type Assessment } from './assessment'
import { evaluate, type GuardAnswer } from './evaluate'
import { loadSubjects } from './facts-queries'
import type { LenderRules } from './lender-rules'
import { ownRequest } from './own-request'
import { readContent, wantedWords } from './reading'
import { loadLenderRules } from './rules-queries'
import { loadSteps } from './step-queries'
import { readReasons, storedReasons } from './stored-reasons'
import { withRole, type RealAction, type Subject } from './subject'

/** `agencyId`: with whom a case is to be placed. */
export type DecideContact = RealAction & { borrowerId: string; caseId: string | null; requestKey: string; agencyId?: string }
/** `isReplay`: the key had asked before, and this is the answer of then. */
export type Decision = Assessment & { decisionId: string; isReplay: boolean }

const CHUNK = 500

/**
 * Takes one decision and, when allowed, one allowance; the decision row is its own record. Locks the person, so callers wait
 * for each other. The same request key gives the same decision. A block is returned, not thrown: its row must be committed.
 */
export async function decideContact(ctx: Ctx, input: DecideContact): Promise<Decision> {
  authorize(ctx, 'contact:make', 'message:send', 'plan:answer', 'guard:decide', 'placement:make')
  if (!ctx.inTransaction) throw new Error('a guard decision is taken inside the transaction that uses it')
  const [decision] = await decideChunk(ctx, [input])
  if (!decision) throw new Error('the guard gave no answer')
  return decision
}

/**
 * What `decideContact` does, for many: the same answers as one by one in the order given, in a fixed number of statements a chunk.
 * Inside a transaction it takes part in it; outside each chunk is one of its own, so that a killed run keeps what it has.
 */
export async function decideMany(ctx: Ctx, planned: readonly DecideContact[]): Promise<Decision[]> {
  authorize(ctx, 'message:send', 'guard:decide')
  const decided: Decision[] = []
  for (let from = 0; from < planned.length; from += CHUNK) {
    const chunk = planned.slice(from, from + CHUNK)
    decided.push(...(ctx.inTransaction ? await decideChunk(ctx, chunk) : await transaction(ctx, ctx => decideAlone(ctx, chunk))))
  }
  return decided
}

async function decideAlone(ctx: Ctx, chunk: readonly DecideContact[]): Promise<Decision[]> {
  const decided = await decideChunk(ctx, chunk)
  await record(ctx, { type: 'guard.decided_many', data: { count: decided.length, allowed: decided.filter(one => one.decision === 'allowed').length } })
  return decided
}

async function decideChunk(ctx: Ctx, chunk: readonly DecideContact[]): Promise<Decision[]> {
  const borrowerIds = chunk.map(one => one.borrowerId)
  await ctx.db.execute(sql`select guard_lock_many(${uuids(borrowerIds)})`)
  const [rules, first] = await Promise.all([loadLenderRules(ctx), loadSubjects(ctx, borrowerIds)])
  const decided = new Map<DecideContact, Decision>()
  for (const [i, turn] of turnsOf(chunk).entries()) {
    const subjects = i === 0 ? first : await loadSubjects(ctx, turn.map(one => one.borrowerId))
    for (const [one, decision] of await decideTurn(ctx, rules, subjects, turn)) decided.set(one, decision)
  }
  return chunk.flatMap(one => decided.get(one) ?? [])
}

/** Each person once a turn: the second question about somebody sees what the first has taken. */
function turnsOf(chunk: readonly DecideContact[]): DecideContact[][] {
  const turns: DecideContact[][] = []
  const asked = new Map<string, number>()
  for (const one of chunk) {
    const turn = asked.get(one.borrowerId) ?? 0
    asked.set(one.borrowerId, turn + 1)
    ;(turns[turn] ??= []).push(one)
  }
  return turns
}

type DecisionRow = { borrower_id: string; decision_id: string; decision: Assessment['decision']; reasons: GuardReasonRow[]; next_permitted_at: string | null }

async function decideTurn(ctx: Ctx, { rules, packs }: LenderRules, subjects: Map<string, Subject>, turn: readonly DecideContact[]): Promise<[DecideContact, Decision][]> {
  const actions = turn.map(one => actionOf(one, rules))
  const steps = await loadSteps(ctx, turn.map((one, place) => ({ ...one, ...actions[place] })))
  const asked = turn.flatMap((one, place) => {
    const action = actions[place]
    const body = action && subjects.get(one.borrowerId)?.(withRole(ctx.actor, action), steps[place])
    return body ? [{ one, body, id: newId(), answer: evaluate(rules, ownRequest(body, packs)) }] : []
  })
  const rows = await ctx.db.execute<DecisionRow>(
    sql`select * from guard_decide_many(${ctx.now.toISOString()}::timestamptz, string_to_array(${packs.join(',')}, ','),
      ${JSON.stringify(asked.map(rowOf))}::jsonb, ${JSON.stringify(asked.map(({ body }) => ({ ...body, packs })))}::jsonb)`,
  )
  const stored = new Map(rows.map(row => [row.borrower_id, row]))
  return asked.map(({ one, id, answer }) => {
    const row = stored.get(one.borrowerId)
    if (!row) throw new Error('the guard gave no answer')
    return [one, { ...assessmentOf(answer), ...said(row), decisionId: row.decision_id, isReplay: row.decision_id !== id }]
  })
}

/** The words are read here and go no further: the facts that are stored hold what they say. */
function actionOf(one: DecideContact, rules: LenderRules['rules']): RealAction {
  const action: Partial<DecideContact> & RealAction = { ...one }
  if (one.content) action.content = readContent(one.content, wantedWords(rules))
  delete action.borrowerId
  delete action.caseId
  delete action.requestKey
  delete action.agencyId
  return action
}

const rowOf = ({ one, id, answer }: { one: DecideContact; id: string; answer: GuardAnswer }) => ({
  borrower: one.borrowerId,
  id,
  case: one.caseId,
  kind: one.kind,
  purpose: one.purpose,
  point: one.contactPointId,
  request_key: one.requestKey,
  reasons: storedReasons(answer.reasons),
  next: answer.nextPermittedAt,
  given_reason: answer.decision === 'allowed' && answer.reasons.length > 0 ? (one.reason ?? null) : null,
})

/** The database has the last word: what it stored is what is answered. */
function said(row: DecisionRow) {
  const nextPermittedAt = row.next_permitted_at ? new Date(row.next_permitted_at) : null
  return { decision: row.decision, reasons: atOpening(readReasons(row.reasons), nextPermittedAt), nextPermittedAt }
}
