import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, promises } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { addDays, localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { takePromise } from '../promises/taking-commands'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { recordPayment } from './commands'
import { readChanged } from './difference'
import { previewRecording, previewReversal } from './difference-commands'
import { reversePayment } from './reversal-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function aDebt() {
  const lender = await world.lender()
  const { id: borrowerId } = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  const number = `L-${newId().slice(-10)}`
  const firstDueOn = localDate('2026-03-20')
  const loan = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
  await openLoan(system, { ...loan, borrowerId, number, product: 'consumer', disbursedOn: addDays(firstDueOn, -30), firstDueOn })
  const { caseId } = await refreshCase(system, borrowerId)
  if (!caseId) throw new Error('no case')
  const staff = await world.ctx(await world.staff(lender.id, 'supervisor'))
  const input = (amount: number, effectiveOn: string) => ({ target: { kind: 'loan' as const, number }, amountCents: cents(amount), currency: 'CNY' as const, effectiveOn: localDate(effectiveOn) })
  const pay = (amount: number, effectiveOn: string) => recordPayment(staff, { ...input(amount, effectiveOn), channel: 'bank_transfer', source: 'bank', externalId: newId(), idempotencyKey: newId() })
  return { lender, borrowerId, caseId, number, staff, system, input, pay }
}

/** Everything a preview must leave as it was. */
const counts = async (lenderId: string) =>
  world.owner.db.execute(sql`select (select count(*)::int from payments where lender_id = ${lenderId}) as payments, (select count(*)::int from audit_events where lender_id = ${lenderId}) as events,
    (select count(*)::int from messages where lender_id = ${lenderId}) as messages, (select count(*)::int from ledger_postings where lender_id = ${lenderId}) as postings,
    (select md5(string_agg(l::text, ',' order by id)) from loans l where lender_id = ${lenderId}) as loans, (select md5(string_agg(p::text, ',' order by id)) from promises p where lender_id = ${lenderId}) as promises`)
const changedIn = async (lenderId: string, type: string) => {
  const [event] = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lenderId), eq(auditEvents.type, type)))
  return readChanged(event?.data.changed)
}

describe('the look ahead of a back-dated payment', () => {
  it('says less penalty, fewer days overdue and that other payments move, writes nothing, and comes true', async () => {
    const { lender, staff, input, pay, number } = await aDebt()
    await pay(50_000, '2026-06-10')
    const before = await counts(lender.id)
    const seen = await previewRecording(staff, input(110_000, '2026-03-21'))
    expect(await counts(lender.id)).toEqual(before)
    const [loan] = seen.loans
    if (!loan) throw new Error('nothing changes')
    expect(loan.number).toBe(number)
    expect(loan.penalty.after).toBeLessThan(loan.penalty.before)
    expect(loan.dpd.after).toBeLessThan(loan.dpd.before)
    expect(loan.moved).toBe(1)
    expect(loan.outstanding.before - loan.outstanding.after).toBe(110_000 + loan.penalty.before - loan.penalty.after)
    await pay(110_000, '2026-03-21')
    const [, told] = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'payment.recorded'))).orderBy(auditEvents.id)
    expect(readChanged(told?.data.changed)).toEqual(seen.loans)
  })

  it('says that a promise is kept by it', async () => {
    const { lender, staff, borrowerId, caseId, input } = await aDebt()
    await takePromise(staff, { borrowerId, caseId, amountCents: cents(60_000), dueOn: localDate('2026-06-20'), contactId: null, toldOfLimitation: false })
    const later = { ...staff, now: new Date(NOON.getTime() + 86_400_000), today: localDate('2026-06-16') }
    const before = await counts(lender.id)
    const seen = await previewRecording(later, input(60_000, '2026-06-16'))
    expect(seen.promises).toMatchObject([{ name: '2026-06-20', before: 'open', after: 'kept' }])
    expect(await counts(lender.id)).toEqual(before)
    const [promise] = await world.owner.db.select().from(promises).where(eq(promises.borrowerId, borrowerId))
    expect(promise?.status).toBe('open')
  })
})

describe('the look ahead of a reversal', () => {
  it('says more penalty and that the case opens again, and comes true', async () => {
    const { lender, staff, borrowerId, pay } = await aDebt()
    const { paymentId } = await pay(420_000, '2026-03-25')
    const before = await counts(lender.id)
    const seen = await previewReversal(staff, { borrowerId, paymentId })
    expect(await counts(lender.id)).toEqual(before)
    expect(seen.case).toEqual({ before: 'closed', after: 'open' })
    expect(seen.loans[0]?.penalty.after).toBeGreaterThan(seen.loans[0]?.penalty.before ?? 0)
    await reversePayment(staff, { borrowerId, paymentId, reason: 'returned' })
    expect(await changedIn(lender.id, 'payment.reversed')).toEqual(seen.loans)
  })

  it('is for who may do it, in their own lender', async () => {
    const { lender, staff, borrowerId, pay, input } = await aDebt()
    const { paymentId } = await pay(1_000, '2026-06-01')
    const negotiator = await world.ctx(await world.staff(lender.id, 'negotiator'))
    await expect(previewReversal(negotiator, { borrowerId, paymentId })).rejects.toMatchObject({ code: 'forbidden' })
    const collector = await world.ctx(await world.staff(lender.id, 'collector'))
    await expect(previewRecording(collector, input(1_000, '2026-06-01'))).rejects.toMatchObject({ code: 'forbidden' })
    const other = await world.lender()
    const stranger = await world.ctx(await world.staff(other.id, 'supervisor'))
    await expect(previewReversal(stranger, { borrowerId, paymentId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(previewRecording(stranger, input(1_000, '2026-06-01'))).rejects.toMatchObject({ code: 'not_found' })
    await expect(previewReversal(staff, { borrowerId, paymentId: newId() })).rejects.toMatchObject({ code: 'not_found' })
  })
})
