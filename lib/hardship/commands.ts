import { and, eq, inArray, sql } from 'drizzle-orm'
import { budgetLines, cases, evidenceRequests, hardshipApplications, holds } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addHours, dateIn, type LocalDate } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { endHold, startHold } from '../holds/commands'
import { queueMessage } from '../outbox/commands'
import { transaction } from '../transaction'
import { applicationNumber, type Change, type StepAnswers } from './application-input'
import { applicationMachine, isApplicationPending, type ApplicationEvent, type ApplicationState } from './application-state'
import { toMonthly } from './budget'
import { checkAnswers } from './check-answers'

type Application = typeof hardshipApplications.$inferSelect
export type Receipt = { applicationId: string; number: string; decideBy: LocalDate; holdEndsAt: Date }

/**
 * Opens the borrower's draft, or returns the one that is already open. `conflict` no_case_to_help without a case.
 * Decisions.md: at most one open application per borrower.
 */
export async function startApplication(ctx: Ctx, borrowerId: string): Promise<{ applicationId: string; status: ApplicationState }> {
  authorize(ctx, 'hardship:apply')
  ownOnly(ctx, borrowerId)
  return transaction(ctx, async ctx => {
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
 * Keeps one step's answers in the draft. `invalid` names the fields; `conflict` once the application has been sent, but for a
 * consent, which can be given and taken back until the decision.
 */
export async function saveStep(ctx: Ctx, borrowerId: string, applicationId: string, answers: StepAnswers): Promise<void> {
  authorize(ctx, 'hardship:apply', 'hardship:open')
  ownOnly(ctx, borrowerId)
  checkAnswers(answers)
  await transaction(ctx, async ctx => {
    const application = await lockApplication(ctx, borrowerId, applicationId)
    const isConsent = answers.step === 'proof' && isApplicationPending(application.status as ApplicationState)
    if (application.status !== 'draft' && !isConsent) throw conflict('application_already_sent')
    await writeAnswers(ctx, borrowerId, applicationId, answers)
    await record(ctx, { type: 'hardship.step_saved', borrowerId, caseId: application.caseId, data: { applicationId, step: answers.step } })
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
    await update(ctx, borrowerId, applicationId, { status, caseId, decideBy, holdId, submittedAt: ctx.now })
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
    await update(ctx, borrowerId, applicationId, { status })
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
    if (open === 0 && application.status === 'more_requested') await update(ctx, borrowerId, application.id, { status: moved(application, 'answer') })
    await record(ctx, { type: 'hardship.request_answered', borrowerId, caseId: application.caseId, data: { applicationId: application.id, requestId, status } })
  })
}

function ownOnly(ctx: Ctx, borrowerId: string): void {
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
}

function moved(application: Application, event: ApplicationEvent): ApplicationState {
  const step = applicationMachine.next(application.status as ApplicationState, event)
  if (!step.ok) throw conflict(step.refusal.reason, step.refusal.values)
  return step.state
}

const pending = ['draft', 'submitted', 'more_requested', 'in_review']

async function openCaseOf(ctx: Ctx, borrowerId: string, caseId: string | null): Promise<{ id: string }> {
  const [found] = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open'), caseId ? eq(cases.id, caseId) : undefined))
  if (!found && caseId) throw notFound()
  if (!found) throw conflict('no_case_to_help')
  return found
}

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

async function lockApplication(ctx: Ctx, borrowerId: string, applicationId: string): Promise<Application> {
  const [found] = await ctx.db
    .select()
    .from(hardshipApplications)
    .where(and(ofBorrower(ctx, borrowerId), eq(hardshipApplications.id, applicationId)))
    .for('update')
  if (!found) throw notFound()
  return found
}

const ofBorrower = (ctx: Ctx, borrowerId: string) =>
  and(eq(hardshipApplications.lenderId, ctx.actor.lenderId), eq(hardshipApplications.borrowerId, borrowerId))

const update = (ctx: Ctx, borrowerId: string, id: string, values: Partial<Application>) =>
  ctx.db
    .update(hardshipApplications)
    .set({ ...values, changedAt: ctx.now })
    .where(and(ofBorrower(ctx, borrowerId), eq(hardshipApplications.id, id)))

async function receiptOf(ctx: Ctx, application: Application): Promise<Receipt | null> {
  if (!application.submittedAt || !application.decideBy || !application.holdId || application.status === 'withdrawn') return null
  const [hold] = await ctx.db
    .select({ endsAt: holds.endsAt })
    .from(holds)
    .where(and(eq(holds.lenderId, ctx.actor.lenderId), eq(holds.borrowerId, application.borrowerId), eq(holds.id, application.holdId)))
  return hold ? { applicationId: application.id, number: application.number, decideBy: application.decideBy, holdEndsAt: hold.endsAt } : null
}

async function writeAnswers(ctx: Ctx, borrowerId: string, applicationId: string, answers: StepAnswers): Promise<void> {
  switch (answers.step) {
    case 'changed':
      await update(ctx, borrowerId, applicationId, { whatChanged: answers.whatChanged, story: answers.story })
      return
    case 'pay':
      await update(ctx, borrowerId, applicationId, { offerCents: answers.amountCents, offerFrequency: answers.frequency })
      return
    case 'proof':
      await ctx.db
        .update(hardshipApplications)
        .set({ consents: sql`${hardshipApplications.consents} || ${JSON.stringify(answers.consents)}::jsonb`, changedAt: ctx.now })
        .where(and(ofBorrower(ctx, borrowerId), eq(hardshipApplications.id, applicationId)))
      return
    case 'needs':
      await update(ctx, borrowerId, applicationId, { needs: answers.needs })
      return
    case 'money':
      await ctx.db
        .delete(budgetLines)
        .where(and(eq(budgetLines.lenderId, ctx.actor.lenderId), eq(budgetLines.borrowerId, borrowerId), eq(budgetLines.applicationId, applicationId)))
      if (answers.lines.length === 0) return
      await ctx.db.insert(budgetLines).values(
        answers.lines.map(line => ({ ...line, borrowerId, id: newId(), lenderId: ctx.actor.lenderId, applicationId, monthlyCents: toMonthly(line.amountCents, line.frequency) })),
      )
  }
}
