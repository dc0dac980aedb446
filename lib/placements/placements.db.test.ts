import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { agencies, auditEvents, borrowers, cases, contactPoints, documents, guardDecisions, holds, loans, messages, placements, staffAccounts, templates } from '@/db/schema'
import { newId } from '../clock'
import { constraintOf } from '../constraints'
import { reportContact } from '../contacts/report-commands'
import type { Ctx, Role } from '../context'
import { localDate } from '../dates'
import { startHold } from '../holds/commands'
import { decideMany } from '../guard/commands'
import { takeDecision } from '../guard/machine-commands'
import { DecisionBody } from '../guard/machine-input'
import { sendMessage } from '../outbox/send-commands'
import { listPayments } from '../payments/queries'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { placedWith } from '../testing/placed'
import { openWorld, type World } from '../testing/world'
import { read, transaction } from '../transaction'
import { placeCase, recallPlacement } from './commands'
import { sendPlacementNotice } from './notice-commands'
import { getPlacementPanel } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function scene() {
  const desk = await deskScene(world)
  const [person] = await world.owner.db.select().from(borrowers).where(eq(borrowers.id, desk.person.id))
  const as = async (role: Role) => world.ctx(await world.staff(desk.lender.id, role))
  const number = person?.number ?? ''
  const call = (ctx: Ctx, more: object = {}) => takeDecision(ctx, DecisionBody.parse({ borrowerNumber: number, kind: 'call', number: desk.person.phone, ...more }), newId())
  return { ...desk, as, call, number, supervisor: await as('supervisor') }
}
type Scene = Awaited<ReturnType<typeof scene>>

const place = async (one: Scene, agencyId: string, more: object = {}) => {
  const placed = await placeCase(one.supervisor, { ...one.key, agencyId, requestKey: newId(), ...more })
  return placed.outcome === 'placed' ? ['placed'] : placed.decision.reasons.map(({ rule }) => rule)
}
async function tell(one: Scene, agencyId: string): Promise<string> {
  const { messageId } = await sendPlacementNotice(one.supervisor, { ...one.key, agencyId })
  return (await sendMessage(await world.systemCtx(one.lender.id), one.person.id, messageId ?? '')).outcome
}

describe('placing a case', () => {
  it('waits until the borrower was told of this very agency', async () => {
    const one = await scene()
    const [agency, other] = [await world.agency(one.lender.id), await world.agency(one.lender.id)]
    expect(await place(one, agency.id)).toEqual(['placement_notice'])
    expect(await tell(one, agency.id)).toBe('handed')
    const [text] = await world.owner.db.select().from(messages).where(eq(messages.borrowerId, one.person.id))
    expect(text?.body).toContain('测试委外')
    expect(await place(one, other.id)).toEqual(['placement_notice'])
    expect(await place(one, agency.id)).toEqual(['placed'])
    expect((await one.row()).agencyId).toBe(agency.id)
    expect(await refusalOf(place(one, agency.id))).toBe('case_already_placed')
    expect((await getPlacementPanel(one.supervisor, one.person.id, one.caseId)).live).toMatchObject({ name: { zhCn: '测试委外' } })
  })

  it('sends one notice however often it is asked for, and another where the first did not arrive', async () => {
    const one = await scene()
    const agency = await world.agency(one.lender.id)
    const send = () => sendPlacementNotice(one.supervisor, { ...one.key, agencyId: agency.id })
    const [first, again] = [await send(), await send()]
    expect(again).toEqual({ messageId: first.messageId, outcome: 'already_queued' })
    await world.owner.db.update(messages).set({ status: 'blocked', blockedBy: 'number_invalid' }).where(eq(messages.id, first.messageId ?? ''))
    expect((await send()).outcome).toBe('queued')
  })

  it.each<[string, Partial<typeof agencies.$inferInsert>, string]>([
    ['listed', { listedSince: null }, 'agency_listed'],
    ['listed still', { listedUntil: localDate('2026-06-14') }, 'agency_listed'],
    ['evaluated within a year', { evaluatedOn: localDate('2025-06-10') }, 'agency_evaluated'],
    ['bound not to subcontract', { allowsSubcontracting: true }, 'no_subcontracting'],
  ])('is only for an agency that is %s', async (_name, options, rule) => {
    const one = await scene()
    const agency = await world.agency(one.lender.id, options)
    await tell(one, agency.id)
    expect(await place(one, agency.id)).toContain(rule)
    expect(await world.owner.db.select().from(placements).where(eq(placements.borrowerId, one.person.id))).toEqual([])
  })

  it('waits for holds, and is once for one request', async () => {
    const one = await scene()
    const agency = await world.agency(one.lender.id)
    await tell(one, agency.id)
    const requestKey = newId()
    const answers = await Promise.all(Array.from({ length: 5 }, () => placeCase(one.supervisor, { ...one.key, agencyId: agency.id, requestKey })))
    expect(new Set(answers.map(answer => (answer.outcome === 'placed' ? answer.placementId : 'blocked'))).size).toBe(1)
    const held = await scene()
    const theirs = await world.agency(held.lender.id)
    await tell(held, theirs.id)
    await startHold(held.supervisor, { ...held.key, reason: 'hardship', sourceId: null, endsAt: new Date('2026-07-01T00:00:00.000Z') })
    expect(await place(held, theirs.id)).toEqual(['hold_hardship'])
  })

  it('is a supervisor’s, at the own lender, with an own agency', async () => {
    const [one, other] = [await scene(), await scene()]
    const [agency, foreign] = [await world.agency(one.lender.id), await world.agency(other.lender.id)]
    const input = { ...one.key, agencyId: agency.id, requestKey: newId() }
    for (const role of ['collector', 'negotiator', 'compliance', 'admin'] as const) expect(await refusalOf(placeCase(await one.as(role), input))).toBe('forbidden')
    expect(await refusalOf(placeCase(other.supervisor, input))).toBe('not_found')
    expect(await refusalOf(placeCase(one.supervisor, { ...input, agencyId: foreign.id }))).toBe('not_found')
    expect(await refusalOf(sendPlacementNotice(one.supervisor, { ...one.key, agencyId: foreign.id }))).toBe('not_found')
  })
})

describe('an agency', () => {
  it('calls whom it was given under the caps of all, and reports what came of it', async () => {
    const one = await scene()
    const { agency, agencyId } = await placedWith(world, one.lender.id, one.key)
    for (let i = 0; i < 3; i++) {
      const { borrowerId, decision } = await one.call(agency)
      expect(decision.decision).toBe('allowed')
      expect(await reportContact(agency, { borrowerId, decisionId: decision.decisionId, outcome: i === 2 ? 'DSP' : 'RPC', note: null })).toMatchObject({ contactId: expect.any(String) })
    }
    const lenders = await world.ctx({ kind: 'api', id: newId(), lenderId: one.lender.id, scopes: ['guard:decide'] })
    expect((await one.call(lenders)).decision.reasons.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['conversations_per_day', 'hold_dispute']))
    const taken = await world.owner.db.select().from(guardDecisions).where(and(eq(guardDecisions.borrowerId, one.person.id), eq(guardDecisions.kind, 'call'), eq(guardDecisions.decision, 'allowed')))
    expect(taken.map(({ actorKind, agencyId }) => [actorKind, agencyId])).toEqual(Array.from({ length: 3 }, () => ['agency', agencyId]))
    expect(await world.owner.db.select().from(holds).where(eq(holds.borrowerId, one.person.id))).toMatchObject([{ reason: 'dispute' }])
  })

  it('counts as everybody: a call of the desk leaves it less', async () => {
    const one = await scene()
    const { agency } = await placedWith(world, one.lender.id, one.key)
    await one.call(await world.ctx({ kind: 'api', id: newId(), lenderId: one.lender.id, scopes: ['guard:decide'] }))
    const { decision } = await one.call(agency)
    expect(decision.remaining.find(({ rule }) => rule === 'conversations_per_day')).toMatchObject({ used: 1, limit: 3 })
  })

  it('finds nobody else’s borrower, and nobody after the recall, without a request in between', async () => {
    const [one, other] = [await scene(), await scene()]
    const { agency, placementId, supervisor } = await placedWith(world, one.lender.id, one.key)
    const rival = await world.ctx((await world.agency(one.lender.id)).actor)
    const elsewhere = await placedWith(world, other.lender.id, other.key)
    expect(await refusalOf(one.call(rival))).toBe('payment_target_unknown')
    expect(await refusalOf(one.call(elsewhere.agency))).toBe('payment_target_unknown')
    const { decision } = await one.call(agency)
    const report = { borrowerId: one.person.id, decisionId: decision.decisionId, outcome: null, note: null }
    expect(await refusalOf(reportContact(rival, report))).toBe('not_found')
    await recallPlacement(supervisor, { ...one.key, placementId, reason: 'complaint' })
    expect(await refusalOf(one.call(agency))).toBe('payment_target_unknown')
    expect(await refusalOf(reportContact(agency, report))).toBe('not_found')
    expect((await one.row()).agencyId).toBeNull()
  })

  it('loses sight of a case that is closed', async () => {
    const one = await scene()
    const { agency } = await placedWith(world, one.lender.id, one.key)
    await world.owner.db.update(cases).set({ status: 'closed', queue: 'closed' }).where(eq(cases.id, one.caseId))
    expect(await refusalOf(one.call(agency))).toBe('payment_target_unknown')
  })

  it('places nothing, sues nobody, pays nothing in, and sends nothing under another purpose', async () => {
    const one = await scene()
    const { agency } = await placedWith(world, one.lender.id, one.key)
    for (const kind of ['placement', 'legal_step'] as const) expect(await refusalOf(one.call(agency, { kind }))).toBe('forbidden')
    expect(await refusalOf(placeCase(agency, { ...one.key, agencyId: agency.actor.agencyId, requestKey: newId() }))).toBe('forbidden')
    expect(await refusalOf(listPayments(agency, {}))).toBe('forbidden')
    const { borrowerId, decision } = await one.call(agency, { kind: 'sms', templateCode: 'payment_received' })
    const [row] = await world.owner.db.select().from(guardDecisions).where(and(eq(guardDecisions.borrowerId, borrowerId), eq(guardDecisions.id, decision.decisionId)))
    expect(row?.purpose).toBe('collection')
  })

  it('is held by the database too: it sees its borrowers, no papers and no staff, and decides about nobody else', async () => {
    const [one, other] = [await scene(), await scene()]
    const neighbour = await world.borrower(one.lender.id)
    const { agency } = await placedWith(world, one.lender.id, one.key)
    await other.call(await world.ctx({ kind: 'api', id: newId(), lenderId: other.lender.id, scopes: ['guard:decide'] }))
    const seen = await read(agency, async ({ db }) => ({
      borrowers: (await db.select({ id: borrowers.id }).from(borrowers)).map(({ id }) => id),
      points: new Set((await db.select({ id: contactPoints.borrowerId }).from(contactPoints)).map(({ id }) => id)),
      loans: (await db.select({ id: loans.borrowerId }).from(loans)).map(({ id }) => id),
      agencies: (await db.select({ id: agencies.id }).from(agencies)).map(({ id }) => id),
      hidden: [await db.$count(documents), await db.$count(staffAccounts), await db.$count(templates, sql`lender_id <> ${one.lender.id}`)],
    }))
    expect(seen).toEqual({ borrowers: [one.person.id], points: new Set([one.person.id]), loans: [one.person.id], agencies: [agency.actor.agencyId], hidden: [0, 0, 0] })
    const raw = (borrowerId: string) =>
      transaction(agency, ({ db }) => db.execute(sql`select guard_lock(${borrowerId}::uuid)`)).then(
        () => 'accepted',
        (error: unknown) => constraintOf(error) ?? (error instanceof Error ? error.message : 'unknown'),
      )
    expect(await raw(one.person.id)).toBe('accepted')
    expect(await raw(neighbour.id)).toBe('not_found')
    const many = { caseId: null, kind: 'call', purpose: 'collection', contactPointId: neighbour.phoneId, requestKey: newId() } as const
    expect(await refusalOf(decideMany(agency, [{ ...many, borrowerId: neighbour.id }]))).toBe('not_found')
  })
})

describe('recalling', () => {
  it('is a supervisor’s, acts once and is said once', async () => {
    const [one, other] = [await scene(), await scene()]
    const { placementId, supervisor } = await placedWith(world, one.lender.id, one.key)
    const recall = { ...one.key, placementId, reason: 'agency changed' }
    expect(await refusalOf(recallPlacement(one.ctx, recall))).toBe('forbidden')
    expect(await refusalOf(recallPlacement(other.supervisor, recall))).toBe('not_found')
    await Promise.all([recallPlacement(supervisor, recall), recallPlacement(supervisor, { ...recall, reason: 'again' })])
    await recallPlacement(supervisor, { ...recall, reason: 'and again' })
    const events = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.borrowerId, one.person.id), eq(auditEvents.type, 'placement.recalled')))
    expect(events).toHaveLength(1)
    expect(await place(one, (await world.agency(one.lender.id)).id)).toEqual(['placement_notice'])
  })
})
