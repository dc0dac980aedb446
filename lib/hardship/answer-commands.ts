import { and, eq, sql } from 'drizzle-orm'
import { budgetLines, hardshipApplications } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict } from '../errors'
import { transaction } from '../transaction'
import type { StepAnswers } from './application-input'
import { lockApplication, ofBorrower, ownOnly, type Application } from './application-queries'
import { isApplicationPending, type ApplicationState } from './application-state'
import { toMonthly } from './budget'
import { checkAnswers } from './check-answers'

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

/** Writes one step's answers inside the caller's transaction; the caller has checked them and holds the application. */
export async function writeAnswers(ctx: Ctx, borrowerId: string, applicationId: string, answers: StepAnswers): Promise<void> {
  authorize(ctx, 'hardship:apply', 'hardship:open')
  switch (answers.step) {
    case 'changed':
      await changeApplication(ctx, borrowerId, applicationId, { whatChanged: answers.whatChanged, story: answers.story })
      return
    case 'pay':
      await changeApplication(ctx, borrowerId, applicationId, { offerCents: answers.amountCents, offerFrequency: answers.frequency })
      return
    case 'proof':
      await ctx.db
        .update(hardshipApplications)
        .set({ consents: sql`${hardshipApplications.consents} || ${JSON.stringify(answers.consents)}::jsonb`, changedAt: ctx.now })
        .where(and(ofBorrower(ctx, borrowerId), eq(hardshipApplications.id, applicationId)))
      return
    case 'needs':
      await changeApplication(ctx, borrowerId, applicationId, { needs: answers.needs })
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

/** Changes columns of one application inside the caller's transaction. */
export async function changeApplication(ctx: Ctx, borrowerId: string, id: string, values: Partial<Application>): Promise<void> {
  authorize(ctx, 'hardship:apply', 'hardship:open')
  await ctx.db
    .update(hardshipApplications)
    .set({ ...values, changedAt: ctx.now })
    .where(and(ofBorrower(ctx, borrowerId), eq(hardshipApplications.id, id)))
}
