import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents } from '@/db/schema'
import { newId } from '../clock'
import { decideContact } from '../guard/commands'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { setPreferences } from './commands'
import { getPreferences } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(async () => void (await world?.close()))

describe('the hours a borrower chooses', () => {
  it('are kept by the guard from the next moment on, recorded, and can be taken back', async () => {
    const { ctx, person, caseId, lender } = await deskScene(world)
    const borrower = await world.borrowerCtx(lender.id, person.id)
    const ask = (purpose: 'collection' | 'reply') =>
      transaction(ctx, inner => decideContact(inner, { borrowerId: person.id, caseId, kind: 'call', purpose, contactPointId: person.phoneId, requestKey: newId() }))
    await setPreferences(borrower, { hours: '18:00-21:00' })
    await setPreferences(borrower, { hours: '18:00-21:00' })
    expect((await getPreferences(borrower)).contactHours).toBe('18:00-21:00')
    const atNoon = await ask('collection')
    expect(atNoon).toMatchObject({ decision: 'blocked', nextPermittedAt: new Date('2026-06-15T10:00:00.000Z') })
    expect(atNoon.reasons.map(reason => reason.rule)).toEqual(['requested_times'])
    expect((await ask('reply')).decision).toBe('allowed')
    await setPreferences(borrower, { hours: null })
    expect((await ask('collection')).decision).toBe('allowed')
    const events = await world.owner.db.select({ type: auditEvents.type }).from(auditEvents).where(eq(auditEvents.borrowerId, person.id))
    expect(events.filter(event => event.type === 'preferences.contact_hours_set')).toHaveLength(2)
    expect(await refusalOf(setPreferences(ctx, { hours: null }))).toBe('forbidden')
  })
})
