import { afterAll, beforeAll, expect, it } from 'vitest'
import { useDatabase } from '../testing/database'
import { guardBook, type Circumstance } from '../testing/guard-book'
import { openWorld, type World } from '../testing/world'
import { read } from '../transaction'
import { loadSubject, loadSubjects } from './facts-queries'
import { ownRequest } from './own-request'
import { GuardRequest } from './request'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const asked = [
  { kind: 'call', purpose: 'collection' },
  { kind: 'sms', purpose: 'service' },
  { kind: 'email', purpose: 'collection' },
  { kind: 'third_party_call', purpose: 'collection', asks: 'location', reason: 'lost since May' },
] as const

it('loads many people as it loads one, and builds what the schema would', async () => {
  const book = await guardBook(world)
  const system = await world.systemCtx(book.lender.id)
  await read(system, async ctx => {
    const many = await loadSubjects(ctx, book.people.map(person => person.id))
    for (const person of book.people) {
      const one = await loadSubject(ctx, person.id)
      for (const action of asked)
        for (const contactPointId of [person.phoneId, null]) {
          const body = one({ ...action, contactPointId })
          expect(many.get(person.id)?.({ ...action, contactPointId }), person.circumstance).toEqual(body)
          const packs = ['house@1']
          expect(ownRequest(body, packs), person.circumstance).toEqual(GuardRequest.parse({ ...body, packs }))
        }
    }
    const facts = (circumstance: Circumstance) => many.get(book.find(circumstance).id)?.({ kind: 'call', purpose: 'collection', contactPointId: book.find(circumstance).phoneId })
    expect(facts('held')?.facts.holds).toEqual([{ reason: 'hardship', from: '2026-06-15T03:00:00.000Z', until: '2026-07-15T04:00:00.000Z' }])
    expect(facts('in_plan')?.facts.plan).toEqual({ isSigned: true })
    expect(facts('in_need')?.facts.needs).toEqual(['no_calls', 'slower_clock'])
    expect(facts('called')?.history.map(entry => entry.at)).toEqual(['2026-06-15T01:00:00.000Z', '2026-06-15T02:00:00.000Z', '2026-06-15T03:00:00.000Z'])
    expect(facts('represented')?.facts.attorney).toEqual({ since: '2026-06-12T04:00:00.000Z', until: null })
    expect(facts('ceased')?.facts).toMatchObject({ cease: { at: '2026-06-12T04:00:00.000Z', isWritten: true }, optOuts: [{ channel: 'all', at: '2026-06-12T04:00:00.000Z' }] })
    expect(facts('dead')?.facts.person).toEqual({ isDead: true })
    expect(facts('late_riser')?.facts.agreedTimes).toEqual([{ from: '20:00', to: '23:00' }])
    expect(facts('in_breathing_space')?.facts.breathingSpace).toEqual({ kind: 'standard', startedAt: '2026-06-12T04:00:00.000Z', treatmentEndedAt: null })
    expect(facts('disputing')?.facts).toMatchObject({
      validation: { noticeSentAt: '2026-06-12T04:00:00.000Z', periodEndsOn: '2026-07-10', disputedAt: '2026-06-12T04:00:00.000Z' },
      visit: { doNotVisit: true },
      locationKnown: true,
      identityVerified: true,
    })
    expect(facts('plain')?.facts.identityVerified).toBe(false)
    expect(facts('replied')?.history).toMatchObject([{ direction: 'in', purpose: 'reply', outcome: 'PTP' }])
  })
})

it('knows nobody of another lender', async () => {
  const book = await guardBook(world)
  const other = await world.lender()
  const stranger = await world.borrower(other.id)
  const system = await world.systemCtx(book.lender.id)
  await expect(read(system, ctx => loadSubjects(ctx, [book.find('plain').id, stranger.id]))).rejects.toMatchObject({ code: 'not_found' })
})
