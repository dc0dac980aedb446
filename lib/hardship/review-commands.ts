import { and, eq } from 'drizzle-orm'
import { budgetLines, evidenceRequests, hardshipApplications } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { endHold } from '../holds/commands'
import { queueMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { applicationMachine, isApplicationPending, type ApplicationEvent, type ApplicationState } from './application-state'
import type { DeclineReason, EvidenceTopic, LineReview } from './evidence-topics'

type Application = typeof hardshipApplications.$inferSelect
type Key = { borrowerId: string; applicationId: string }
const DAYS_TO_ANSWER = 7

/** Takes an application into review under one's own name; takes it over from a colleague when one asks again. */
export async function takeReview(ctx: Ctx, key: Key): Promise<void> {
  authorize(ctx, 'hardship:review')
  const actor = requireStaff(ctx)
  await transaction(ctx, async ctx => {
    const found = await lock(ctx, key)
    if (found.status === 'in_review' && found.assignedTo === actor.id) return
    const status = found.status === 'in_review' ? found.status : moved(found, 'claim')
    await update(ctx, key, { status, assignedTo: actor.id })
    await record(ctx, {
      type: 'hardship.taken',
      borrowerId: key.borrowerId,
      caseId: found.caseId,
      data: { ...ids(key), before: found.assignedTo },
    })
  })
}

/** Gives an application back to the team. */
export async function releaseReview(ctx: Ctx, key: Key): Promise<void> {
  authorize(ctx, 'hardship:review')
  await transaction(ctx, async ctx => {
    const found = await lock(ctx, key)
    await update(ctx, key, { status: moved(found, 'release'), assignedTo: null })
    await record(ctx, { type: 'hardship.released', borrowerId: key.borrowerId, caseId: found.caseId, data: ids(key) })
  })
}

/** Accepts, queries or rejects one line of income or spending; querying and rejecting say why. */
export async function reviewLine(
  ctx: Ctx,
  input: Key & { lineId: string; review: LineReview; note: string | null },
): Promise<void> {
  authorize(ctx, 'hardship:review')
  if (input.review !== 'accepted' && !input.note?.trim()) throw invalid('reason_needed', { note: 'reason_needed' })
  await transaction(ctx, async ctx => {
    const found = await lock(ctx, input)
    refuseDecided(found)
    const changed = await ctx.db
      .update(budgetLines)
      .set({ review: input.review, reviewNote: input.note?.trim() || null })
      .where(
        and(
          eq(budgetLines.lenderId, ctx.actor.lenderId),
          eq(budgetLines.borrowerId, input.borrowerId),
          eq(budgetLines.applicationId, input.applicationId),
          eq(budgetLines.id, input.lineId),
        ),
      )
      .returning({ id: budgetLines.id })
    if (changed.length === 0) throw notFound()
    await record(ctx, {
      type: 'hardship.line_reviewed',
      borrowerId: input.borrowerId,
      caseId: found.caseId,
      data: { ...ids(input), lineId: input.lineId, review: input.review },
    })
  })
}

/** Asks the borrower once for what can change the decision; the clock and the hold run on. */
export async function requestMore(
  ctx: Ctx,
  input: Key & { topics: readonly EvidenceTopic[]; note: string | null },
): Promise<void> {
  authorize(ctx, 'hardship:review')
  const actor = requireStaff(ctx)
  if (input.topics.length === 0) throw invalid('request_choose_topic', { topics: 'request_choose_topic' })
  await transaction(ctx, async ctx => {
    const found = await lock(ctx, input)
    const status = found.status === 'more_requested' ? found.status : moved(found, 'request_more')
    const wanted = addDays(ctx.today, DAYS_TO_ANSWER)
    const dueOn = found.decideBy && found.decideBy < wanted ? found.decideBy : wanted
    const { lenderId } = ctx.actor
    await ctx.db.insert(evidenceRequests).values(
      input.topics.map(topic => ({
        borrowerId: input.borrowerId,
        id: newId(),
        lenderId,
        applicationId: input.applicationId,
        topic,
        note: input.note?.trim() || null,
        askedBy: actor.id,
        askedAt: ctx.now,
        dueOn,
      })),
    )
    await update(ctx, input, { status, assignedTo: actor.id })
    await record(ctx, {
      type: 'hardship.more_requested',
      borrowerId: input.borrowerId,
      caseId: found.caseId,
      data: { ...ids(input), topics: input.topics, dueOn },
    })
    await queueMessage(ctx, {
      borrowerId: input.borrowerId,
      caseId: found.caseId,
      templateCode: 'more_information',
      kind: 'sms',
      values: { reference: found.number, date: dueOn },
      uniqueKey: `more_information:${input.applicationId}:${ctx.now.toISOString()}`,
    })
  })
}

/** Says no with reasons and what would change it; the hold ends and the case goes back to the queue. */
export async function declineApplication(
  ctx: Ctx,
  input: Key & { reasons: readonly DeclineReason[]; note: string },
): Promise<void> {
  authorize(ctx, 'hardship:review')
  const actor = requireStaff(ctx)
  if (input.reasons.length === 0) throw invalid('decline_choose_reason', { reasons: 'decline_choose_reason' })
  if (!input.note.trim()) throw invalid('reason_needed', { note: 'reason_needed' })
  await transaction(ctx, async ctx => {
    const found = await lock(ctx, input)
    const status = moved(found.status === 'in_review' ? found : { status: moved(found, 'claim') }, 'decline')
    await update(ctx, input, {
      status,
      assignedTo: actor.id,
      decidedAt: ctx.now,
      decidedBy: actor.id,
      decisionReasons: [...input.reasons],
      decisionNote: input.note.trim(),
    })
    await record(ctx, {
      type: 'hardship.declined',
      borrowerId: input.borrowerId,
      caseId: found.caseId,
      data: { ...ids(input), reasons: input.reasons },
    })
    if (found.holdId) await endHold(ctx, { borrowerId: input.borrowerId, holdId: found.holdId, reason: 'application_declined' })
    await refreshCase(ctx, input.borrowerId)
    await queueMessage(ctx, {
      borrowerId: input.borrowerId,
      caseId: found.caseId,
      templateCode: 'application_declined',
      kind: 'sms',
      values: { reference: found.number, reason: input.note.trim() },
      uniqueKey: `application_declined:${input.applicationId}`,
    })
  })
}

const ids = ({ applicationId }: Key) => ({ applicationId })

function moved({ status }: Pick<Application, 'status'>, event: ApplicationEvent): ApplicationState {
  const step = applicationMachine.next(status as ApplicationState, event)
  if (!step.ok) throw conflict(step.refusal.reason, step.refusal.values)
  return step.state
}

function refuseDecided({ status }: Application): void {
  if (!isApplicationPending(status as ApplicationState)) throw conflict('application_not_open')
}

async function lock(ctx: Ctx, key: Key): Promise<Application> {
  const [found] = await ctx.db.select().from(hardshipApplications).where(mine(ctx, key)).for('update')
  if (!found || found.status === 'draft') throw notFound()
  return found
}

const update = (ctx: Ctx, key: Key, values: Partial<Application>) =>
  ctx.db
    .update(hardshipApplications)
    .set({ ...values, changedAt: ctx.now })
    .where(mine(ctx, key))

const mine = (ctx: Ctx, { borrowerId, applicationId }: Key) =>
  and(
    eq(hardshipApplications.lenderId, ctx.actor.lenderId),
    eq(hardshipApplications.borrowerId, borrowerId),
    eq(hardshipApplications.id, applicationId),
  )
