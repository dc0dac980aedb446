import { and, eq, inArray } from 'drizzle-orm'
import { evidenceRequests, hardshipApplications } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addHours, dateIn } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { endHold, startHold } from '../holds/commands'
import { queueMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { changeApplication, writeAnswers } from './answer-commands'
import { applicationNumber, type Change } from './application-input'
import { hasOpenCase, lockApplication, ofBorrower, openCaseOf, ownOnly, receiptOf, type Application, type Receipt } from './application-queries'
import { applicationMachine, type ApplicationEvent, type ApplicationState } from './application-state'

export { saveStep } from './answer-commands'

/**
 * Opens the borrower's draft, or returns the one that is already open. Somebody who asks before anything is
 * overdue gets a case for it; `conflict` no_case_to_help where no loan is open.
 * Decisions.md: at most one open application per borrower.
 */
export async function startApplication(ctx: Ctx, borrowerId: string): Promise<{ applicationId: string; status: ApplicationState }> {
  authorize(ctx, 'hardship:apply')
  ownOnly(ctx, borrowerId)
  return transaction(ctx, async ctx => {
    if (!(await hasOpenCase(ctx, borrowerId))) await refreshCase(ctx, borrowerId, { forHelp: true })
    const found = await openCaseOf(ctx, borrowerId, null)
    const opened = await insertDraft(ctx, borrowerId, found.id, 'portal')
    if (opened.isNew) await record(ctx, { type: 'hardship.started', borrowerId, caseId: found.id, data: { applicationId: opened.id, channel: 'portal' } })
    return { applicationId: opened.id, status: opened.status }
  })
}

/** A staff member opens the draft while the person is on the line, with what was said, so that nothing is asked twice. */
export async function openFromDesk(
  ctx: Ctx,
  borrowerId: string,
  caseId: string,
  said: { whatChanged?: Change; story?: string | null } = {},
): Promise<{ applicationId: string; status: ApplicationState }> {
  authorize(ctx, 'hardship:open')
  return transaction(ctx, async ctx => {
    const found = await openCaseOf(ctx, borrowerId, caseId)
    const opened = await insertDraft(ctx, borrowerId, found.id, 'desk')
    if (!opened.isNew) return { applicationId: opened.id, status: opened.status }
    if (said.whatChanged) await writeAnswers(ctx, borrowerId, opened.id, { step: 'changed', whatChanged: said.whatChanged, story: said.story ?? null })
    await record(ctx, { type: 'hardship.started', borrowerId, caseId: found.id, data: { applicationId: opened.id, channel: 'desk' } })
    return { applicationId: opened.id, status: opened.status }
  })
}

/**
 * Sends the application: status, decide-by date, hold, queue and receipt in one transaction. A second press answers with the
 * first one's receipt. `invalid` names what is still missing. Dates from the lender's policy (decideByDays, holdDays).
 */
export async function submitApplication(ctx: Ctx, borrowerId: string, applicationId: string): Promise<Receipt> {
  authorize(ctx, 'hardship:apply', 'hardship:open')
  ownOnly(ctx, borrowerId)
  return transaction(ctx, async ctx => {
    const application = await lockApplication(ctx, borrowerId, applicationId)
    const sent = await receiptOf(ctx, application)
    if (sent) return sent
    if (!application.whatChanged) throw invalid('application_incomplete', { whatChanged: 'what_changed_missing' })
    if (!application.offerFrequency) throw invalid('application_incomplete', { offerFrequency: 'offer_missing' })
    const status = moved(application, 'submit')
    const decideBy = addDays(ctx.today, ctx.lender.policy.decideByDays)
    const holdEndsAt = addHours(ctx.now, ctx.lender.policy.holdDays * 24)
    const { id: caseId } = await openCaseOf(ctx, borrowerId, null)
    const { holdId } = await startHold(ctx, { borrowerId, caseId, reason: 'hardship', sourceId: applicationId, endsAt: holdEndsAt })
    await changeApplication(ctx, borrowerId, applicationId, { status, caseId, decideBy, holdId, submittedAt: ctx.now })
    await refreshCase(ctx, borrowerId)
    await queueMessage(ctx, {
      borrowerId,
      caseId,
      templateCode: 'application_receipt',
      kind: 'sms',
      values: { reference: application.number, date: decideBy, until: dateIn(holdEndsAt, ctx.lender.timeZone) },
      uniqueKey: `application_receipt:${applicationId}`,
    })
    await record(ctx, { type: 'hardship.submitted', borrowerId, caseId, data: { applicationId, holdId, decideBy } })
    return { applicationId, number: application.number, decideBy, holdEndsAt }
  })
}

/** Takes the application back; its hold ends and the case returns to the queue. */
export async function withdrawApplication(ctx: Ctx, borrowerId: string, applicationId: string): Promise<void> {
  authorize(ctx, 'hardship:apply', 'hardship:open')
  ownOnly(ctx, borrowerId)
  await transaction(ctx, async ctx => {
    const application = await lockApplication(ctx, borrowerId, applicationId)
    if (application.status === 'withdrawn') return
    const status = moved(application, 'withdraw')
    await changeApplication(ctx, borrowerId, applicationId, { status })
    if (application.holdId) await endHold(ctx, { borrowerId, holdId: application.holdId, reason: 'application_withdrawn' })
    if (application.submittedAt) await refreshCase(ctx, borrowerId)
    await record(ctx, { type: 'hardship.withdrawn', borrowerId, caseId: application.caseId, data: { applicationId } })
  })
}

/** Answers a reviewer's request with files already added, or with "I do not have this". The last answer returns it to review. */
export async function answerRequest(
  ctx: Ctx,
  input: { borrowerId: string; requestId: string; answer: 'provided' | 'not_available'; note: string | null },
): Promise<void> {
  authorize(ctx, 'hardship:apply')
  const { borrowerId, requestId, note } = input
  ownOnly(ctx, borrowerId)
  await transaction(ctx, async ctx => {
    const mine = and(eq(evidenceRequests.lenderId, ctx.actor.lenderId), eq(evidenceRequests.borrowerId, borrowerId))
    const [request] = await ctx.db.select().from(evidenceRequests).where(and(mine, eq(evidenceRequests.id, requestId)))
    if (!request) throw notFound()
    const application = await lockApplication(ctx, borrowerId, request.applicationId)
    const status = input.answer === 'provided' ? 'answered' : 'not_available'
    const changed = await ctx.db
      .update(evidenceRequests)
      .set({ status, answerNote: note, answeredAt: ctx.now })
      .where(and(mine, eq(evidenceRequests.id, requestId), eq(evidenceRequests.status, 'open')))
      .returning({ id: evidenceRequests.id })
    if (changed.length === 0) return
    const open = await ctx.db.$count(evidenceRequests, and(mine, eq(evidenceRequests.applicationId, application.id), eq(evidenceRequests.status, 'open')))
    if (open === 0 && application.status === 'more_requested') await changeApplication(ctx, borrowerId, application.id, { status: moved(application, 'answer') })
    await record(ctx, { type: 'hardship.request_answered', borrowerId, caseId: application.caseId, data: { applicationId: application.id, requestId, status } })
  })
}

function moved(application: Application, event: ApplicationEvent): ApplicationState {
  const step = applicationMachine.next(application.status as ApplicationState, event)
  if (!step.ok) throw conflict(step.refusal.reason, step.refusal.values)
  return step.state
}

const pending = ['draft', 'submitted', 'more_requested', 'in_review']

async function insertDraft(ctx: Ctx, borrowerId: string, caseId: string, channel: 'portal' | 'desk') {
  const id = newId()
  const row = { borrowerId, id, lenderId: ctx.actor.lenderId, caseId, number: applicationNumber(id), channel, startedAt: ctx.now, changedAt: ctx.now }
  const inserted = await ctx.db.insert(hardshipApplications).values(row).onConflictDoNothing().returning({ id: hardshipApplications.id })
  if (inserted.length > 0) return { id, status: 'draft' as ApplicationState, isNew: true }
  const [open] = await ctx.db
    .select({ id: hardshipApplications.id, status: hardshipApplications.status })
    .from(hardshipApplications)
    .where(and(ofBorrower(ctx, borrowerId), inArray(hardshipApplications.status, pending)))
  if (!open) throw conflict('application_already_open')
  return { id: open.id, status: open.status as ApplicationState, isNew: false }
}
