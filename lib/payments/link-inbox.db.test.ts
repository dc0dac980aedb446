import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, bankLines, payments } from '@/db/schema'
import { newId } from '../clock'
import type { ApiActor, Ctx } from '../context'
import { addHours, localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { toToken } from '../url-token'
import { assignLine, confirmLine, undoLine } from './bank-line-commands'
import { beginLink } from './link-commands'
import { getLink } from './link-queries'
import { takeWebhookEvent } from './webhook-commands'
import { WebhookEvent } from './webhook-input'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const TOMORROW = addHours(NOON, 24)
const send = (ctx: Ctx, eventId: string, payload: object) => takeWebhookEvent(ctx, { provider: 'sandbox', eventId, body: JSON.stringify(payload), event: WebhookEvent.parse(payload) })
const paid = (link: string, own: object = {}) => ({ type: 'payment.succeeded', data: { paymentId: 'P1', link, amount: '500.00', currency: 'CNY', paidOn: '2026-06-16', channel: 'wallet', ...own } })
const paymentsOf = (lenderId: string) => world.owner.db.select().from(payments).where(eq(payments.lenderId, lenderId))

async function aLoan(lenderId: string, borrowerId: string) {
  const number = `L-${newId().slice(-10)}`
  const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
  const { loanId } = await openLoan(await world.systemCtx(lenderId), { ...terms, borrowerId, number, disbursedOn: localDate('2026-02-18'), firstDueOn: localDate('2026-03-20') })
  return { number, loanId }
}

/** Money for a link with a date to come: it cannot be posted today, so it waits for a person. */
async function aWaitingLine(own: object = {}) {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const loan = await aLoan(lender.id, borrower.id)
  const { linkId } = await beginLink(await world.borrowerCtx(lender.id, borrower.id), { requestId: newId(), choice: 'other', otherCents: cents(50_000), loanId: null })
  const actor: ApiActor = { kind: 'api', id: newId(), lenderId: lender.id, scopes: ['payment:record', 'payment:reverse'] }
  const link = toToken(borrower.id, linkId)
  expect(await send(await world.ctx(actor), 'e1', paid(link, own))).toEqual({ result: 'unmatched' })
  const [line] = await world.owner.db.select().from(bankLines).where(eq(bankLines.lenderId, lender.id))
  const staff: Ctx = await world.ctx(await world.staff(lender.id, 'supervisor'), TOMORROW)
  const other = await world.borrower(lender.id)
  const provider: Ctx = await world.ctx(actor, TOMORROW)
  const view = async () => getLink(await world.borrowerCtx(lender.id, borrower.id, TOMORROW), linkId)
  const give = (number: string, amount = 50_000) => ({ target: { kind: 'any' as const, number }, amountCents: cents(amount) })
  return { lender, borrower, ...loan, link, linkId, lineId: line?.id ?? '', staff, provider, view, give, otherLoan: () => aLoan(lender.id, other.id) }
}

describe('money of a payment link that waited in the inbox', () => {
  it('pays the link when it is posted to its borrower, once, with one trace', async () => {
    const { lender, borrower, number, lineId, staff, view, give } = await aWaitingLine()
    expect((await view()).state).toBe('expired')
    const assign = () => assignLine(staff, { lineId, parts: [give(number)] })
    const answers = await Promise.allSettled([assign(), assign()])
    expect(answers.map(answer => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await view()).toMatchObject({ state: 'paid', payment: { amountCents: 50_000, isTakenBack: false } })
    const traces = await world.owner.db.select({ type: auditEvents.type }).from(auditEvents).where(eq(auditEvents.borrowerId, borrower.id))
    expect(traces.filter(trace => trace.type === 'payment_link.paid')).toHaveLength(1)
    expect(await paymentsOf(lender.id)).toHaveLength(1)
  })

  it('does not pay it when it was somebody else’s', async () => {
    const { lineId, staff, view, give, otherLoan } = await aWaitingLine()
    await assignLine(staff, { lineId, parts: [give((await otherLoan()).number)] })
    expect(await view()).toMatchObject({ state: 'expired', payment: null })
  })

  it('pays it by the part that went to its borrower', async () => {
    const { number, lineId, staff, view, give, otherLoan } = await aWaitingLine()
    await assignLine(staff, { lineId, parts: [give((await otherLoan()).number, 20_000), give(number, 30_000)] })
    expect(await view()).toMatchObject({ state: 'paid', payment: { amountCents: 30_000 } })
  })

  it('is taken back with the line, and pays it anew when the line is posted again', async () => {
    const { lender, borrower, number, lineId, staff, view, give, otherLoan } = await aWaitingLine()
    await assignLine(staff, { lineId, parts: [give(number)] })
    await undoLine(staff, lineId)
    expect(await view()).toMatchObject({ state: 'paid', payment: { isTakenBack: true } })
    await assignLine(staff, { lineId, parts: [give((await otherLoan()).number)] })
    expect(await view()).toMatchObject({ payment: { isTakenBack: true } })
    await undoLine(staff, lineId)
    await assignLine(staff, { lineId, parts: [give(number)] })
    expect(await view()).toMatchObject({ state: 'paid', payment: { amountCents: 50_000, isTakenBack: false } })
    expect(await checkBorrower(await world.systemCtx(lender.id, TOMORROW), borrower.id)).toEqual([])
  })

  it('is taken back by the provider’s word as money posted at once is', async () => {
    const { number, lineId, staff, provider, view, give } = await aWaitingLine()
    await assignLine(staff, { lineId, parts: [give(number)] })
    expect(await send(provider, 'e2', { type: 'payment.refunded', data: { paymentId: 'P1' } })).toEqual({ result: 'taken_back' })
    expect(await view()).toMatchObject({ state: 'paid', payment: { isTakenBack: true } })
  })

  it('pays it on the word of the second person where one is needed', async () => {
    const { lender, number, lineId, view, give, staff } = await aWaitingLine()
    const low = { ...staff, lender: { ...staff.lender, policy: { ...staff.lender.policy, paymentApprovalCents: 100 } } }
    expect(await assignLine(low, { lineId, parts: [give(number)] })).toMatchObject({ isProposed: true })
    expect((await view()).state).toBe('expired')
    const [line] = await world.owner.db.select().from(bankLines).where(eq(bankLines.id, lineId))
    const second: Ctx = await world.ctx(await world.staff(lender.id, 'supervisor'), TOMORROW)
    await confirmLine(second, { lineId, proposedAt: line?.proposedAt?.toISOString() ?? '' })
    expect((await view()).state).toBe('paid')
  })

  it('is not posted a second time when the provider tells of it again, before or after', async () => {
    const { lender, link, number, lineId, staff, provider, give } = await aWaitingLine()
    expect(await send(provider, 'e2', paid(link))).toEqual({ result: 'unmatched' })
    await assignLine(staff, { lineId, parts: [give(number)] })
    expect(await send(provider, 'e3', paid(link))).toEqual({ result: 'unmatched' })
    expect(await paymentsOf(lender.id)).toHaveLength(1)
  })

  it('that was posted at once does not wait in the inbox too when it is told of without its owner', async () => {
    const { lender, link, provider } = await aWaitingLine({ paymentId: 'P0' })
    await send(provider, 'e2', paid(link))
    await expect(send(provider, 'e3', paid('no-link-at-all'))).rejects.toMatchObject({ message: 'payment_external_id_reused' })
    expect(await world.owner.db.select().from(bankLines).where(eq(bankLines.lenderId, lender.id))).toHaveLength(1)
  })

  it('names its link by the provider’s word only', async () => {
    const { staff, borrower, linkId, lender } = await aWaitingLine()
    const row = { lenderId: lender.id, id: newId(), source: 'provider', rowNumber: 1, identity: newId(), bookedOn: localDate('2026-06-16'), amountCents: cents(100) }
    const forged = staff.db.transaction(async db => {
      await db.execute(`select set_config('app.actor_kind', 'staff', true), set_config('app.lender_id', '${lender.id}', true)`)
      await db.insert(bankLines).values({ ...row, channel: 'wallet', outcome: 'unmatched', state: 'waiting', sealed: { sealed: '' }, createdAt: NOON, linkBorrowerId: borrower.id, linkId })
    })
    await expect(forged).rejects.toMatchObject({ cause: { constraint_name: 'bank_lines_link_word_check' } })
  })
})
