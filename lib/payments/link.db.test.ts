import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, paymentLinks, payments } from '@/db/schema'
import { newId } from '../clock'
import type { ApiActor, Ctx } from '../context'
import { addMinutes, localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { fromToken, toToken } from '../url-token'
import { beginLink, openCheckout } from './link-commands'
import { getLink, getPayable, listLinks } from './link-queries'
import { linkMachine } from './link-state'
import { httpProvider } from './provider-port'
import { startSandbox, type Sandbox } from './sandbox-port'
import { takeWebhookEvent } from './webhook-commands'
import { WebhookEvent } from './webhook-input'

const database = useDatabase()
const key = 'a key of the sandbox'
let world: World
let sandbox: Sandbox
beforeAll(async () => {
  world = await openWorld(database)
  sandbox = await startSandbox({ port: 0, key, now: () => NOON })
})
afterAll(async () => {
  await sandbox.stop()
  await world.close()
})

async function aPayer() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const system: Ctx = await world.systemCtx(lender.id)
  const number = `L-${newId().slice(-10)}`
  const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
  await openLoan(system, { ...terms, borrowerId: borrower.id, number, disbursedOn: localDate('2026-02-18'), firstDueOn: localDate('2026-03-20') })
  const actor: ApiActor = { kind: 'api', id: newId(), lenderId: lender.id, scopes: ['payment:record', 'payment:reverse'] }
  const ctx: Ctx = await world.borrowerCtx(lender.id, borrower.id)
  return { lenderId: lender.id, borrowerId: borrower.id, number, ctx, system, provider: (await world.ctx(actor)) as Ctx }
}
const other = (otherCents: number, requestId = newId()) => ({ requestId, choice: 'other', otherCents: cents(otherCents), loanId: null })
const paid = (link: string, own: object = {}) => ({ type: 'payment.succeeded', data: { paymentId: `pay_${link.slice(-8)}`, link, amount: '500.00', currency: 'CNY', paidOn: '2026-06-15', channel: 'wallet', ...own } })
const send = (ctx: Ctx, eventId: string, payload: object) => takeWebhookEvent(ctx, { provider: 'sandbox', eventId, body: JSON.stringify(payload), event: WebhookEvent.parse(payload) })
const paymentsOf = (borrowerId: string) => world.owner.db.select().from(payments).where(eq(payments.borrowerId, borrowerId))

describe('a payment link', () => {
  it('is made for what is due, once per form, and opens one page at the provider', async () => {
    const { ctx, borrowerId } = await aPayer()
    const due = (await getPayable(ctx, borrowerId)).loans[0]?.dueCents
    const input = { requestId: newId(), choice: 'due', otherCents: null, loanId: null }
    const made = await Promise.all([beginLink(ctx, input), beginLink(ctx, input), beginLink(ctx, input)])
    const [linkId, ...more] = new Set(made.map(one => one.linkId))
    if (!linkId) throw new Error('no link')
    expect(more).toEqual([])
    const provider = httpProvider(sandbox.url, key)
    const pages = await Promise.all([1, 2].map(() => openCheckout(ctx, provider, linkId, 'zh-CN')))
    expect(new Set(pages.map(page => page.address)).size).toBe(1)
    expect(await getLink(ctx, linkId)).toMatchObject({ state: 'created', amountCents: due, address: pages[0]?.address, payment: null })
    const trace = await world.owner.db.select({ type: auditEvents.type }).from(auditEvents).where(eq(auditEvents.borrowerId, borrowerId))
    expect(trace.map(one => one.type)).toEqual(expect.arrayContaining(['payment_link.created', 'payment_link.opened']))
  })

  it('is paid by the provider’s word only, once, and by the amount that was paid', async () => {
    const { ctx, borrowerId, provider, system } = await aPayer()
    const { linkId } = await beginLink(ctx, other(60_000))
    const link = toToken(borrowerId, linkId)
    await Promise.all([1, 2, 3].map(() => send(provider, 'e1', paid(link))))
    expect(await send(provider, 'e2', paid(link))).toMatchObject({ result: 'recorded' })
    expect(await paymentsOf(borrowerId)).toMatchObject([{ amountCents: 50_000, source: 'sandbox' }])
    expect(await getLink(ctx, linkId)).toMatchObject({ state: 'paid', amountCents: 60_000, address: null, payment: { amountCents: 50_000, isTakenBack: false } })
    await send(provider, 'e3', { type: 'payment.refunded', data: { paymentId: `pay_${link.slice(-8)}` } })
    expect(await getLink(ctx, linkId)).toMatchObject({ state: 'paid', payment: { isTakenBack: true } })
    expect(await checkBorrower(system, borrowerId)).toEqual([])
  })

  it.each(['checkout.declined', 'checkout.expired'] as const)('that %s can be paid all the same, and not the other way round', async type => {
    const { ctx, borrowerId, provider } = await aPayer()
    const { linkId } = await beginLink(ctx, other(50_000))
    const link = toToken(borrowerId, linkId)
    const end = { type, data: { link } }
    expect(await send(provider, 'e1', end)).toEqual({ result: 'noted' })
    expect((await getLink(ctx, linkId)).state).toBe(type === 'checkout.declined' ? 'declined' : 'expired')
    await expect(openCheckout(ctx, httpProvider(sandbox.url, key), linkId, 'en')).rejects.toMatchObject({ message: 'link_over' })
    await send(provider, 'e2', paid(link))
    await send(provider, 'e3', end)
    expect((await getLink(ctx, linkId)).state).toBe('paid')
    expect(await paymentsOf(borrowerId)).toHaveLength(1)
  })

  it('is over after half an hour without a word from anybody, and money for it still counts', async () => {
    const { lenderId, borrowerId, ctx, provider } = await aPayer()
    const { linkId } = await beginLink(ctx, other(50_000))
    const later: Ctx = await world.borrowerCtx(lenderId, borrowerId, addMinutes(NOON, 31))
    expect(await getLink(later, linkId)).toMatchObject({ state: 'expired', address: null })
    await send(provider, 'e1', paid(toToken(borrowerId, linkId)))
    expect((await getLink(later, linkId)).state).toBe('paid')
  })

  it('paid twice over is two payments, of which it keeps the first', async () => {
    const { ctx, borrowerId, provider } = await aPayer()
    const { linkId } = await beginLink(ctx, other(50_000))
    const link = toToken(borrowerId, linkId)
    await send(provider, 'e1', paid(link))
    await send(provider, 'e2', paid(link, { paymentId: 'again', amount: '20.00' }))
    expect((await paymentsOf(borrowerId)).map(one => one.amountCents).sort()).toEqual([2_000, 50_000])
    expect(await getLink(ctx, linkId)).toMatchObject({ payment: { amountCents: 50_000 } })
  })

  it('of another lender or of nobody leads its money to the inbox', async () => {
    const [mine, theirs] = [await aPayer(), await aPayer()]
    const { linkId } = await beginLink(theirs.ctx, other(50_000))
    expect(await send(mine.provider, 'e1', paid(toToken(theirs.borrowerId, linkId)))).toEqual({ result: 'unmatched' })
    expect(await send(mine.provider, 'e2', paid('no-link-at-all', { paymentId: 'P9' }))).toEqual({ result: 'unmatched' })
    expect((await getLink(theirs.ctx, linkId)).state).toBe('created')
  })

  it('is the borrower’s own: nobody else makes, opens or sees it', async () => {
    const [mine, theirs] = [await aPayer(), await aPayer()]
    const { linkId } = await beginLink(mine.ctx, other(50_000))
    await expect(getLink(theirs.ctx, linkId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getPayable(theirs.ctx, mine.borrowerId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(openCheckout(theirs.ctx, httpProvider(sandbox.url, key), linkId, 'en')).rejects.toMatchObject({ code: 'not_found' })
    expect(await listLinks(theirs.ctx)).toEqual([])
    const staff: Ctx = await world.ctx(await world.staff(mine.lenderId, 'negotiator'))
    await expect(beginLink(staff, other(50_000))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is refused beyond what is owed, and beyond twenty a day', async () => {
    const { ctx } = await aPayer()
    await expect(beginLink(ctx, other(99_999_999))).rejects.toMatchObject({ details: { fields: { amount: 'pay_more_than_owed' } } })
    for (let count = 0; count < 20; count++) await beginLink(ctx, other(10_000))
    await expect(beginLink(ctx, other(10_000))).rejects.toMatchObject({ code: 'rate_limited', message: 'pay_too_often' })
  })

  it('says so when the provider is away, and can be tried again', async () => {
    const { ctx } = await aPayer()
    const { linkId } = await beginLink(ctx, other(10_000))
    await expect(openCheckout(ctx, httpProvider('http://127.0.0.1:1', key), linkId, 'en')).rejects.toMatchObject({ code: 'conflict', message: 'provider_away' })
    expect((await openCheckout(ctx, httpProvider(sandbox.url, key), linkId, 'en')).address).toContain(sandbox.url)
  })
})

it('the database permits exactly the moves that are declared, and paying to the provider’s word alone', async () => {
  const { ctx, borrowerId, lenderId, provider } = await aPayer()
  const { linkId: first } = await beginLink(ctx, other(10_000))
  await send(provider, 'e1', paid(toToken(borrowerId, first)))
  const paymentId = (await paymentsOf(borrowerId))[0]?.id ?? null
  for (const from of linkMachine.states) {
    for (const to of linkMachine.states) {
      const id = newId()
      const isPaid = { created: null, paid: paymentId, declined: null, expired: null }
      const row = { borrowerId, id, lenderId, amountCents: cents(100), currency: 'CNY', requestId: newId(), createdAt: NOON, expiresAt: NOON }
      await world.owner.db.insert(paymentLinks).values({ ...row, state: from, paymentId: isPaid[from] })
      const move = world.owner.db.update(paymentLinks).set({ state: to, paymentId: isPaid[to] }).where(eq(paymentLinks.id, id))
      const isDeclared = from === to || linkMachine.transitions.some(one => one.from === from && one.to === to)
      expect(await move.then(() => true, () => false), `${from} → ${to}`).toBe(isDeclared)
    }
  }
  const { linkId: mine } = await beginLink(ctx, other(10_000))
  const bySelf = ctx.db.transaction(async db => {
    await db.execute(sql`select set_config('app.actor_kind', 'borrower', true), set_config('app.lender_id', ${lenderId}, true), set_config('app.borrower_id', ${borrowerId}, true)`)
    await db.update(paymentLinks).set({ state: 'paid', paymentId }).where(eq(paymentLinks.id, mine))
  })
  await expect(bySelf).rejects.toThrow()
  expect(fromToken(toToken(borrowerId, mine))?.id).toBe(mine)
})
