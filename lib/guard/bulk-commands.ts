import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { assessmentOf } from './assessment'
import { said, type DecideContact, type Decision, type DecisionRow } from './commands'
import { evaluate, type GuardAnswer } from './evaluate'
import { loadSubjects } from './facts-queries'
import type { LenderRules } from './lender-rules'
import { ownRequest } from './own-request'
import { loadLenderRules } from './rules-queries'
import { loadSteps } from './step-queries'
import { storedReasons } from './stored-reasons'
import { withRole, type RealAction } from './subject'

const CHUNK = 500

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
  await ctx.db.execute(sql`select guard_lock_many(${uuids(chunk.map(one => one.borrowerId))})`)
  const rules = await loadLenderRules(ctx)
  const decided = new Map<DecideContact, Decision>()
  for (const turn of turnsOf(chunk)) for (const [one, decision] of await decideTurn(ctx, rules, turn)) decided.set(one, decision)
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

async function decideTurn(ctx: Ctx, { rules, packs }: LenderRules, turn: readonly DecideContact[]): Promise<[DecideContact, Decision][]> {
  const subjects = await loadSubjects(ctx, turn.map(one => one.borrowerId))
  const steps = await loadSteps(ctx, turn)
  const asked = turn.flatMap((one, place) => {
    const body = subjects.get(one.borrowerId)?.(withRole(ctx.actor, actionOf(one)), steps[place])
    return body ? [{ one, body, answer: evaluate(rules, ownRequest(body, packs)) }] : []
  })
  const rows = await ctx.db.execute<DecisionRow & { borrower_id: string }>(
    sql`select * from guard_decide_many(${ctx.now.toISOString()}::timestamptz, string_to_array(${packs.join(',')}, ','), 
      ${JSON.stringify(asked.map(rowOf))}::jsonb, ${JSON.stringify(asked.map(({ body }) => ({ ...body, packs })))}::jsonb)`,
  )
  const stored = new Map(rows.map(row => [row.borrower_id, row]))
  return asked.map(({ one, answer }) => {
    const row = stored.get(one.borrowerId)
    if (!row) throw new Error('the guard gave no answer')
    return [one, { ...assessmentOf(answer), ...said(row), decisionId: row.decision_id }]
  })
}

function actionOf(one: DecideContact): RealAction {
  const action: Partial<DecideContact> & RealAction = { ...one }
  delete action.borrowerId
  delete action.caseId
  delete action.requestKey
  delete action.agencyId
  return action
}

const rowOf = ({ one, answer }: { one: DecideContact; answer: GuardAnswer }) => ({
  borrower: one.borrowerId,
  id: newId(),
  case: one.caseId,
  kind: one.kind,
  purpose: one.purpose,
  point: one.contactPointId,
  request_key: one.requestKey,
  reasons: storedReasons(answer.reasons),
  next: answer.nextPermittedAt,
  given_reason: answer.decision === 'allowed' && answer.reasons.length > 0 ? (one.reason ?? null) : null,
})
