import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, contactPoints } from '@/db/schema'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { setPreferences } from './commands'
import { getPreferences } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function aBorrower() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  return { lender, borrower, ctx: await world.borrowerCtx(lender.id, borrower.id) }
}
const eventsOf = async (borrowerId: string) =>
  (await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, borrowerId))).map(({ type, data }) => ({ type, data }))

describe('setPreferences', () => {
  it('sets language, hours and consents together, and says what changed and nothing else', async () => {
    const { borrower, ctx } = await aBorrower()
    const change = { locale: 'en', hours: '18:00-21:00', consents: { [borrower.phoneId]: 'refused' } } as const
    await setPreferences(ctx, change)
    await setPreferences(ctx, change)
    expect(await getPreferences(ctx)).toMatchObject({ locale: 'en', contactHours: '18:00-21:00', points: [{ id: borrower.phoneId, consent: 'refused' }] })
    expect(await eventsOf(borrower.id)).toEqual([
      { type: 'preferences.language_set', data: { before: 'zh-CN', after: 'en' } },
      { type: 'preferences.contact_hours_set', data: { before: null, after: '18:00-21:00' } },
      { type: 'preferences.consent_set', data: { contactPointId: borrower.phoneId, before: 'unknown', after: 'refused' } },
    ])
    await setPreferences(ctx, { hours: null })
    expect(await getPreferences(ctx)).toMatchObject({ locale: 'en', contactHours: null, points: [{ consent: 'refused' }] })
  })

  it('sets nothing where one part cannot be: a number of somebody else', async () => {
    const { lender, borrower, ctx } = await aBorrower()
    const neighbour = await world.borrower(lender.id)
    await expect(setPreferences(ctx, { locale: 'en', hours: '08:00-12:00', consents: { [borrower.phoneId]: 'refused', [neighbour.phoneId]: 'refused' } })).rejects.toMatchObject({ code: 'not_found' })
    expect(await getPreferences(ctx)).toMatchObject({ locale: 'zh-CN', contactHours: null, points: [{ consent: 'unknown' }] })
    const [untouched] = await world.owner.db.select().from(contactPoints).where(eq(contactPoints.id, neighbour.phoneId))
    expect(untouched?.consent).toBe('unknown')
    expect(await eventsOf(borrower.id)).toEqual([])
  })

  it('is the borrower’s own', async () => {
    const { lender } = await aBorrower()
    const staff = await world.ctx(await world.staff(lender.id, 'collector'))
    await expect(setPreferences(staff, { locale: 'en' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('meets itself: two forms sent at once leave one event for each change', async () => {
    const { borrower, ctx } = await aBorrower()
    await Promise.all(Array.from({ length: 6 }, () => setPreferences(ctx, { locale: 'en', consents: { [borrower.phoneId]: 'granted' } })))
    expect((await eventsOf(borrower.id)).map(event => event.type).sort()).toEqual(['preferences.consent_set', 'preferences.language_set'])
  })
})
