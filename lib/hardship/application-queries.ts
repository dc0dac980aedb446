import { and, eq } from 'drizzle-orm'
import { cases, hardshipApplications, holds } from '@/db/schema'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { conflict, notFound } from '../errors'

export type Application = typeof hardshipApplications.$inferSelect
export type Receipt = { applicationId: string; number: string; decideBy: LocalDate; holdEndsAt: Date }

/** A borrower acts for nobody else. Throws `not_found`. */
export function ownOnly(ctx: Ctx, borrowerId: string): void {
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
}

export const ofBorrower = (ctx: Ctx, borrowerId: string) =>
  and(eq(hardshipApplications.lenderId, ctx.actor.lenderId), eq(hardshipApplications.borrowerId, borrowerId))


/** The application, held until the transaction ends. Throws `not_found`. */
export async function lockApplication(ctx: Ctx, borrowerId: string, applicationId: string): Promise<Application> {
  const [found] = await ctx.db
    .select()
    .from(hardshipApplications)
    .where(and(ofBorrower(ctx, borrowerId), eq(hardshipApplications.id, applicationId)))
    .for('update')
  if (!found) throw notFound()
  return found
}

export async function hasOpenCase(ctx: Ctx, borrowerId: string): Promise<boolean> {
  const found = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
  return found.length > 0
}

/** The borrower's open case, or the one named. Throws `not_found` for one named, `conflict` no_case_to_help for none. */
export async function openCaseOf(ctx: Ctx, borrowerId: string, caseId: string | null): Promise<{ id: string }> {
  const [found] = await ctx.db
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open'), caseId ? eq(cases.id, caseId) : undefined))
  if (!found && caseId) throw notFound()
  if (!found) throw conflict('no_case_to_help')
  return found
}

/** What the first sending answered; null while it was not sent, or was taken back. */
export async function receiptOf(ctx: Ctx, application: Application): Promise<Receipt | null> {
  if (!application.submittedAt || !application.decideBy || !application.holdId || application.status === 'withdrawn') return null
  const [hold] = await ctx.db
    .select({ endsAt: holds.endsAt })
    .from(holds)
    .where(and(eq(holds.lenderId, ctx.actor.lenderId), eq(holds.borrowerId, application.borrowerId), eq(holds.id, application.holdId)))
  return hold ? { applicationId: application.id, number: application.number, decideBy: application.decideBy, holdEndsAt: hold.endsAt } : null
}
