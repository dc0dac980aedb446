import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, borrowers, contactPoints, contacts, guardDecisions, hardshipApplications } from '@/db/schema'
import { encryptValue, indexValue } from '../borrowers/private-values'
import { newId } from '../clock'
import { reportContact } from '../contacts/report-commands'
import type { ApiActor, Ctx } from '../context'
import { addMinutes } from '../dates'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { decideContact } from './commands'
import { getDecision } from './decision-queries'
import { takeDecision } from './machine-commands'
import { DecisionBody } from './machine-input'
import { transaction } from '../transaction'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene() {
  const desk = await deskScene(world)
  const robot: ApiActor = { kind: 'api', id: newId(), lenderId: desk.lender.id, scopes: ['guard:decide'] }
  const [person] = await world.owner.db.select().from(borrowers).where(eq(borrowers.id, desk.person.id))
  return { ...desk, robot, api: await world.ctx(robot), number: person?.number ?? '' }
}
const call = (number: string, phone: string, more = {}) => DecisionBody.parse({ borrowerNumber: number, kind: 'call', number: phone, ...more })

async function addRelative(one: Awaited<ReturnType<typeof scene>>, consent: string) {
  const id = newId()
  const phone = `+86139${String(Date.parse(NOON.toISOString()) + one.number.length).slice(-8)}`
  await world.owner.db.insert(contactPoints).values({
    borrowerId: one.person.id,
    id,
    lenderId: one.lender.id,
    kind: 'phone',
    relation: 'friend',
    consent,
    valueMasked: '139****',
    valueCipher: encryptValue({ table: 'contact_points', column: 'value', rowId: id }, phone),
    valueIndex: indexValue(one.lender.id, 'phone', phone),
    createdAt: NOON,
  })
  return { id, phone }
}

describe('a robot', () => {
  it('takes the same allowance as everybody: three conversations a day, whoever has them', async () => {
    const one = await scene()
    for (let i = 0; i < 3; i++) {
      const { borrowerId, decision } = await takeDecision(one.api, call(one.number, one.person.phone), newId())
      expect(decision.decision).toBe('allowed')
      await reportContact(one.api, { borrowerId, decisionId: decision.decisionId, outcome: 'RPC', note: null })
    }
    const fourth = await takeDecision(one.api, call(one.number, one.person.phone), newId())
    expect(fourth.decision.decision).toBe('blocked')
    expect(fourth.decision.nextPermittedAt?.toISOString()).toBe('2026-06-16T00:00:00.000Z')
    const byHand = await transaction(one.ctx, ctx =>
      decideContact(ctx, { borrowerId: one.person.id, caseId: one.caseId, kind: 'call', purpose: 'collection', contactPointId: one.person.phoneId, requestKey: newId() }),
    )
    expect(byHand.decision).toBe('blocked')
  })

  it('gets one decision for one key, and its contact is written once', async () => {
    const one = await scene()
    const first = await takeDecision(one.api, call(one.number, one.person.phone), 'the-key')
    expect((await takeDecision(one.api, call(one.number, one.person.phone), 'the-key')).decision.decisionId).toBe(first.decision.decisionId)
    const report = { borrowerId: one.person.id, decisionId: first.decision.decisionId, note: null }
    const made = await reportContact(one.api, { ...report, outcome: null })
    expect(await reportContact(one.api, { ...report, outcome: 'NA' })).toEqual({ contactId: made.contactId, outcome: 'NA' })
    expect((await reportContact(one.api, { ...report, outcome: 'RPC' })).outcome).toBe('NA')
    expect(await world.owner.db.select().from(contacts).where(eq(contacts.borrowerId, one.person.id))).toHaveLength(1)
  })

  it('leaves one trace of a decision, however often and however much at once it is asked with its key', async () => {
    const one = await scene()
    const key = newId()
    const asked = await Promise.all(Array.from({ length: 5 }, () => takeDecision(one.api, call(one.number, one.person.phone), key)))
    expect(new Set(asked.map(({ decision }) => decision.decisionId)).size).toBe(1)
    expect(asked.filter(({ decision }) => !decision.isReplay)).toHaveLength(1)
    expect(await world.owner.db.$count(auditEvents, and(eq(auditEvents.borrowerId, one.person.id), eq(auditEvents.type, 'guard.decided')))).toBe(1)
  })

  it('may not dial a number that is not on file, nor report another key’s decision, nor one that is old', async () => {
    const one = await scene()
    const unknown = await takeDecision(one.api, call(one.number, '13800009999'), newId())
    expect(unknown.decision.reasons.map(reason => reason.rule)).toContain('number_not_on_file')
    const allowed = await takeDecision(one.api, call(one.number, one.person.phone), newId())
    const report = { borrowerId: one.person.id, decisionId: allowed.decision.decisionId, outcome: null, note: null }
    const other = await world.ctx({ ...one.robot, id: newId() })
    expect(await refusalOf(reportContact(other, report))).toBe('not_found')
    expect(await refusalOf(reportContact(await world.ctx(one.robot, addMinutes(NOON, 11)), report))).toBe('decision_missing')
    const powerless = await world.ctx({ ...one.robot, scopes: ['payment:record'] })
    expect(await refusalOf(takeDecision(powerless, call(one.number, one.person.phone), newId()))).toBe('forbidden')
    const foreign = (await scene()).api
    expect(await refusalOf(takeDecision(foreign, call(one.number, one.person.phone), newId()))).toBe('payment_target_unknown')
  })

  it('visits nobody and places no case where nothing is proven', async () => {
    const one = await scene()
    for (const kind of ['visit', 'placement'] as const) {
      const { decision } = await takeDecision(one.api, DecisionBody.parse({ borrowerNumber: one.number, kind, legalStep: 'suit' }), newId())
      expect(decision.decision, kind).toBe('blocked')
    }
  })
})

describe('somebody else', () => {
  it('is called only after the contact is lost, with consent and a reason, and never for payment', async () => {
    const one = await scene()
    const friend = await addRelative(one, 'granted')
    const ask = (ctx: Ctx<ApiActor>, more = {}) => takeDecision(ctx, call(one.number, friend.phone, { kind: 'third_party_call', asks: 'location', reason: 'phone switched off', ...more }), newId())
    expect((await ask(one.api)).decision.reasons.map(reason => reason.rule)).toContain('lost_contact')
    for (let i = 0; i < 3; i++) {
      const { decision } = await takeDecision(one.api, call(one.number, one.person.phone), newId())
      await reportContact(one.api, { borrowerId: one.person.id, decisionId: decision.decisionId, outcome: 'NA', note: null })
    }
    const today = (await ask(one.api)).decision
    expect(today).toMatchObject({ decision: 'blocked', nextPermittedAt: new Date('2026-06-16T00:00:00.000Z') })
    const tomorrow = await world.ctx(one.robot, addMinutes(NOON, 24 * 60))
    expect((await ask(tomorrow, { asks: 'payment' })).decision.decision).toBe('blocked')
    expect((await ask(tomorrow, { reason: undefined })).decision.reasons.map(reason => reason.rule)).toEqual(['third_person_consent'])
    const allowed = (await ask(tomorrow)).decision
    expect(allowed.decision).toBe('allowed')
    expect(allowed.conditions.length).toBeGreaterThan(0)
    await reportContact(tomorrow, { borrowerId: one.person.id, decisionId: allowed.decisionId, outcome: 'DNC', note: null })
    expect((await ask(tomorrow)).decision.reasons.map(reason => reason.rule)).toContain('third_person_refused')
  })
})

describe('a warning', () => {
  it('asks staff for a reason, keeps it, and lets the call through', async () => {
    const one = await scene()
    await world.owner.db.insert(hardshipApplications).values({
      borrowerId: one.person.id,
      id: newId(),
      lenderId: one.lender.id,
      caseId: one.caseId,
      number: `H-${newId().slice(-8)}`,
      status: 'withdrawn',
      channel: 'portal',
      needs: ['more_time'],
      startedAt: NOON,
      changedAt: NOON,
    })
    const ask = (reason?: string) =>
      transaction(one.ctx, ctx =>
        decideContact(ctx, { borrowerId: one.person.id, caseId: one.caseId, kind: 'call', purpose: 'collection', contactPointId: one.person.phoneId, reason, requestKey: newId() }),
      )
    expect((await ask()).decision).toBe('allowed')
    expect((await ask()).decision).toBe('needs_reason')
    const reasoned = await ask('she asked us to call back today')
    expect(reasoned.decision).toBe('allowed')
    const compliance = await world.ctx(await world.staff(one.lender.id, 'compliance'))
    expect((await getDecision(compliance, one.person.id, reasoned.decisionId)).decision.givenReason).toBe('she asked us to call back today')
  })
})

describe('a stored decision', () => {
  it('decided once more from what it kept gives the same answer', async () => {
    const one = await scene()
    const night = await world.ctx(one.robot, new Date('2026-06-15T15:00:00.000Z'))
    await takeDecision(one.api, call(one.number, one.person.phone), newId())
    await takeDecision(night, call(one.number, one.person.phone), newId())
    await takeDecision(one.api, call(one.number, '13800009999'), newId())
    const compliance = await world.ctx(await world.staff(one.lender.id, 'compliance'))
    const rows = await world.owner.db.select().from(guardDecisions).where(and(eq(guardDecisions.borrowerId, one.person.id)))
    expect(rows.map(row => row.decision).sort()).toEqual(['allowed', 'blocked', 'blocked'])
    for (const row of rows) expect((await getDecision(compliance, one.person.id, row.id)).replayed.outcome).toBe('same')
    expect(await refusalOf(getDecision(one.ctx, one.person.id, rows[0]?.id ?? ''))).toBe('forbidden')
  })
})
