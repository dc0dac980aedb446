import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, contactPoints, contacts, guardDecisions, holds, messages, paymentLinks } from '@/db/schema'
import { newId } from '../clock'
import { addDays, addHours, atHour } from '../dates'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { toToken } from '../url-token'
import { logInbound, logOutcome, startCall } from './commands'
import { sendMessageToBorrower } from './message-commands'
import { OUTCOME_CODES, type OutcomeCode } from './outcomes'
import { addContactPoint, revealContact } from './point-commands'
import { getContactPanel, listUnloggedCalls } from './queries'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

type Scene = Awaited<ReturnType<typeof deskScene>>
const call = ({ ctx, key, person }: Scene, requestKey = newId(), on = ctx) =>
  startCall(on, { ...key, contactPointId: person.phoneId, requestKey })
const result = (outcome: OutcomeCode) => ({ outcome, note: null, callBackOn: null })
async function calledWith(scene: Scene, outcome: OutcomeCode) {
  const started = await call(scene)
  if (started.outcome !== 'started') throw new Error('the guard should allow the first call')
  return logOutcome(scene.ctx, { ...scene.key, contactId: started.contactId, ...result(outcome) })
}
const pointOf = async ({ person }: Scene) =>
  (await world.owner.db.select().from(contactPoints).where(eq(contactPoints.id, person.phoneId)))[0]
const holdsOf = ({ person }: Scene) => world.owner.db.select().from(holds).where(eq(holds.borrowerId, person.id))

describe('a call', () => {
  it('is one call however often the same form is sent, also at once', async () => {
    const scene = await deskScene(world)
    const key = newId()
    const answers = await Promise.all(Array.from({ length: 8 }, () => call(scene, key)))
    expect(new Set(answers.map(answer => (answer.outcome === 'started' ? answer.contactId : 'blocked'))).size).toBe(1)
    expect(await world.owner.db.select().from(contacts).where(eq(contacts.borrowerId, scene.person.id))).toHaveLength(1)
  })

  it('is blocked at night, and the block is kept without a contact', async () => {
    const scene = await deskScene(world)
    const answer = await call(scene, newId(), await world.ctx(scene.collector, addHours(NOON, 11)))
    expect(answer).toMatchObject({ outcome: 'blocked', decision: { reasons: [{ rule: 'quiet_hours' }] } })
    expect(await world.owner.db.select().from(contacts).where(eq(contacts.borrowerId, scene.person.id))).toEqual([])
    const decided = and(eq(guardDecisions.borrowerId, scene.person.id), eq(guardDecisions.decision, 'blocked'))
    expect(await world.owner.db.select().from(guardDecisions).where(decided)).toHaveLength(1)
  })

  it('marks the case as touched and gives it an owner', async () => {
    const scene = await deskScene(world)
    await call(scene)
    expect(await scene.row()).toMatchObject({ ownerId: scene.collector.id, lastContactAt: NOON })
  })

  it('is not for strangers: other lender, other borrower’s number, wrong role', async () => {
    const mine = await deskScene(world)
    const theirs = await deskScene(world)
    expect(await refusalOf(call(mine, newId(), theirs.ctx))).toBe('not_found')
    const crossed = await startCall(mine.ctx, { ...mine.key, contactPointId: theirs.person.phoneId, requestKey: newId() })
    expect(crossed).toMatchObject({ outcome: 'blocked', decision: { reasons: [{ rule: 'number_not_on_file' }] } })
    const compliance = await world.ctx(await world.staff(mine.lender.id, 'compliance'))
    expect(await refusalOf(call(mine, newId(), compliance))).toBe('forbidden')
  })
})

describe('calls without a result', () => {
  it('are listed to the caller alone, until the result is said', async () => {
    const scene = await deskScene(world)
    const started = await call(scene)
    const contactId = started.outcome === 'started' ? started.contactId : ''
    expect(await listUnloggedCalls(scene.ctx)).toMatchObject([{ token: toToken(scene.key.borrowerId, scene.key.caseId), occurredAt: NOON }])
    const colleague = await world.ctx(await world.staff(scene.lender.id, 'collector'))
    expect(await listUnloggedCalls(colleague)).toEqual([])
    expect(await listUnloggedCalls((await deskScene(world)).ctx)).toEqual([])
    await logOutcome(scene.ctx, { ...scene.key, contactId, ...result('NA') })
    expect(await listUnloggedCalls(scene.ctx)).toEqual([])
    const compliance = await world.ctx(await world.staff(scene.lender.id, 'compliance'))
    expect(await refusalOf(listUnloggedCalls(compliance))).toBe('forbidden')
  })
})

describe('a result', () => {
  it('is said once', async () => {
    const scene = await deskScene(world)
    const started = await call(scene)
    const contactId = started.outcome === 'started' ? started.contactId : ''
    const both = await Promise.all(
      ['NA', 'RPC'].map(code => refusalOf(logOutcome(scene.ctx, { ...scene.key, contactId, ...result(code as OutcomeCode) }))),
    )
    expect(both.sort()).toEqual(['accepted', 'outcome_already_logged'])
  })

  it.each([
    ['EN', { validity: 'invalid' }],
    ['WN', { validity: 'wrong_person' }],
    ['DNC', { consent: 'refused', validity: 'valid' }],
    ['RPC', { validity: 'valid', consent: 'unknown' }],
    ['NA', { validity: 'unknown', consent: 'unknown' }],
  ] as const)('%s changes what is known of the number', async (code, expected) => {
    const scene = await deskScene(world)
    await calledWith(scene, code)
    expect(await pointOf(scene)).toMatchObject(expected)
  })

  it.each([
    ['DSP', 'dispute', 20],
    ['CMP', 'complaint', 15],
    ['ATT', 'lawyer', 90],
    ['DEC', 'bereavement', 180],
    ['BK', 'insolvency', 180],
  ] as const)('%s pauses collection for a %s', async (code, reason, days) => {
    const scene = await deskScene(world)
    await calledWith(scene, code)
    const [hold] = await holdsOf(scene)
    expect(hold).toMatchObject({ reason, endedAt: null })
    expect(hold?.endsAt.toISOString()).toBe(`${addDays(scene.ctx.today, days - 1)}T16:00:00.000Z`)
    expect((await scene.row()).queue).toBe('held')
    expect(await call(scene)).toMatchObject({ outcome: 'blocked' })
  })

  it('leads on: a promise, a hardship application, a call-back day', async () => {
    expect(await calledWith(await deskScene(world), 'PTP')).toEqual({ next: 'promise' })
    expect(await calledWith(await deskScene(world), 'UTP')).toEqual({ next: 'hardship' })
    const scene = await deskScene(world)
    const contactId = newId()
    const inbound = {
      ...scene.key,
      contactId,
      kind: 'call' as const,
      contactPointId: scene.person.phoneId,
      outcome: 'CB' as const,
      note: null,
    }
    expect(await refusalOf(logInbound(scene.ctx, { ...inbound, callBackOn: null }))).toBe('check_fields')
    await logInbound(scene.ctx, { ...inbound, callBackOn: addDays(scene.ctx.today, 3) })
    await logInbound(scene.ctx, { ...inbound, callBackOn: addDays(scene.ctx.today, 9) })
    expect((await scene.row()).wakesAt).toEqual(atHour(addDays(scene.ctx.today, 3), 0, scene.ctx.lender.timeZone))
    expect(await world.owner.db.select().from(contacts).where(eq(contacts.borrowerId, scene.person.id))).toMatchObject([
      { direction: 'in', id: contactId },
    ])
  })

  it('exists for every code without an error', async () => {
    const scene = await deskScene(world)
    for (const outcome of OUTCOME_CODES.filter(
      code => !['CB', 'NA', 'BUSY', 'PO', 'LM', 'TPC', 'WN', 'EN', 'SO'].includes(code),
    )) {
      await logInbound(scene.ctx, { ...scene.key, contactId: newId(), kind: 'call', contactPointId: null, ...result(outcome) })
    }
  })
})

describe('a number', () => {
  it('is shown in full to those who may, with a reason on record', async () => {
    const scene = await deskScene(world)
    const shown = await revealContact(scene.ctx, { ...scene.key, contactPointId: scene.person.phoneId, reason: 'call_outside' })
    expect(shown.value).toBe(scene.person.phone)
    const traces = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, scene.person.id))
    expect(traces.find(trace => trace.type === 'contact_point.revealed')?.data).toEqual({
      contactPointId: scene.person.phoneId,
      reason: 'call_outside',
    })
    const reviewer = await world.ctx(await world.staff(scene.lender.id, 'reviewer'))
    const asked = { ...scene.key, contactPointId: scene.person.phoneId, reason: 'call_outside' as const }
    expect(await refusalOf(revealContact(reviewer, asked))).toBe('forbidden')
    expect(await refusalOf(revealContact((await deskScene(world)).ctx, asked))).toBe('not_found')
  })

  it('is added once, masked, and blocked when it is somebody else’s', async () => {
    const scene = await deskScene(world)
    const added = {
      ...scene.key,
      kind: 'phone' as const,
      relation: 'spouse' as const,
      personName: '李四',
      value: '139 1234 5678',
    }
    await addContactPoint(scene.ctx, added)
    expect(await refusalOf(addContactPoint(scene.ctx, added))).toBe('contact_point_known')
    expect(await refusalOf(addContactPoint(scene.ctx, { ...added, value: '12' }))).toBe('check_fields')
    const panel = await getContactPanel(scene.ctx, scene.person.id, scene.caseId, 'Asia/Shanghai')
    expect(panel.points.map(point => [point.relation, point.call?.decision])).toEqual([
      ['self', 'allowed'],
      ['spouse', 'blocked'],
    ])
    expect(JSON.stringify(panel)).not.toContain('12345678')
    expect(panel.meter).toEqual({ usedToday: 0, limitToday: 3, nextPermittedAt: null })
  })
})

describe('a message', () => {
  it('with a payment link leads to the page to pay, where the link waits for what is due, once', async () => {
    const scene = await deskScene(world)
    const input = { ...scene.key, templateCode: 'payment_link' as const, kind: 'sms' as const, requestKey: newId() }
    expect((await sendMessageToBorrower(scene.ctx, input)).outcome).toBe('queued')
    expect((await sendMessageToBorrower(scene.ctx, input)).outcome).toBe('already_queued')
    const [message] = await world.owner.db.select().from(messages).where(eq(messages.borrowerId, scene.person.id))
    expect(message).toMatchObject({ purpose: 'collection', body: expect.stringMatching(/\/portal\/[^/]+\/pay\b/) as string })
    const links = await world.owner.db.select().from(paymentLinks).where(eq(paymentLinks.borrowerId, scene.person.id))
    expect(links).toMatchObject([{ state: 'created', address: null, loanId: null, sentBy: scene.ctx.actor.id }])
    expect(links[0]?.amountCents).toBeGreaterThan(0)
    expect(await refusalOf(sendMessageToBorrower((await deskScene(world)).ctx, { ...input, requestKey: newId() }))).toBe('not_found')
  })

  it('is queued once for one form, in the lender’s words', async () => {
    const scene = await deskScene(world)
    const input = { ...scene.key, templateCode: 'overdue_notice' as const, kind: 'sms' as const, requestKey: newId() }
    expect((await sendMessageToBorrower(scene.ctx, input)).outcome).toBe('queued')
    expect((await sendMessageToBorrower(scene.ctx, input)).outcome).toBe('already_queued')
    expect(await world.owner.db.select().from(messages).where(eq(messages.borrowerId, scene.person.id))).toHaveLength(1)
    expect(await refusalOf(sendMessageToBorrower((await deskScene(world)).ctx, { ...input, requestKey: newId() }))).toBe(
      'not_found',
    )
  })
})
