import { and, eq, sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import { borrowers, contactPoints } from '@/db/schema'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { loadHistories } from './history-queries'
import { loadKnown } from './known-facts-queries'
import { subjectOf, type Point, type Subject } from './subject'

/**
 * Everything on file that a rule may ask about, as of ctx.now, for each person: a fixed number of statements for any number of them. Call
 * inside a transaction; lock the persons first when decisions are to be taken. Throws `not_found` when one is not the actor's to see.
 */
export async function loadSubjects(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, Subject>> {
  const ids = [...new Set(borrowerIds)]
  const [people, points, histories, known] = await Promise.all([loadPeople(ctx, ids), loadPoints(ctx, ids), loadHistories(ctx, ids), loadKnown(ctx, ids)])
  const nothing = { debts: [], facts: { plan: null, holds: [], needs: [] } }
  return new Map(
    ids.map(id => {
      const person = people.get(id)
      if (!person) throw notFound()
      const onFile = { ...person, points: points.get(id) ?? [], history: histories.get(id) ?? [], known: known.get(id) ?? nothing }
      return [id, subjectOf(ctx.lender.policy.guard, ctx.now, onFile)]
    }),
  )
}

export async function loadSubject(ctx: Ctx, borrowerId: string): Promise<Subject> {
  const subject = (await loadSubjects(ctx, [borrowerId])).get(borrowerId)
  if (!subject) throw notFound()
  return subject
}

type Person = { timeZone: string; contactHours: string | null }

async function loadPeople(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Person>> {
  const rows = await ctx.db
    .select({ id: borrowers.id, timeZone: borrowers.timeZone, contactHours: borrowers.contactHours })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), sql`${borrowers.id} = any(${uuids(ids)})`))
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

async function loadPoints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Point[]>> {
  const rows = await ctx.db
    .select({ borrowerId: contactPoints.borrowerId, id: contactPoints.id, kind: contactPoints.kind, relation: contactPoints.relation, validity: contactPoints.validity, consent: contactPoints.consent, timeZone: contactPoints.timeZone, messagesStoppedAt: contactPoints.messagesStoppedAt })
    .from(contactPoints)
    .where(and(eq(contactPoints.lenderId, ctx.actor.lenderId), sql`${contactPoints.borrowerId} = any(${uuids(ids)})`))
    .orderBy(contactPoints.borrowerId, contactPoints.id)
    .limit(ids.length * 200)
  const found = new Map<string, Point[]>()
  for (const { borrowerId, ...point } of rows) {
    const own = found.get(borrowerId)
    if (own) own.push(point)
    else found.set(borrowerId, [point])
  }
  return found
}
