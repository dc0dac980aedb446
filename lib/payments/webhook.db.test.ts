import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankLines, payments, webhookSecrets } from '@/db/schema'
import type { Ctx } from '../context'
import { checkBorrower } from '../ledger/check-queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { providerScenes, refunded, send, succeeded } from '../testing/provider-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { assignLine } from './bank-line-commands'
import { listWebhookSecrets, setWebhookSecret } from './webhook-secret-commands'
import { isSigned, signWebhook } from './webhook-signature'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { aProvider } = providerScenes(() => world, 1_200_000)
const paymentsOf = (lenderId: string) => world.owner.db.select().from(payments).where(eq(payments.lenderId, lenderId))

describe('an event of a payment provider', () => {
  it('counts once, however often it comes, also all at once; changed under its name it is refused', async () => {
    const { ctx, number, lenderId, borrowerId, system } = await aProvider()
    const answers = await Promise.all([1, 2, 3].map(() => send(ctx, 'e1', succeeded({ number }))))
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(await send(ctx, 'e1', succeeded({ number }))).toEqual(answers[0])
    expect(await send(ctx, 'e2', succeeded({ number }))).toMatchObject({ result: 'recorded', paymentId: answers[0]?.paymentId })
    await expect(send(ctx, 'e1', succeeded({ number, amount: '501.00' }))).rejects.toMatchObject({ code: 'conflict', message: 'webhook_event_changed' })
    await expect(send(ctx, 'e3', succeeded({ number, amount: '501.00' }))).rejects.toMatchObject({ code: 'conflict' })
    expect(await paymentsOf(lenderId)).toHaveLength(1)
    expect(await checkBorrower(system, borrowerId)).toEqual([])
  })

  it.each(['payment.refunded', 'payment.chargeback'])('%s takes the payment back, and may come before it', async type => {
    const kind = type === 'payment.refunded' ? 'refund' : 'chargeback'
    const after = await aProvider()
    await send(after.ctx, 'e1', succeeded({ number: after.number }))
    expect(await send(after.ctx, 'e2', { ...refunded(), type })).toMatchObject({ result: 'taken_back' })
    const before = await aProvider()
    expect(await send(before.ctx, 'e2', { ...refunded(), type })).toEqual({ result: 'held' })
    await send(before.ctx, 'e1', succeeded({ number: before.number }))
    expect(await send(before.ctx, 'e2', { ...refunded(), type })).toEqual({ result: 'held' })
    for (const one of [after, before]) {
      expect(await paymentsOf(one.lenderId)).toMatchObject([{ status: 'reversed', reversalKind: kind }])
      expect(await checkBorrower(one.system, one.borrowerId)).toEqual([])
    }
  })

  it('that comes together with its taking back ends taken back', async () => {
    const { ctx, number, lenderId } = await aProvider()
    await Promise.all([send(ctx, 'e2', refunded()), send(ctx, 'e1', succeeded({ number }))])
    expect(await paymentsOf(lenderId)).toMatchObject([{ status: 'reversed' }])
  })

  it('leaves the taking back of a part to a person, and refuses another currency', async () => {
    const { ctx, number, lenderId } = await aProvider()
    await send(ctx, 'e1', succeeded({ number }))
    expect(await send(ctx, 'e2', refunded({ amount: '100.00' }))).toEqual({ result: 'held', amount: 10_000, reason: 'webhook_partial_refund' })
    await expect(send(ctx, 'e3', succeeded({ number, currency: 'USD', paymentId: 'P2' }))).rejects.toMatchObject({ message: 'payment_currency_wrong' })
    expect(await paymentsOf(lenderId)).toMatchObject([{ status: 'posted' }])
  })

  it('takes nothing back for a part that was told of before the payment, nor a line without an owner', async () => {
    const { ctx, number, lenderId } = await aProvider()
    expect(await send(ctx, 'e2', refunded({ amount: '100.00' }))).toMatchObject({ result: 'held' })
    await send(ctx, 'e1', succeeded({ number }))
    expect(await paymentsOf(lenderId)).toMatchObject([{ status: 'posted' }])
    await send(ctx, 'e3', succeeded({ number: 'L-NOBODY', paymentId: 'P3' }))
    expect(await send(ctx, 'e4', refunded({ paymentId: 'P3', amount: '1.00' }))).toMatchObject({ result: 'held', reason: 'webhook_partial_refund' })
  })

  it('without an owner waits in the inbox, once, and leaves it when it is taken back', async () => {
    const { ctx, number, lenderId, borrowerId, system } = await aProvider()
    const unknown = succeeded({ number: 'L-NOBODY', payerName: '王小明' })
    expect([await send(ctx, 'e1', unknown), await send(ctx, 'e2', unknown)]).toEqual([{ result: 'unmatched' }, { result: 'unmatched' }])
    const [line, ...others] = await world.owner.db.select().from(bankLines).where(eq(bankLines.lenderId, lenderId))
    if (!line) throw new Error('no line')
    expect(others).toEqual([])
    const staff: Ctx = await world.ctx(await world.staff(lenderId, 'supervisor'))
    await assignLine(staff, { lineId: line.id, parts: [{ target: { kind: 'any', number }, amountCents: cents(50_000) }] })
    expect(await send(ctx, 'e3', refunded())).toEqual({ result: 'taken_back' })
    expect(await paymentsOf(lenderId)).toMatchObject([{ status: 'reversed' }])
    expect(await checkBorrower(system, borrowerId)).toEqual([])
  })
})

describe('a signature', () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
  const timestamp = String(NOON.getTime() / 1000)
  const headers = { id: 'e1', timestamp, signature: signWebhook(secret, { id: 'e1', timestamp }, '{}') }
  const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000)

  it('agrees with the example of Standard Webhooks', () => {
    const example = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: '1614265330' }
    expect(signWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', example, '{"test": 2432232314}')).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it.each<[string, boolean, () => boolean]>([
    ['whole', true, () => isSigned(secret, headers, '{}', NOON)],
    ['among others', true, () => isSigned(secret, { ...headers, signature: `v1,AAAA ${headers.signature}` }, '{}', NOON)],
    ['five minutes late', true, () => isSigned(secret, headers, '{}', minutes(5))],
    ['six minutes late', false, () => isSigned(secret, headers, '{}', minutes(6))],
    ['six minutes early', false, () => isSigned(secret, headers, '{}', minutes(-6))],
    ['over another body', false, () => isSigned(secret, headers, '{ }', NOON)],
    ['under another id', false, () => isSigned(secret, { ...headers, id: 'e2' }, '{}', NOON)],
    ['by another secret', false, () => isSigned(`whsec_${Buffer.alloc(24, 8).toString('base64')}`, headers, '{}', NOON)],
    ['with no time', false, () => isSigned(secret, { ...headers, timestamp: 'now' }, '{}', NOON)],
  ])('%s: %s', (_, wanted, ask) => expect(ask()).toBe(wanted))

  it('is checked with secrets that rest encrypted, of one lender, the earlier one for a day more', async () => {
    const { system, lenderId } = await aProvider()
    const admin: Ctx = await world.ctx(await world.staff(lenderId, 'admin'))
    await setWebhookSecret(admin, { provider: 'sandbox', secret })
    const later = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
    await setWebhookSecret(admin, { provider: 'sandbox', secret: later })
    expect((await listWebhookSecrets(system)).map(one => one.secret).sort()).toEqual([secret, later].sort())
    expect((await listWebhookSecrets(await world.systemCtx(lenderId, minutes(25 * 60)))).map(one => one.secret)).toEqual([later])
    expect(await listWebhookSecrets((await aProvider()).system)).toEqual([])
    const rows = await world.owner.db.select().from(webhookSecrets).where(eq(webhookSecrets.lenderId, lenderId))
    expect(rows.map(row => Buffer.from(row.secretCipher).toString('latin1')).join(' ')).not.toContain(secret)
    await expect(setWebhookSecret(await world.ctx(await world.staff(lenderId, 'negotiator')), { provider: 'sandbox', secret })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
