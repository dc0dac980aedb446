import { and, eq, inArray, sql } from 'drizzle-orm'
import { borrowers, cases, contactPoints, contacts, guardDecisions, messages, rulePacks } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { askerName } from './asker-queries'
import { atOpening } from './assessment'
import { replay } from './replay'
import type { RulePack } from './rule'
import { readPack } from './stored-pack'
import { readReasons } from './stored-reasons'

export type DecisionChain = Awaited<ReturnType<typeof getDecision>>

/** "Why was this person contacted?": who asked, what the rules said and on which facts, the contact, the message as it was sent. */
export async function getDecision(ctx: Ctx, borrowerId: string, decisionId: string) {
  authorize(ctx, 'guard:read')
  return read(ctx, async ctx => {
    const [row] = await ctx.db
      .select({ decision: guardDecisions, borrowerName: borrowers.name, case: { id: cases.id, number: cases.number, strategy: cases.strategyCode, version: cases.strategyVersion }, toMasked: contactPoints.valueMasked, relation: contactPoints.relation, actorName: askerName(ctx) })
      .from(guardDecisions)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, guardDecisions.lenderId), eq(borrowers.id, guardDecisions.borrowerId)))
      .leftJoin(cases, and(eq(cases.borrowerId, guardDecisions.borrowerId), eq(cases.id, guardDecisions.caseId)))
      .leftJoin(contactPoints, and(eq(contactPoints.borrowerId, guardDecisions.borrowerId), eq(contactPoints.id, guardDecisions.contactPointId)))
      .where(and(eq(guardDecisions.lenderId, ctx.actor.lenderId), eq(guardDecisions.borrowerId, borrowerId), eq(guardDecisions.id, decisionId)))
    if (!row) throw notFound()
    const [used] = await ctx.db
      .select({ contact: contacts, message: { body: messages.body, subject: messages.subject, template: messages.templateCode, key: messages.uniqueKey, strategyStep: messages.strategyStep, to: messages.toMasked, handedAt: messages.handedAt, delivery: messages.delivery, deliveryAt: messages.deliveryAt } })
      .from(contacts)
      .leftJoin(messages, and(eq(messages.borrowerId, contacts.borrowerId), eq(messages.contactId, contacts.id)))
      .where(and(eq(contacts.borrowerId, borrowerId), eq(contacts.guardDecisionId, decisionId)))
    const { decision } = row
    const message = used?.message?.body == null ? await plannedMessage(ctx, borrowerId, decision.requestKey) : used.message
    return { ...row, reasons: atOpening(readReasons(decision.reasons), decision.nextPermittedAt), contact: used?.contact ?? null, message, replayed: replay(decision, await ownPacks(ctx, decision.packs)) }
  })
}

/** A message that was asked for and not handed over: its key stands in the request's. */
async function plannedMessage(ctx: Ctx, borrowerId: string, requestKey: string) {
  const id = /^message:([0-9a-f-]{36}):/.exec(requestKey)?.[1]
  if (!id) return null
  const [found] = await ctx.db
    .select({ body: messages.body, subject: messages.subject, template: messages.templateCode, key: messages.uniqueKey, strategyStep: messages.strategyStep, to: messages.toMasked, handedAt: messages.handedAt, delivery: messages.delivery, deliveryAt: messages.deliveryAt })
    .from(messages)
    .where(and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.borrowerId, borrowerId), eq(messages.id, id)))
  return found ?? null
}

async function ownPacks(ctx: Ctx, names: readonly string[]): Promise<RulePack[]> {
  const rows = await ctx.db
    .select({ body: rulePacks.body })
    .from(rulePacks)
    .where(and(eq(rulePacks.lenderId, ctx.actor.lenderId), eq(rulePacks.status, 'published'), inArray(sql`${rulePacks.code} || '@' || ${rulePacks.version}`, [...names, ''])))
  return rows.map(row => readPack(row.body))
}
