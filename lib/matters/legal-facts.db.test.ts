import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holds, loans, promises } from '@/db/schema'
import { newId } from '../clock'
import { addHours, localDate } from '../dates'
import { decideContact } from '../guard/commands'
import { previewContact } from '../guard/queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { deskScene } from '../testing/desk-scene'
import { NOON, openWorld, testPolicy, type World } from '../testing/world'
import { read, transaction } from '../transaction'
import { loadLegalFacts } from './legal-facts-queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

type Scene = Awaited<ReturnType<typeof deskScene>>
const facts = async ({ person, ctx }: Scene, now = NOON) => {
  const later = await world.ctx(ctx.actor, now)
  return (await read(later, inner => loadLegalFacts(inner, [person.id]))).get(person.id)
}
const suit = async ({ person, caseId, collector }: Scene, now = NOON) => {
  const ctx = await world.ctx(collector, now)
  const action = { kind: 'legal_step', purpose: 'collection', contactPointId: null, legalStep: 'suit' } as const
  const { decision, reasons } = await transaction(ctx, inner => decideContact(inner, { ...action, borrowerId: person.id, caseId, requestKey: newId() }))
  return [decision, ...reasons.map(({ rule }) => rule)]
}
const promise = ({ person, lender, caseId, loanId }: Scene, madeOn: string) =>
  world.owner.db.insert(promises).values({
    ...{ borrowerId: person.id, id: newId(), lenderId: lender.id, caseId, loanIds: [loanId], amountCents: cents(100), dueOn: localDate(madeOn) },
    ...{ graceDays: 1, tolerancePpm: 0, status: 'broken', paidCents: cents(0), madeOn: localDate(madeOn), createdAt: NOON },
  })

describe('a suit over a real case', () => {
  it('may be filed while limitation runs, the books are sound and nobody disputes them', async () => {
    const one = await deskScene(world)
    expect(await facts(one)).toEqual({ limitationEndsOn: '2030-05-01', defenceWaived: false, amountIsCertain: true, penaltyWithinCap: true })
    expect(await suit(one)).toEqual(['allowed'])
  })

  it('is barred after the end, which a promise within it moves and a promise after it gives up', async () => {
    const one = await deskScene(world)
    const late = new Date('2030-06-03T04:00:00.000Z')
    expect(await suit(one, late)).toEqual(['blocked', 'limitation'])
    await promise(one, '2029-01-10')
    expect(await facts(one, late)).toMatchObject({ limitationEndsOn: '2032-01-10', defenceWaived: false })
    expect(await suit(one, late)).toEqual(['allowed'])
    const later = new Date('2033-06-03T04:00:00.000Z')
    await promise(one, '2032-05-10')
    expect(await facts(one, later)).toMatchObject({ limitationEndsOn: '2032-01-10', defenceWaived: true })
  })

  it('waits for a dispute and for books that do not agree', async () => {
    const one = await deskScene(world)
    await world.owner.db.insert(holds).values({ borrowerId: one.person.id, id: newId(), lenderId: one.lender.id, caseId: one.caseId, reason: 'dispute', startsAt: addHours(NOON, -1), endsAt: addHours(NOON, 100) })
    expect(await suit(one)).toEqual(['blocked', 'hold_dispute', 'amount_certain'])
    const other = await deskScene(world)
    await world.owner.db.update(loans).set({ dueCents: cents(1) }).where(eq(loans.id, other.loanId))
    expect(await suit(other)).toEqual(['blocked', 'amount_certain'])
  })

  it('asks for a lawful penalty and for a limitation that somebody worked out', async () => {
    const dear = await deskScene(world, { policy: { penalty: { ...testPolicy.penalty, allInCapPpm: null } } })
    expect(await suit(dear)).toEqual(['blocked', 'penalty_cap'])
    const abroad = await deskScene(world, { packs: ['us-reg-f'] })
    await world.owner.db.execute(sql`update lenders set currency = 'USD' where id = ${abroad.lender.id}`)
    expect(await facts(abroad)).toMatchObject({ limitationEndsOn: null })
  })
})

describe('a threat to sue', () => {
  it('is judged by the case’s own limitation, and only a threat asks for it', async () => {
    const one = await deskScene(world)
    const say = async (text: string, now: Date) => {
      const ctx = await world.ctx(one.collector, now)
      const [answer] = await previewContact(ctx, one.person.id, [{ kind: 'sms', purpose: 'collection', contactPointId: one.person.phoneId, content: { text } }])
      return answer?.reasons.map(({ rule }) => rule) ?? []
    }
    const late = new Date('2030-06-03T04:00:00.000Z')
    expect(await say('我们将向法院起诉', NOON)).not.toContain('time_barred_threat')
    expect(await say('我们将向法院起诉', late)).toContain('time_barred_threat')
    expect(await say('请与我们联系', late)).not.toContain('time_barred_threat')
  })
})
