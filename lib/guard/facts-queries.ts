import { and, eq, gte, inArray, isNull, or, sql } from 'drizzle-orm'
import { borrowers, cases, contactPoints, contacts, guardDecisions, hardshipApplications, holds, loans, plans } from '@/db/schema'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { notFound } from '../errors'
import type { Party } from './action'
import type { GuardRequestBody } from './request'

export type RealAction = {
  kind: GuardRequestBody['action']['kind']
  purpose: GuardRequestBody['action']['purpose']
  contactPointId: string | null
} & Omit<GuardRequestBody['action'], 'kind' | 'purpose' | 'party' | 'number' | 'email' | 'debts'>

/** Long enough for every cap and for a row of failed dials; third persons are remembered for good. */
const HISTORY_DAYS = 60

/**
 * Everything on file that a rule may ask about, as of ctx.now, as the body of a guard request: numbers are ids of contact points, debts
 * ids of loans. Call inside a transaction; lock the person first when the decision is to be taken.
 */
export async function loadSubject(ctx: Ctx, borrowerId: string): Promise<(action: RealAction) => Omit<GuardRequestBody, 'packs'>> {
  const [person, points, history, known] = await Promise.all([
    findPerson(ctx, borrowerId),
    ctx.db
      .select({ id: contactPoints.id, kind: contactPoints.kind, relation: contactPoints.relation, validity: contactPoints.validity, consent: contactPoints.consent, timeZone: contactPoints.timeZone })
      .from(contactPoints)
      .where(and(eq(contactPoints.lenderId, ctx.actor.lenderId), eq(contactPoints.borrowerId, borrowerId)))
      .limit(200),
    loadHistory(ctx, borrowerId),
    loadKnown(ctx, borrowerId),
  ])
  return ({ contactPointId, ...action }) => {
    const point = points.find(one => one.id === contactPointId)
    const party = partyOf(point?.relation)
    const lacks = missing(action.kind, point) ? (contactPointId ?? NOWHERE) : null
    const place = lacks ?? contactPointId ?? undefined
    return {
      policy: ctx.lender.policy.guard,
      at: ctx.now.toISOString(),
      recipientTimeZone: point?.timeZone ?? person.timeZone,
      action: { ...action, party, debts: known.debts, ...(action.kind === 'email' ? { email: place } : { number: place }) },
      history,
      facts: {
        ...known.facts,
        numbers: points
          .map((one): NumberFact => ({ number: one.id, party: partyOf(one.relation), status: one.id === lacks ? 'not_on_file' : statusOf(one) }))
          .concat(lacks !== null && !point ? [{ number: lacks, party, status: 'not_on_file' }] : []),
        thirdPersons: points
          .filter(one => one.relation !== 'self')
          .map(one => ({ number: one.id, consentBasis: one.consent === 'granted' ? 'granted' : null, reason: action.reason ?? null })),
      },
    }
  }
}

type Point = { id: string; kind: string; relation: string; validity: string; consent: string }
type NumberFact = NonNullable<NonNullable<GuardRequestBody['facts']>['numbers']>[number]

function statusOf({ validity, consent }: Point): NumberFact['status'] {
  if (validity === 'invalid' || validity === 'wrong_person') return validity
  if (consent === 'refused') return 'refused'
  return validity === 'valid' ? 'valid' : 'unknown'
}

const NOWHERE = 'none'
const wanted: Partial<Record<RealAction['kind'], string>> = { call: 'phone', third_party_call: 'phone', sms: 'phone', email: 'email', letter: 'address', visit: 'address' }

/** A channel that needs a place to reach somebody, and that is not one of that sort. */
const missing = (kind: RealAction['kind'], point: Point | undefined): boolean => wanted[kind] !== undefined && point?.kind !== wanted[kind]

const partyOf = (relation: string | undefined): Party =>
  relation === undefined || relation === 'self' ? 'borrower' : relation === 'spouse' || relation === 'employer' ? relation : 'contact_person'

async function findPerson(ctx: Ctx, borrowerId: string) {
  const [person] = await ctx.db
    .select({ timeZone: borrowers.timeZone })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, borrowerId)))
  if (!person) throw notFound()
  return person
}

/** Allowed decisions, used or still reserved, and what came in; each entry once. */
async function loadHistory(ctx: Ctx, borrowerId: string): Promise<GuardRequestBody['history']> {
  const since = addHours(ctx.now, -HISTORY_DAYS * 24)
  const [taken, received] = await Promise.all([
    ctx.db
      .select({ at: guardDecisions.decidedAt, kind: guardDecisions.kind, purpose: guardDecisions.purpose, number: guardDecisions.contactPointId, by: guardDecisions.actorKind, outcome: contacts.outcome, relation: contactPoints.relation })
      .from(guardDecisions)
      .leftJoin(contacts, and(eq(contacts.borrowerId, guardDecisions.borrowerId), eq(contacts.guardDecisionId, guardDecisions.id)))
      .leftJoin(contactPoints, and(eq(contactPoints.borrowerId, guardDecisions.borrowerId), eq(contactPoints.id, guardDecisions.contactPointId)))
      .where(
        and(
          eq(guardDecisions.lenderId, ctx.actor.lenderId),
          eq(guardDecisions.borrowerId, borrowerId),
          eq(guardDecisions.decision, 'allowed'),
          or(gte(guardDecisions.decidedAt, since), eq(guardDecisions.kind, 'third_party_call')),
        ),
      )
      .orderBy(guardDecisions.decidedAt)
      .limit(2000),
    ctx.db
      .select({ at: contacts.occurredAt, kind: contacts.kind, number: contacts.contactPointId, outcome: contacts.outcome })
      .from(contacts)
      .where(and(eq(contacts.lenderId, ctx.actor.lenderId), eq(contacts.borrowerId, borrowerId), eq(contacts.direction, 'in'), gte(contacts.occurredAt, since)))
      .orderBy(contacts.occurredAt)
      .limit(500),
  ])
  const place = (kind: string, number: string | null) => (number === null ? {} : kind === 'email' ? { email: number } : { number })
  return [
    ...taken.map(({ at, kind, number, relation, purpose, outcome, by }) => ({ at: at.toISOString(), kind: kind as RealAction['kind'], party: partyOf(relation ?? undefined), purpose: purpose as RealAction['purpose'], outcome, by, ...place(kind, number) })),
    ...received.map(({ at, kind, number, outcome }) => ({ at: at.toISOString(), kind: kind as RealAction['kind'], direction: 'in' as const, purpose: 'reply' as const, outcome, ...place(kind, number) })),
  ].slice(-2000)
}

type Need = NonNullable<NonNullable<GuardRequestBody['facts']>['needs']>[number]
/** What was asked for in the last application, in the guard's words. */
const needOf: Partial<Record<string, Need>> = { written_only: 'no_calls', more_time: 'slower_clock', speak_through: 'through_helper' }

async function loadKnown(ctx: Ctx, borrowerId: string) {
  const [live, running, asked, debts] = await Promise.all([
    ctx.db
      .select({ id: plans.id })
      .from(plans)
      .where(and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), inArray(plans.status, ['active', 'grace'])))
      .limit(1),
    ctx.db
      .select({ reason: holds.reason, from: holds.startsAt, until: holds.endsAt })
      .from(holds)
      .where(and(eq(holds.lenderId, ctx.actor.lenderId), eq(holds.borrowerId, borrowerId), isNull(holds.endedAt)))
      .limit(50),
    ctx.db
      .select({ needs: hardshipApplications.needs })
      .from(hardshipApplications)
      .where(and(eq(hardshipApplications.lenderId, ctx.actor.lenderId), eq(hardshipApplications.borrowerId, borrowerId)))
      .orderBy(sql`${hardshipApplications.startedAt} desc`)
      .limit(1),
    ctx.db
      .select({ id: loans.id })
      .from(loans)
      .innerJoin(cases, and(eq(cases.borrowerId, loans.borrowerId), eq(cases.id, loans.caseId), eq(cases.status, 'open')))
      .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, borrowerId)))
      .orderBy(loans.id)
      .limit(100),
  ])
  const wished = (asked[0]?.needs ?? []).flatMap(need => needOf[need] ?? [])
  return {
    debts: debts.map(debt => debt.id),
    facts: {
      plan: live.length > 0 ? { isSigned: true } : null,
      holds: running.map(hold => ({ reason: hold.reason as never, from: hold.from.toISOString(), until: hold.until.toISOString() })),
      needs: wished,
    },
  }
}
