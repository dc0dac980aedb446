import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, messages } from '@/db/schema'
import { newId } from '../clock'
import type { ApiActor } from '../context'
import { addMinutes } from '../dates'
import { getLimitation, loadLimitations } from '../matters/limitation-queries'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { read } from '../transaction'
import { queueMessage } from './commands'
import { keepReceipt } from './receipt-commands'
import { sendMessage } from './send-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function demand(isSent = true) {
  const scene = await deskScene(world)
  const system = await world.systemCtx(scene.lender.id)
  const values = { amount: '¥1,000.00', days: '3', date: '2026-06-12', until: '2026-06-22', contract: 'AH-1' }
  const queued = await queueMessage(system, { borrowerId: scene.person.id, caseId: scene.caseId, templateCode: 'overdue_notice', kind: 'sms', values, uniqueKey: newId() })
  const messageId = queued.messageId ?? ''
  if (isSent) expect(await sendMessage(system, scene.person.id, messageId)).toMatchObject({ outcome: 'handed' })
  const gateway = await world.ctx<ApiActor>({ kind: 'api', id: newId(), lenderId: scene.lender.id, scopes: ['message:receipt'] }, addMinutes(NOON, 5))
  const row = async () => (await world.owner.db.select().from(messages).where(eq(messages.id, messageId)))[0]
  return { ...scene, messageId, gateway, row }
}
const arrived = { delivery: 'delivered', at: addMinutes(NOON, 1) } as const

describe('a gateway’s receipt', () => {
  it('is kept once, by many at once too, and the first one stands', async () => {
    const { gateway, messageId, row } = await demand()
    const answers = await Promise.all(Array.from({ length: 6 }, () => keepReceipt(gateway, messageId, arrived)))
    expect(answers.filter(answer => !answer.isReplay)).toHaveLength(1)
    expect(await row()).toMatchObject({ delivery: 'delivered', deliveryAt: arrived.at })
    expect(await world.owner.db.$count(auditEvents, eq(auditEvents.type, 'message.delivered'))).toBe(1)
    expect(await refusalOf(keepReceipt(gateway, messageId, { ...arrived, delivery: 'undelivered' }))).toBe('receipt_differs')
    expect(await refusalOf(keepReceipt(gateway, messageId, { ...arrived, at: addMinutes(NOON, 2) }))).toBe('receipt_differs')
  })

  it('is refused for what never went out, for a moment that cannot be, and from anybody else', async () => {
    const waiting = await demand(false)
    expect(await refusalOf(keepReceipt(waiting.gateway, waiting.messageId, arrived))).toBe('message_not_sent')
    const sent = await demand()
    for (const minutes of [-6, 11]) expect(await refusalOf(keepReceipt(sent.gateway, sent.messageId, { ...arrived, at: addMinutes(NOON, minutes) }))).toBe('check_fields')
    expect(await refusalOf(keepReceipt(waiting.gateway, sent.messageId, arrived))).toBe('not_found')
    expect(await refusalOf(keepReceipt(sent.gateway, newId(), arrived))).toBe('not_found')
    expect(await refusalOf(keepReceipt(sent.ctx, sent.messageId, arrived))).toBe('forbidden')
    expect(await refusalOf(keepReceipt(await world.ctx<ApiActor>({ kind: 'api', id: newId(), lenderId: sent.lender.id, scopes: ['payment:record'] }), sent.messageId, arrived))).toBe('forbidden')
  })

  it('cannot be changed by SQL of the app’s role either', async () => {
    const { gateway, messageId } = await demand()
    await keepReceipt(gateway, messageId, arrived)
    await expect(world.owner.db.update(messages).set({ delivery: 'undelivered' }).where(eq(messages.id, messageId))).rejects.toMatchObject({ cause: { constraint_name: 'messages_receipt_once_check' } })
  })
})

describe('a demand', () => {
  const later = async (scene: Awaited<ReturnType<typeof demand>>) => world.ctx(scene.collector, new Date('2029-01-10T04:00:00.000Z'))
  const ends = async (scene: Awaited<ReturnType<typeof demand>>) => {
    const ctx = await later(scene)
    return (await read(ctx, inner => loadLimitations(inner, [scene.person.id]))).get(scene.person.id)?.limitationEndsOn
  }

  it('moves the limitation only when it is proven to have arrived, and only after the last instalment fell due', async () => {
    const scene = await demand()
    const before = await ends(scene)
    expect(await getLimitation(await later(scene), scene.person.id)).toMatchObject([{ events: [] }])
    await keepReceipt(scene.gateway, scene.messageId, arrived)
    expect(await ends(scene)).toBe(before)
    const [loan] = (await getLimitation(await later(scene), scene.person.id)) ?? []
    expect(loan?.events).toMatchObject([{ kind: 'demand', on: '2026-06-15', effect: 'none', why: 'period_not_begun' }])
    const at = new Date('2028-03-03T02:00:00.000Z')
    await world.owner.db.update(messages).set({ handedAt: at, deliveryAt: at }).where(eq(messages.id, scene.messageId))
    expect(await ends(scene)).toBe('2031-03-03')
    expect((await getLimitation(await later(scene), scene.person.id))?.[0]).toMatchObject({ endsOn: '2031-03-03', waivedOn: null, events: [{ kind: 'demand', effect: 'restarts' }] })
  })

  it('that did not arrive moves nothing', async () => {
    const scene = await demand()
    const before = await ends(scene)
    await keepReceipt(scene.gateway, scene.messageId, { ...arrived, delivery: 'undelivered' })
    const at = new Date('2028-03-03T02:00:00.000Z')
    await world.owner.db.update(messages).set({ handedAt: at, deliveryAt: at }).where(eq(messages.id, scene.messageId))
    expect(await ends(scene)).toBe(before)
  })

  it('is another lender’s business to nobody', async () => {
    const [mine, theirs] = [await demand(), await demand()]
    expect(await getLimitation(await world.ctx(theirs.collector, addMinutes(NOON, 5)), mine.person.id)).toEqual([])
  })
})
