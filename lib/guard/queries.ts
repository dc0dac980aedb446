import { and, desc, eq, gte, isNotNull, lt, or, sql } from 'drizzle-orm'
import { borrowers, contactPoints, contacts, guardDecisions } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'
import { assessmentOf, type Assessment } from './assessment'
import { evaluate, type GuardAnswer } from './evaluate'
import { loadSubject, type RealAction } from './facts-queries'
import { GuardRequest } from './request'
import { loadLenderRules } from './rules-queries'

/** What the guard would say now, without taking anything; one answer per option, in order. */
export async function previewContact(ctx: Ctx, borrowerId: string, options: RealAction[]): Promise<Assessment[]> {
  authorize(ctx, 'case:read', 'message:send')
  return read(ctx, async ctx => {
    const ask = await askFor(ctx, borrowerId)
    return options.map(option => assessmentOf(ask(option)))
  })
}

/** The guard as it would answer now for this person; nothing is stored or taken. */
async function askFor(ctx: Ctx, borrowerId: string): Promise<(action: RealAction) => GuardAnswer> {
  const [subject, { rules, packs }] = await Promise.all([loadSubject(ctx, borrowerId), loadLenderRules(ctx)])
  return action => evaluate(rules, GuardRequest.parse({ ...subject(action), packs }))
}

export type ContactMeter = { usedToday: number; limitToday: number; nextPermittedAt: Date | null }

/** "1 of 3 today": the cap that leaves least, over everybody who calls this person. */
export async function contactMeter(ctx: Ctx, borrowerId: string): Promise<ContactMeter> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const phones = await ctx.db
      .select({ id: contactPoints.id })
      .from(contactPoints)
      .where(and(eq(contactPoints.borrowerId, borrowerId), eq(contactPoints.lenderId, ctx.actor.lenderId), eq(contactPoints.kind, 'phone'), eq(contactPoints.relation, 'self')))
    const ask = await askFor(ctx, borrowerId)
    const answer = ask({ kind: 'call', purpose: 'collection', contactPointId: phones[0]?.id ?? null })
    const [tightest] = answer.remaining.filter(cap => !cap.rule.includes('per_number')).toSorted((a, b) => a.limit - a.used - (b.limit - b.used))
    return { usedToday: tightest?.used ?? 0, limitToday: tightest?.limit ?? 0, nextPermittedAt: answer.nextPermittedAt }
  })
}

type DecisionFilter = {
  borrowerId?: string
  decision?: 'blocked' | 'needs_reason'
  /** passed a warning with a reason */
  onlyReasoned?: boolean
  /** a rule that spoke */
  rule?: string
  /** who asked: a staff member's id, or a kind of actor */
  by?: string
  from?: Date
  to?: Date
  cursor?: { decidedAt: Date; id: string } | null
  limit?: number
}
export type DecisionRow = Awaited<ReturnType<typeof listDecisions>>[number]

/** "Why was this person contacted?": decisions, newest first, with the contact that used each. */
export async function listDecisions(ctx: Ctx, filter: DecisionFilter) {
  authorize(ctx, 'guard:read')
  return read(ctx, ctx =>
    ctx.db
      .select({
        id: guardDecisions.id,
        borrowerId: guardDecisions.borrowerId,
        borrowerName: borrowers.name,
        kind: guardDecisions.kind,
        purpose: guardDecisions.purpose,
        decision: guardDecisions.decision,
        reasons: guardDecisions.reasons,
        givenReason: guardDecisions.givenReason,
        packs: guardDecisions.packs,
        nextPermittedAt: guardDecisions.nextPermittedAt,
        decidedAt: guardDecisions.decidedAt,
        actorKind: guardDecisions.actorKind,
        actorName: sql<string | null>`(select name from staff_accounts s where s.lender_id = ${guardDecisions.lenderId} and s.id = ${guardDecisions.actorId})`,
        toMasked: contactPoints.valueMasked,
        outcome: contacts.outcome,
        messageBody: sql<string | null>`(select m.body from messages m where m.borrower_id = ${contacts.borrowerId} and m.contact_id = ${contacts.id})`,
      })
      .from(guardDecisions)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, guardDecisions.lenderId), eq(borrowers.id, guardDecisions.borrowerId)))
      .leftJoin(contactPoints, and(eq(contactPoints.borrowerId, guardDecisions.borrowerId), eq(contactPoints.id, guardDecisions.contactPointId)))
      .leftJoin(contacts, and(eq(contacts.borrowerId, guardDecisions.borrowerId), eq(contacts.guardDecisionId, guardDecisions.id)))
      .where(
        and(
          eq(guardDecisions.lenderId, ctx.actor.lenderId),
          filter.borrowerId ? eq(guardDecisions.borrowerId, filter.borrowerId) : undefined,
          filter.decision ? eq(guardDecisions.decision, filter.decision) : undefined,
          filter.onlyReasoned ? isNotNull(guardDecisions.givenReason) : undefined,
          filter.rule ? sql`${guardDecisions.reasons} @> ${JSON.stringify([{ rule: filter.rule }])}::jsonb` : undefined,
          filter.by ? or(sql`${guardDecisions.actorId}::text = ${filter.by}`, eq(guardDecisions.actorKind, filter.by)) : undefined,
          filter.from ? gte(guardDecisions.decidedAt, filter.from) : undefined,
          filter.to ? lt(guardDecisions.decidedAt, filter.to) : undefined,
          filter.cursor
            ? or(lt(guardDecisions.decidedAt, filter.cursor.decidedAt), and(eq(guardDecisions.decidedAt, filter.cursor.decidedAt), lt(guardDecisions.id, filter.cursor.id)))
            : undefined,
        ),
      )
      .orderBy(desc(guardDecisions.decidedAt), desc(guardDecisions.id))
      .limit(filter.limit ?? 50),
  )
}
