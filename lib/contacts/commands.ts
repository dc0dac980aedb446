import { and, eq, isNull } from 'drizzle-orm'
import { cases, contactPoints, contacts } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { lockCaseAndLoans } from '../cases/lock-queries'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, atHour, type LocalDate } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { decideContact, type Decision } from '../guard/commands'
import type { ActionKind } from '../guard/action'
import { holdsCardNumber } from '../hardship/free-text'
import { startHold } from '../holds/commands'
import { transaction } from '../transaction'
import { outcomeOf, outcomesFor, type OutcomeCode } from './outcomes'

type CaseKey = { borrowerId: string; caseId: string }
type CallAsked = { contactPointId: string; requestKey: string; asks?: 'location' | 'message'; reason?: string }
export type StartedCall = { outcome: 'started'; contactId: string } | { outcome: 'blocked'; decision: Decision }

/**
 * Asks the guard and, when it allows, writes the call that now begins. A block is stored and returned. The same request key is
 * the same call, however often it is sent.
 */
export async function startCall(ctx: Ctx, input: CaseKey & CallAsked): Promise<StartedCall> {
  authorize(ctx, 'contact:make')
  const staff = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const { borrowerId, caseId } = input
    const found = await lockCaseAndLoans(ctx, borrowerId, caseId)
    if (found.status !== 'open') throw conflict('case_closed')
    const point = { kind: await callKind(ctx, borrowerId, input.contactPointId), purpose: 'collection', contactPointId: input.contactPointId } as const
    const decision = await decideContact(ctx, { borrowerId, caseId, ...point, asks: input.asks, reason: input.reason, requestKey: `call:${input.requestKey}` })
    if (decision.decision !== 'allowed') return { outcome: 'blocked', decision }
    const [earlier] = await ctx.db
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.borrowerId, borrowerId), eq(contacts.guardDecisionId, decision.decisionId)))
    if (earlier) return { outcome: 'started', contactId: earlier.id }
    const contactId = newId()
    await ctx.db.insert(contacts).values({
      ...base(ctx, input, contactId),
      ...point,
      direction: 'out',
      guardDecisionId: decision.decisionId,
      actorKind: 'staff',
      actorId: staff.id,
    })
    await touch(ctx, input)
    await record(ctx, { type: 'contact.call_started', borrowerId, caseId, data: { contactId, decisionId: decision.decisionId } })
    return { outcome: 'started', contactId }
  })
}

/** Whose number it is says what the call is; the guard has other rules for somebody else's. */
async function callKind(ctx: Ctx, borrowerId: string, pointId: string): Promise<'call' | 'third_party_call'> {
  const [point] = await ctx.db
    .select({ relation: contactPoints.relation })
    .from(contactPoints)
    .where(and(eq(contactPoints.lenderId, ctx.actor.lenderId), eq(contactPoints.borrowerId, borrowerId), eq(contactPoints.id, pointId)))
  return point === undefined || point.relation === 'self' ? 'call' : 'third_party_call'
}

export type LoggedOutcome = { next: 'nothing' | 'promise' | 'hardship' }
type Result = { outcome: OutcomeCode; note: string | null; callBackOn: LocalDate | null }

/** Says, once, what came of a call, and does what the result asks for: number, consent, hold, call-back. */
export async function logOutcome(ctx: Ctx, input: CaseKey & Result & { contactId: string }): Promise<LoggedOutcome> {
  authorize(ctx, 'contact:make', 'guard:decide')
  checkResult(ctx, input)
  return transaction(ctx, async ctx => {
    await lockCaseAndLoans(ctx, input.borrowerId, input.caseId)
    const [contact] = await ctx.db
      .select()
      .from(contacts)
      .where(
        and(
          eq(contacts.lenderId, ctx.actor.lenderId),
          eq(contacts.borrowerId, input.borrowerId),
          eq(contacts.id, input.contactId),
        ),
      )
      .for('update')
    if (!contact || contact.caseId !== input.caseId) throw notFound()
    if (contact.outcome) throw conflict('outcome_already_logged')
    await ctx.db
      .update(contacts)
      .set({ outcome: input.outcome, note: input.note, settledAt: ctx.now })
      .where(and(eq(contacts.borrowerId, input.borrowerId), eq(contacts.id, input.contactId)))
    return settle(ctx, input, input.contactId, contact.contactPointId, input)
  })
}

/** Writes down that the borrower, or somebody for them, contacted us. The same id is the same contact. */
export async function logInbound(
  ctx: Ctx,
  input: CaseKey & Result & { contactId: string; kind: ActionKind; contactPointId: string | null },
): Promise<LoggedOutcome> {
  authorize(ctx, 'contact:make')
  const staff = requireStaff(ctx)
  checkResult(ctx, input)
  if (!outcomesFor('in', input.kind).includes(input.outcome)) throw invalid('check_fields', { outcome: 'choose_outcome' })
  return transaction(ctx, async ctx => {
    await lockCaseAndLoans(ctx, input.borrowerId, input.caseId)
    if (input.contactPointId) await lockPoint(ctx, input.borrowerId, input.contactPointId)
    const written = await ctx.db
      .insert(contacts)
      .values({
        ...base(ctx, input, input.contactId),
        direction: 'in',
        kind: input.kind,
        purpose: 'reply',
        contactPointId: input.contactPointId,
        actorKind: 'staff',
        actorId: staff.id,
        outcome: input.outcome,
        note: input.note,
        settledAt: ctx.now,
      })
      .onConflictDoNothing({ target: [contacts.borrowerId, contacts.id] })
      .returning({ id: contacts.id })
    if (written.length === 0) return { next: 'nothing' }
    return settle(ctx, input, input.contactId, input.contactPointId, input)
  })
}

function checkResult(ctx: Ctx, result: Result): void {
  if (result.note && holdsCardNumber(result.note)) throw invalid('check_fields', { note: 'card_number_refused' })
  if (result.outcome !== 'CB') return
  if (!result.callBackOn || result.callBackOn < ctx.today) throw invalid('check_fields', { callBackOn: 'date_not_ahead' })
  if (result.callBackOn > addDays(ctx.today, 30)) throw invalid('check_fields', { callBackOn: 'date_too_far' })
}

async function settle(ctx: Ctx, key: CaseKey, contactId: string, pointId: string | null, result: Result): Promise<LoggedOutcome> {
  const { effect, isPerson } = outcomeOf(result.outcome)
  if (pointId) await settlePoint(ctx, key.borrowerId, pointId, result.outcome)
  if (effect.do === 'hold') {
    const endsAt = atHour(addDays(ctx.today, effect.days), 0, ctx.lender.timeZone)
    await startHold(ctx, { borrowerId: key.borrowerId, caseId: key.caseId, reason: effect.reason, sourceId: contactId, endsAt })
  }
  await touch(ctx, key, effect.do === 'call_back' ? result.callBackOn : undefined)
  await record(ctx, {
    type: 'contact.outcome_logged',
    borrowerId: key.borrowerId,
    caseId: key.caseId,
    data: { contactId, outcome: result.outcome, isPerson, callBackOn: result.callBackOn },
  })
  await refreshCase(ctx, key.borrowerId)
  return { next: effect.do === 'promise' || effect.do === 'hardship' ? effect.do : 'nothing' }
}

/** What was learnt about the number. Reaching the person proves it; "stop contacting me" closes it. */
async function settlePoint(ctx: Ctx, borrowerId: string, pointId: string, code: OutcomeCode): Promise<void> {
  const { effect, isPerson } = outcomeOf(code)
  const before = await lockPoint(ctx, borrowerId, pointId)
  const validity = effect.do === 'number' ? effect.validity : isPerson ? 'valid' : before.validity
  const consent = effect.do === 'refuse_contact' ? 'refused' : before.consent
  if (validity === before.validity && consent === before.consent) return
  await ctx.db
    .update(contactPoints)
    .set({ validity, consent })
    .where(
      and(
        eq(contactPoints.lenderId, ctx.actor.lenderId),
        eq(contactPoints.borrowerId, borrowerId),
        eq(contactPoints.id, pointId),
      ),
    )
  await record(ctx, {
    type: 'contact_point.changed',
    borrowerId,
    data: {
      contactPointId: pointId,
      before: { validity: before.validity, consent: before.consent },
      after: { validity, consent },
    },
  })
}

async function lockPoint(ctx: Ctx, borrowerId: string, pointId: string) {
  const [point] = await ctx.db
    .select({ validity: contactPoints.validity, consent: contactPoints.consent })
    .from(contactPoints)
    .where(
      and(
        eq(contactPoints.lenderId, ctx.actor.lenderId),
        eq(contactPoints.borrowerId, borrowerId),
        eq(contactPoints.id, pointId),
      ),
    )
    .for('update')
  if (!point) throw notFound()
  return point
}

const base = (ctx: Ctx, key: CaseKey, id: string) => ({
  borrowerId: key.borrowerId,
  id,
  lenderId: ctx.actor.lenderId,
  caseId: key.caseId,
  occurredAt: ctx.now,
})

/** The last touch, and an owner where there was none: who spoke with the person keeps the case. */
async function touch(ctx: Ctx, key: CaseKey, wakesOn?: LocalDate | null): Promise<void> {
  const mine = and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, key.borrowerId), eq(cases.id, key.caseId))
  const sleep = wakesOn === undefined ? {} : { wakesAt: wakesOn && atHour(wakesOn, 0, ctx.lender.timeZone) }
  await ctx.db
    .update(cases)
    .set({ lastContactAt: ctx.now, changedAt: ctx.now, ...sleep })
    .where(mine)
  if (ctx.actor.kind === 'staff' && ctx.actor.roles.some(role => role === 'collector' || role === 'negotiator')) {
    await ctx.db
      .update(cases)
      .set({ ownerId: ctx.actor.id })
      .where(and(mine, isNull(cases.ownerId)))
  }
}
