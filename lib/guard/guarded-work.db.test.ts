import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactPoints, legalSteps, placements, visits } from '@/db/schema'
import { encryptValue, indexValue } from '../borrowers/private-values'
import { newId } from '../clock'
import { constraintOf } from '../constraints'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import { useDatabase } from '../testing/database'
import { deskScene } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene() {
  const desk = await deskScene(world)
  const addressId = newId()
  await world.owner.db.insert(contactPoints).values({
    borrowerId: desk.person.id,
    id: addressId,
    lenderId: desk.lender.id,
    kind: 'address',
    relation: 'self',
    valueMasked: '西安市…',
    valueCipher: encryptValue({ table: 'contact_points', column: 'value', rowId: addressId }, '西安市未央区'),
    valueIndex: indexValue(desk.lender.id, 'address', '西安市未央区'),
    createdAt: NOON,
  })
  return { ...desk, addressId, agencyId: (await world.agency(desk.lender.id)).id }
}
type Scene = Awaited<ReturnType<typeof scene>>

/** As raw SQL of the app's role: the database checks hours, caps, holds and plan by itself. */
async function take({ person, caseId, agencyId }: Scene, ctx: Ctx, kind: string, pointId: string | null = null): Promise<string> {
  const facts = JSON.stringify({ facts: { placement: { agencyId } } })
  const [row] = await transaction(ctx, inner =>
    inner.db.execute<{ decision_id: string; decision: string }>(sql`select * from guard_decide(${person.id}::uuid, ${newId()}::uuid, ${caseId}::uuid, ${kind}, 'collection', ${pointId}::uuid,
      ${ctx.now.toISOString()}::timestamptz, ${newId()}, '[]'::jsonb, ${facts}::jsonb, null, array['house@1', 'cn-gbt-45251-2025@1', 'cn-cba-2026@1'], null)`),
  )
  expect(row?.decision).toBe('allowed')
  return row?.decision_id ?? ''
}

const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => constraintOf(error) ?? (error instanceof Error ? error.message : 'unknown'),
  )

const owned = ({ person, lender, caseId }: Scene) => ({ borrowerId: person.id, lenderId: lender.id, caseId })
const works = [
  { kind: 'visit', insert: (one: Scene, ctx: Ctx, guardDecisionId: string) => transaction(ctx, inner => inner.db.insert(visits).values({ ...owned(one), id: newId(), contactPointId: one.addressId, place: 'home', plannedFor: ctx.now, guardDecisionId, plannedBy: newId(), plannedAt: ctx.now })) },
  { kind: 'placement', insert: (one: Scene, ctx: Ctx, guardDecisionId: string) => transaction(ctx, inner => inner.db.insert(placements).values({ ...owned(one), id: newId(), agencyId: one.agencyId, guardDecisionId, placedBy: newId(), placedAt: ctx.now, recalledAt: ctx.now })) },
  { kind: 'legal_step', insert: (one: Scene, ctx: Ctx, guardDecisionId: string) => transaction(ctx, inner => inner.db.insert(legalSteps).values({ ...owned(one), id: newId(), kind: 'lawyer_letter', guardDecisionId, takenBy: newId(), takenAt: ctx.now })) },
] as const

describe.each(works)('a $kind', ({ kind, insert }) => {
  const point = (one: Scene) => (kind === 'visit' ? one.addressId : null)

  it('is written once with a fresh decision of its own', async () => {
    const one = await scene()
    const decision = await take(one, one.ctx, kind, point(one))
    expect(await refusal(insert(one, one.ctx, decision))).toBe('accepted')
    expect(await refusal(insert(one, one.ctx, decision))).toBe('decision_already_used')
  })

  it('is refused with none, somebody else’s, an old one or one for another kind', async () => {
    const one = await scene()
    const other = await scene()
    const late = await world.ctx(one.collector, addMinutes(NOON, 11))
    expect(await refusal(insert(one, one.ctx, newId()))).toBe('decision_missing')
    expect(await refusal(insert(one, one.ctx, await take(other, other.ctx, kind, point(other))))).toBe('decision_missing')
    expect(await refusal(insert(one, late, await take(one, one.ctx, kind, point(one))))).toBe('decision_missing')
    const otherKind = kind === 'placement' ? 'legal_step' : 'placement'
    expect(await refusal(insert(one, one.ctx, await take(one, one.ctx, otherKind)))).toBe('decision_missing')
  })
})

it('a decision about one agency places nothing with another', async () => {
  const one = await scene()
  const decision = await take(one, one.ctx, 'placement')
  const other = { ...one, agencyId: (await world.agency(one.lender.id)).id }
  const [, placement] = works
  expect(await refusal(placement.insert(other, one.ctx, decision))).toBe('decision_missing')
  expect(await refusal(placement.insert(one, one.ctx, decision))).toBe('accepted')
})
