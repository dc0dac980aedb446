import { and, eq } from 'drizzle-orm'
import { contacts, guardDecisions } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockCaseAndLoans } from '../cases/lock-queries'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import { logOutcome } from './commands'
import { OUTCOME_CODES } from './outcomes'

export type ReportedContact = { contactId: string; outcome: string | null }

/**
 * A dialler, a robot or an agency made the contact that it was allowed: writes it with its decision and, when told, what came of it. The same
 * report again changes nothing; the database refuses a decision that is used, old or another's.
 */
export async function reportContact(ctx: Ctx, input: { borrowerId: string; decisionId: string; outcome: string | null; note: string | null }): Promise<ReportedContact> {
  authorize(ctx, 'guard:decide')
  const outcome = OUTCOME_CODES.find(code => code === input.outcome) ?? null
  if (input.outcome !== null && outcome === null) throw invalid('check_fields', { outcome: 'choose_outcome' })
  return transaction(ctx, async ctx => {
    const { borrowerId, decisionId, note } = input
    const [decision] = await ctx.db
      .select()
      .from(guardDecisions)
      .where(and(eq(guardDecisions.lenderId, ctx.actor.lenderId), eq(guardDecisions.borrowerId, borrowerId), eq(guardDecisions.id, decisionId)))
    if (!decision || decision.actorKind !== ctx.actor.kind || decision.actorId !== ctx.actor.id) throw notFound()
    if (decision.decision !== 'allowed') throw conflict('guard_blocked')
    if (decision.caseId) await lockCaseAndLoans(ctx, borrowerId, decision.caseId)
    const [earlier] = await ctx.db
      .select({ id: contacts.id, outcome: contacts.outcome })
      .from(contacts)
      .where(and(eq(contacts.borrowerId, borrowerId), eq(contacts.guardDecisionId, decisionId)))
    const contactId = earlier?.id ?? newId()
    if (!earlier) {
      const { lenderId, caseId, kind, purpose, contactPointId } = decision
      const who = { actorKind: ctx.actor.kind, actorId: ctx.actor.id }
      await ctx.db
        .insert(contacts)
        .values({ borrowerId, id: contactId, lenderId, caseId, direction: 'out', kind, purpose, contactPointId, guardDecisionId: decisionId, occurredAt: ctx.now, ...who })
      await record(ctx, { type: 'contact.reported', borrowerId, caseId: caseId ?? undefined, data: { contactId, decisionId } })
    }
    if (outcome && decision.caseId && !earlier?.outcome) {
      await logOutcome(ctx, { borrowerId, caseId: decision.caseId, contactId, outcome, note, callBackOn: null })
    }
    return { contactId, outcome: earlier?.outcome ?? outcome }
  })
}
