import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, contactPoints, messages } from '@/db/schema'
import { newId } from '../clock'
import type { Channel } from '../outbox/render'
import { queueMessage } from '../outbox/commands'
import { sendMessage } from '../outbox/send-commands'
import type { TemplateCode } from '../outbox/template'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { setPreferences, stopMessages } from './commands'
import { optOut } from './opt-out-commands'
import { lookUpOptOut } from './opt-out-queries'
import { getPreferences } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const VALUES = { amount: '$1,000.00', days: '3', date: '2026-06-12', until: '2026-06-22', contract: 'T-1' }

async function scene() {
  const lender = await world.lender({ packs: ['us-reg-f'] })
  const borrower = await world.borrower(lender.id)
  const { id: caseId } = await world.openCase(lender.id, borrower.id)
  const system = await world.systemCtx(lender.id)
  const send = async (templateCode: TemplateCode, kind: Channel = 'sms') => {
    const values = templateCode === 'sign_in_code' ? { code: '123456' } : VALUES
    const { messageId } = await queueMessage(system, { borrowerId: borrower.id, caseId, templateCode, kind, values, uniqueKey: newId() })
    const sent = await sendMessage(system, borrower.id, messageId ?? '')
    const [row] = await world.owner.db.select().from(messages).where(eq(messages.id, messageId ?? ''))
    return { ...sent, code: row?.trustCode ?? '', body: row?.body ?? '' }
  }
  const stop = (code: string, address = newId()) => optOut(world.app.db, NOON, { code, address, requestId: 'r' })
  return { lender, borrower, caseId, send, stop, ctx: await world.borrowerCtx(lender.id, borrower.id) }
}

describe('the opt-out line', () => {
  it('points at what ends texts, and only texts of the kind one may end', async () => {
    const { borrower, send, stop, ctx } = await scene()
    const first = await send('overdue_notice')
    expect(first.outcome).toBe('handed')
    expect(first.body).toContain(`/stop/${first.code}`)
    const link = /\/stop\/(\S+)/.exec(first.body)?.[1] ?? ''
    expect(await stop(link)).toMatchObject({ kind: 'sms', isStopped: false })
    expect(await stop(link)).toMatchObject({ kind: 'sms', isStopped: true })
    for (const code of ['overdue_notice', 'payment_received', 'plan_reminder'] as const) expect(await send(code), code).toMatchObject({ outcome: 'blocked', rule: 'opted_out' })
    expect(await send('sign_in_code')).toMatchObject({ outcome: 'handed' })
    expect((await getPreferences(ctx)).points).toMatchObject([{ consent: 'no_messages' }])
    const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, borrower.id))
    expect(events.filter(event => event.type === 'preferences.messages_stopped').map(event => event.data)).toMatchObject([{ contactPointId: borrower.phoneId }])
  })

  it('can be taken back by the borrower, and refusing the number altogether still lets a code through', async () => {
    const { borrower, send, stop, ctx } = await scene()
    await stop((await send('overdue_notice')).code)
    await setPreferences(ctx, { consents: { [borrower.phoneId]: 'granted' } })
    expect(await send('payment_received')).toMatchObject({ outcome: 'handed' })
    await setPreferences(ctx, { consents: { [borrower.phoneId]: 'refused' } })
    expect(await send('payment_received')).toMatchObject({ outcome: 'blocked' })
    expect(await send('sign_in_code')).toMatchObject({ outcome: 'handed' })
  })

  it('looks at nothing and ends nothing for a code that is not ours, or that has not gone out', async () => {
    const { borrower, caseId, lender, stop } = await scene()
    const { messageId } = await queueMessage(await world.systemCtx(lender.id), { borrowerId: borrower.id, caseId, templateCode: 'payment_received', kind: 'sms', values: VALUES, uniqueKey: 'q' })
    const [queued] = await world.owner.db.select().from(messages).where(eq(messages.id, messageId ?? ''))
    for (const code of ['', 'AAAA-AAAA', "' or 1=1", queued?.trustCode ?? '']) {
      expect(await stop(code), code).toBeNull()
      expect(await lookUpOptOut(world.app.db, NOON, { code, address: newId() }), code).toBeNull()
    }
    const [point] = await world.owner.db.select().from(contactPoints).where(eq(contactPoints.id, borrower.phoneId))
    expect(point?.messagesStoppedAt).toBeNull()
  })

  it('is read by looking without being used, and codes cannot be tried out', async () => {
    const { borrower, send, stop } = await scene()
    const { code } = await send('overdue_notice')
    for (let look = 0; look < 60; look++) await lookUpOptOut(world.app.db, NOON, { code, address: 'one' })
    await expect(lookUpOptOut(world.app.db, NOON, { code, address: 'one' })).rejects.toMatchObject({ code: 'rate_limited' })
    for (let attempt = 0; attempt < 20; attempt++) await stop('AAAA-AAAA', 'two')
    await expect(stop(code, 'two')).rejects.toMatchObject({ code: 'rate_limited' })
    const [point] = await world.owner.db.select().from(contactPoints).where(eq(contactPoints.id, borrower.phoneId))
    expect(point?.messagesStoppedAt).toBeNull()
  })

  it('is for the borrower it was sent to', async () => {
    const { lender, borrower } = await scene()
    const neighbour = await world.borrower(lender.id)
    const ask = { contactPointId: borrower.phoneId, messageId: newId() }
    await expect(stopMessages(await world.borrowerCtx(lender.id, neighbour.id), ask)).rejects.toMatchObject({ code: 'not_found' })
    await expect(stopMessages(await world.ctx(await world.staff(lender.id, 'collector')), ask)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.owner.db.execute(sql`select 1 from contact_points where messages_stopped_at is not null and id = ${borrower.phoneId}`)).toHaveLength(0)
  })
})
