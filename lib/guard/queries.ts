import { and, desc, eq, gte, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { borrowers, contactPoints, contacts, guardDecisions, holds, plans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { notFound } from '../errors'
import { read } from '../transaction'
import { assessContact, type Assessment, type ContactAction, type GuardFacts } from './decide'

/** The facts a decision needs, as of ctx.now. Call inside a transaction; lock the person first when the decision is to be taken. */
export async function loadFacts(ctx: Ctx, borrowerId: string, pointIds: string[]): Promise<(pointId: string | null) => GuardFacts> {
  const lenderId = ctx.actor.lenderId
  const [person] = await ctx.db
    .select({ timeZone: borrowers.timeZone })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, lenderId), eq(borrowers.id, borrowerId)))
  if (!person) throw notFound()
  const points = pointIds.length
    ? await ctx.db.select().from(contactPoints).where(and(eq(contactPoints.borrowerId, borrowerId), eq(contactPoints.lenderId, lenderId), inArray(contactPoints.id, pointIds)))
    : []
  const since = addHours(ctx.now, -9 * 24)
  const live = await ctx.db
    .select({ id: plans.id })
    .from(plans)
    .where(and(eq(plans.borrowerId, borrowerId), inArray(plans.status, ['active', 'grace'])))
    .limit(1)
  const running = await ctx.db
    .select({ reason: holds.reason, startsAt: holds.startsAt, endsAt: holds.endsAt })
    .from(holds)
    .where(and(eq(holds.borrowerId, borrowerId), isNull(holds.endedAt)))
  const calls = await ctx.db
    .select({ at: guardDecisions.decidedAt, contactPointId: guardDecisions.contactPointId, outcome: contacts.outcome })
    .from(guardDecisions)
    .leftJoin(contacts, and(eq(contacts.borrowerId, guardDecisions.borrowerId), eq(contacts.guardDecisionId, guardDecisions.id)))
    .where(
      and(
        eq(guardDecisions.borrowerId, borrowerId),
        eq(guardDecisions.decision, 'allowed'),
        eq(guardDecisions.kind, 'call'),
        eq(guardDecisions.purpose, 'collection'),
        gte(guardDecisions.decidedAt, since),
      ),
    )
  const spoken = await ctx.db
    .select({ at: contacts.occurredAt })
    .from(contacts)
    .where(
      and(
        eq(contacts.borrowerId, borrowerId),
        eq(contacts.kind, 'call'),
        gte(contacts.occurredAt, since),
        inArray(contacts.outcome, ctx.lender.policy.contactRules.conversationOutcomes),
      ),
    )
  return pointId => {
    const point = points.find(p => p.id === pointId) ?? null
    return { timeZone: point?.timeZone ?? person.timeZone, point, planInForce: live.length > 0, holds: running, calls, conversations: spoken.map(row => row.at) }
  }
}

/** What the guard would say now, without taking anything; one answer per option, in order. */
export async function previewContact(ctx: Ctx, borrowerId: string, options: ContactAction[]): Promise<Assessment[]> {
  authorize(ctx, 'case:read', 'message:send')
  return read(ctx, async ctx => {
    const factsOf = await loadFacts(ctx, borrowerId, options.flatMap(option => option.contactPointId ?? []))
    return options.map(option => assessContact(ctx.lender.policy.contactRules, factsOf(option.contactPointId), option, ctx.now))
  })
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
    const pointId = phones[0]?.id ?? null
    const factsOf = await loadFacts(ctx, borrowerId, phones.map(phone => phone.id))
    const answer = assessContact(ctx.lender.policy.contactRules, factsOf(pointId), { kind: 'call', purpose: 'collection', contactPointId: pointId }, ctx.now)
    const caps = answer.remaining.filter(cap => cap.rule !== 'attempts_per_number_per_day')
    const tightest = caps.sort((a, b) => a.limit - a.used - (b.limit - b.used))[0]
    return { usedToday: tightest?.used ?? 0, limitToday: tightest?.limit ?? 0, nextPermittedAt: answer.nextPermittedAt }
  })
}

type DecisionFilter = { borrowerId?: string; onlyBlocked?: boolean; cursor?: { decidedAt: Date; id: string } | null; limit?: number }
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
          filter.onlyBlocked ? eq(guardDecisions.decision, 'blocked') : undefined,
          filter.cursor
            ? or(lt(guardDecisions.decidedAt, filter.cursor.decidedAt), and(eq(guardDecisions.decidedAt, filter.cursor.decidedAt), lt(guardDecisions.id, filter.cursor.id)))
            : undefined,
        ),
      )
      .orderBy(desc(guardDecisions.decidedAt), desc(guardDecisions.id))
      .limit(filter.limit ?? 50),
  )
}
