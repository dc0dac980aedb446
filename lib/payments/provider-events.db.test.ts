import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { payments } from '@/db/schema'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { checkBorrower } from '../ledger/check-queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { providerScenes, refunded, send, succeeded } from '../testing/provider-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { assignLine, confirmLine, setLineAside, undoLine } from './bank-line-commands'
import { getLine, listLines } from './bank-inbox-queries'
import { askRefund, decideProposal } from './proposal-commands'
import { settleProviderEvent } from './provider-event-commands'
import { listProviderEvents } from './provider-event-queries'
import { SecretForm } from './provider-input'
import { receiveWebhook } from './webhook-commands'
import { endWebhookSecret, listWebhookSecrets, replaceWebhookSecret } from './webhook-secret-commands'
import { hasWebhookSecret, listSecrets } from './webhook-secret-queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { aProvider } = providerScenes(() => world, 20_000_000)
const open = { show: 'open' as const }

describe('what a provider told and nobody carried out', () => {
  it('is listed with its reason: a part given back, a refund of nothing, a changed event, another currency', async () => {
    const { ctx, number, as } = await aProvider()
    await send(ctx, 'e1', succeeded({ number }))
    await send(ctx, 'e2', refunded({ amount: '100.00' }))
    await send(ctx, 'e3', refunded({ paymentId: 'P2' }))
    await expect(send(ctx, 'e1', succeeded({ number, amount: '501.00' }))).rejects.toMatchObject({ code: 'conflict' })
    await expect(send(ctx, 'e4', succeeded({ number, paymentId: 'P3', currency: 'USD' }))).rejects.toMatchObject({ code: 'invalid' })
    await expect(send(ctx, 'e5', succeeded({ number, amount: '7.00' }))).rejects.toMatchObject({ code: 'conflict' })
    const { rows } = await listProviderEvents(await as('negotiator'), open)
    expect(rows).toMatchObject([
      { reason: 'webhook_partial_refund', isRefused: false, amountCents: 10_000, payment: { amountCents: 50_000, isTakenBack: false } },
      { reason: 'webhook_no_payment', isRefused: false, payment: null },
      { reason: 'webhook_event_changed', isRefused: true, amountCents: 50_100 },
      { reason: 'payment_currency_wrong', isRefused: true },
      { reason: 'idempotency_key_reused', isRefused: true, amountCents: 700 },
    ])
  })

  it('is a chargeback of money whose surplus was paid back already: for a person', async () => {
    const { ctx, number, borrowerId, system, as } = await aProvider()
    await send(ctx, 'e1', succeeded({ number, amount: '300000.00' }))
    const [one, two] = [await as('negotiator'), await as('supervisor')]
    const { proposalId } = await askRefund(one, { loanNumber: number, amountCents: cents(1_000_000), reason: 'asked by the borrower', requestId: newId() })
    await decideProposal(two, { borrowerId, proposalId, decision: 'confirm', note: '' })
    const chargeback = { type: 'payment.chargeback', data: { paymentId: 'P1' } }
    expect(await send(ctx, 'e2', chargeback)).toEqual({ result: 'held', reason: 'refund_uncovered' })
    expect(await send(ctx, 'e2', chargeback)).toEqual({ result: 'held', reason: 'refund_uncovered' })
    expect((await listProviderEvents(two, open)).rows).toMatchObject([{ reason: 'refund_uncovered', payment: { isTakenBack: false } }])
    expect(await checkBorrower(system, borrowerId)).toEqual([])
  })

  it('is told of money that had waited for its owner as what it was', async () => {
    const { ctx, number, borrowerId, as } = await aProvider()
    await send(ctx, 'e1', succeeded({ number: 'L-NOBODY' }))
    const staff = await as('supervisor')
    const [line] = (await listLines(staff, { show: 'waiting' })).rows
    await assignLine(staff, { lineId: line?.id ?? '', parts: [{ target: { kind: 'any', number }, amountCents: cents(50_000) }] })
    expect(await send(ctx, 'e2', { type: 'payment.chargeback', data: { paymentId: 'P1', reason: 'not authorised' } })).toEqual({ result: 'taken_back' })
    const [payment] = await world.owner.db.select().from(payments).where(eq(payments.borrowerId, borrowerId))
    expect(payment).toMatchObject({ status: 'reversed', reversalKind: 'chargeback', reversalReason: 'not authorised' })
    expect(await getLine(staff, line?.id ?? '')).toMatchObject({ state: 'not_ours', notOursReason: 'not authorised' })
  })

  it('stands once however often it is refused, and is carried out when it comes again and fits', async () => {
    const { ctx, number, as } = await aProvider()
    await send(ctx, 'e1', succeeded({ number }))
    for (let count = 0; count < 3; count++) await expect(send(ctx, 'e2', succeeded({ number, amount: '7.00' }))).rejects.toMatchObject({ code: 'conflict' })
    const staff = await as('supervisor')
    expect((await listProviderEvents(staff, open)).rows).toHaveLength(1)
    await world.owner.db.update(payments).set({ externalId: 'mended' }).where(eq(payments.externalId, 'P1'))
    await world.owner.db.update(payments).set({ idempotencyKey: `mended ${newId()}` }).where(eq(payments.externalId, 'mended'))
    expect(await send(ctx, 'e2', succeeded({ number, amount: '7.00' }))).toMatchObject({ result: 'recorded' })
    expect((await listProviderEvents(staff, open)).rows).toEqual([])
  })

  it('cannot be read: is kept once, counts when it comes again as agreed, and a kind of no interest is no news', async () => {
    const { ctx, number, as } = await aProvider()
    const receive = (eventId: string, body: string) => receiveWebhook(ctx, { provider: 'sandbox', eventId, body })
    const unreadable = JSON.stringify(succeeded({ number, channel: 'qr', amount: 500 }))
    for (let count = 0; count < 2; count++) await expect(receive('e1', unreadable)).rejects.toMatchObject({ code: 'invalid', message: 'check_fields' })
    await expect(receive('e2', '{"type":')).rejects.toMatchObject({ code: 'invalid', message: 'body_not_json' })
    await expect(receive('e3', '[]')).rejects.toMatchObject({ code: 'invalid' })
    expect(await receive('e4', '{"type":"customer.updated","data":{}}')).toEqual({ result: 'noted' })
    const rows = (await listProviderEvents(await as('negotiator'), open)).rows
    expect(rows.map(row => [row.type, row.reference, row.reason, row.isRefused])).toEqual([
      ['payment.succeeded', 'P1', 'webhook_unreadable', true],
      ['unknown', '–', 'webhook_unreadable', true],
      ['unknown', '–', 'webhook_unreadable', true],
    ])
    expect(await receive('e5', JSON.stringify(succeeded({ number })))).toMatchObject({ result: 'recorded' })
  })

  it('leaves the list once, by one person with a word, and comes back to nobody', async () => {
    const { ctx, as } = await aProvider()
    await send(ctx, 'e1', refunded())
    const staff = await as('supervisor')
    const [event] = (await listProviderEvents(staff, open)).rows
    const settle = { eventId: event?.id ?? '', note: 'asked the provider' }
    const answers = await Promise.allSettled([settleProviderEvent(staff, settle), settleProviderEvent(staff, settle)])
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
    expect(await send(ctx, 'e1', refunded())).toEqual({ result: 'held' })
    expect((await listProviderEvents(staff, open)).rows).toEqual([])
    expect((await listProviderEvents(staff, { show: 'settled' })).rows).toMatchObject([{ decided: { byName: '测试员', note: 'asked the provider' } }])
  })

  it('is for those who record payments, of this lender', async () => {
    const { ctx, as } = await aProvider()
    await send(ctx, 'e1', refunded())
    const [event] = (await listProviderEvents(await as('admin'), open)).rows
    await expect(listProviderEvents(await as('collector'), open)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(settleProviderEvent(await as('collector'), { eventId: event?.id ?? '', note: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await (await aProvider()).as('supervisor')
    expect((await listProviderEvents(elsewhere, open)).rows).toEqual([])
    await expect(settleProviderEvent(elsewhere, { eventId: event?.id ?? '', note: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a webhook secret', () => {
  it('is made here or given, shown once, replaced with a day’s overlap, and ended at once when it leaked', async () => {
    const { lenderId, system, as } = await aProvider()
    const admin = await as('admin')
    expect(await hasWebhookSecret(system)).toBe(false)
    const { secret: first } = await replaceWebhookSecret(admin, { provider: 'sandbox', secret: '' })
    const { secret: second } = await replaceWebhookSecret(admin, { provider: 'sandbox', secret: '' })
    expect(first).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/)
    expect(second).not.toBe(first)
    const [current, old] = await listSecrets(admin)
    expect([current, old]).toMatchObject([{ endsAt: null }, { endsAt: new Date(NOON.getTime() + 86_400_000) }])
    expect(JSON.stringify([current, old])).not.toMatch(/whsec_/)
    await endWebhookSecret(admin, old?.id ?? '')
    await expect(endWebhookSecret(admin, old?.id ?? '')).rejects.toMatchObject({ message: 'secret_ended' })
    expect((await listWebhookSecrets(system)).map(one => one.secret)).toEqual([second])
    const elsewhere = await (await aProvider()).as('admin')
    await expect(endWebhookSecret(elsewhere, current?.id ?? '')).rejects.toMatchObject({ message: 'secret_ended' })
    for (const role of ['supervisor', 'negotiator', 'compliance'] as const) {
      const other: Ctx = await world.ctx(await world.staff(lenderId, role))
      await expect(listSecrets(other)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(replaceWebhookSecret(other, { provider: 'sandbox', secret: '' })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(endWebhookSecret(other, current?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  it('has one current version, also when two people set it at once', async () => {
    const { as } = await aProvider()
    const admin = await as('admin')
    await Promise.all([1, 2, 3].map(() => replaceWebhookSecret(admin, { provider: 'sandbox', secret: '' })))
    expect((await listSecrets(admin)).filter(one => one.endsAt === null)).toHaveLength(1)
  })

  it.each([
    ['sandbox', '', true],
    ['sandbox', `whsec_${Buffer.alloc(24, 7).toString('base64')}`, true],
    ['sandbox', 'whsec_short', false],
    ['sandbox', Buffer.alloc(24, 7).toString('base64'), false],
    ['staff', '', false],
    ['bank', '', false],
    ['Sand Box', '', false],
  ])('of %s as "%s" is taken: %s', (provider, secret, wanted) => expect(SecretForm.safeParse({ provider, secret }).success).toBe(wanted))
})

describe('a large line of the inbox', () => {
  async function aLargeLine(amount = '60000.00') {
    const provider = await aProvider()
    await send(provider.ctx, 'e1', succeeded({ number: 'L-NOBODY', amount }))
    const [one, two] = [await provider.as('supervisor'), await provider.as('supervisor')]
    const [line] = (await listLines(one, { show: 'waiting' })).rows
    const part = (amountCents: number) => ({ target: { kind: 'any' as const, number: provider.number }, amountCents: cents(amountCents) })
    return { ...provider, one, two, lineId: line?.id ?? '', part }
  }
  const proposalOf = async (ctx: Ctx, lineId: string) => ({ lineId, proposedAt: (await getLine(ctx, lineId)).proposed?.at.toISOString() ?? '' })
  const postedOf = async (borrowerId: string) => (await world.owner.db.select().from(payments).where(eq(payments.borrowerId, borrowerId))).map(row => row.amountCents)

  it('is posted by two people, however it is split, once', async () => {
    const { one, two, lineId, part, borrowerId, system } = await aLargeLine()
    expect(await assignLine(one, { lineId, parts: [part(3_000_000), part(3_000_000)] })).toEqual({ paymentIds: [], isProposed: true })
    expect(await postedOf(borrowerId)).toEqual([])
    expect(await getLine(one, lineId)).toMatchObject({ needsSecond: true, proposed: { isOwn: true } })
    const proposal = await proposalOf(two, lineId)
    await expect(confirmLine(one, proposal)).rejects.toMatchObject({ message: 'own_approval_forbidden' })
    const answers = await Promise.allSettled([confirmLine(two, proposal), confirmLine(two, proposal)])
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
    expect(await postedOf(borrowerId)).toEqual([3_000_000, 3_000_000])
    await undoLine(two, lineId)
    expect(await getLine(two, lineId)).toMatchObject({ state: 'waiting', proposed: null })
    expect(await checkBorrower(system, borrowerId)).toEqual([])
  })

  it('changed after somebody looked at it is not confirmed unseen, and the second person’s word needs the first', async () => {
    const { one, two, lineId, part, borrowerId, lenderId } = await aLargeLine()
    await assignLine(one, { lineId, parts: [part(6_000_000)] })
    const seen = await proposalOf(two, lineId)
    const later: Ctx = await world.ctx(await world.staff(lenderId, 'supervisor'), new Date(NOON.getTime() + 1000))
    await assignLine(later, { lineId, parts: [part(1_000_000), part(5_000_000)] })
    await expect(confirmLine(two, seen)).rejects.toMatchObject({ message: 'line_moved_on' })
    await expect(confirmLine(later, await proposalOf(later, lineId))).rejects.toMatchObject({ message: 'own_approval_forbidden' })
    await confirmLine(one, await proposalOf(one, lineId))
    expect(await postedOf(borrowerId)).toEqual([1_000_000, 5_000_000])
  })

  it('can still be set aside, and up to the limit one person is enough', async () => {
    const large = await aLargeLine()
    await assignLine(large.one, { lineId: large.lineId, parts: [large.part(6_000_000)] })
    await setLineAside(large.one, { lineId: large.lineId, reason: 'rent' })
    expect(await getLine(large.one, large.lineId)).toMatchObject({ state: 'not_ours', proposed: null })
    const small = await aLargeLine('50000.00')
    expect((await assignLine(small.one, { lineId: small.lineId, parts: [small.part(5_000_000)] })).paymentIds).toHaveLength(1)
  })

  it('is confirmed by those who may, of this lender', async () => {
    const { one, lineId, part, as } = await aLargeLine()
    await assignLine(one, { lineId, parts: [part(6_000_000)] })
    const proposal = await proposalOf(one, lineId)
    await expect(confirmLine(await as('negotiator'), proposal)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(confirmLine((await aLargeLine()).two, proposal)).rejects.toMatchObject({ code: 'not_found' })
  })
})
