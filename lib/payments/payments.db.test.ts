import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, cases, loans, messages, paymentAllocations, payments } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx, Role } from '../context'
import { addDays, localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { addCharge, cancelCharge, openLoan } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { receiptBody } from './api'
import { recordPayment, reversePayment } from './commands'
import type { RecordPayment } from './payment'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const later = (days: number) => new Date(NOON.getTime() + days * 86_400_000)

async function aDebt(options: { loans?: number; role?: Role } = {}) {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  const opened: { loanId: string; number: string }[] = []
  for (let i = 0; i < (options.loans ?? 1); i++) {
    const number = `L-${newId().slice(-10)}`
    const firstDueOn = addDays(localDate('2026-03-20'), i * 3)
    const loan = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
    opened.push({ number, ...(await openLoan(system, { ...loan, borrowerId: borrower.id, number, product: 'consumer', disbursedOn: addDays(firstDueOn, -30), firstDueOn })) })
  }
  await refreshCase(system, borrower.id)
  const staff = await world.ctx(await world.staff(lender.id, options.role ?? 'supervisor'))
  const loan = opened[0]
  if (!loan) throw new Error('no loan')
  return { lender, borrower, system, staff, loan, opened }
}

const aPayment = (number: string, own: Partial<RecordPayment> = {}): RecordPayment => ({
  target: { kind: 'loan', number },
  amountCents: cents(150_000),
  currency: 'CNY',
  effectiveOn: localDate('2026-06-15'),
  channel: 'bank_transfer',
  source: 'bank',
  externalId: newId(),
  idempotencyKey: newId(),
  ...own,
})
const sound = async (ctx: Ctx, borrowerId: string) => expect(await checkBorrower(ctx, borrowerId)).toEqual([])
const paymentsOf = (borrowerId: string) => world.owner.db.select().from(payments).where(eq(payments.borrowerId, borrowerId))
const caseOf = async (borrowerId: string) => (await world.owner.db.select().from(cases).where(eq(cases.borrowerId, borrowerId))).at(-1)
const snapshot = async (ctx: Ctx, borrowerId: string, loanId: string) => {
  const [loan] = await world.owner.db.select().from(loans).where(eq(loans.id, loanId))
  const found = await caseOf(borrowerId)
  const standing = found && { ...found, changedAt: null }
  const state = { ...(await loadLoanState(ctx, borrowerId, loanId)), payments: [] }
  return { loan, standing, state }
}

describe('recordPayment', () => {
  it('allocates, posts, keeps the figures, audits and says thanks', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    const before = await loadLoanState(system, borrower.id, loan.loanId)
    const receipt = await recordPayment(staff, aPayment(loan.number))
    const after = await loadLoanState(system, borrower.id, loan.loanId)
    expect(after.outstandingCents).toBe(before.outstandingCents - 150_000)
    expect(await caseOf(borrower.id)).toMatchObject({ dueCents: after.dueCents, balanceCents: after.outstandingCents, oldestUnpaidDueOn: '2026-04-20' })
    expect(receipt.shares).toEqual([{ loanNumber: loan.number, amountCents: 150_000 }])
    const sent = await world.owner.db.select().from(messages).where(eq(messages.borrowerId, borrower.id))
    expect(sent.map(message => message.templateCode)).toEqual(['payment_received'])
    const events = await world.owner.db
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.borrowerId, borrower.id), eq(auditEvents.type, 'payment.recorded')))
    expect(events).toHaveLength(1)
    await sound(system, borrower.id)
  })

  it('learnt of late pays what is still open, not again a loan that was paid meanwhile', async () => {
    const { borrower, staff, system, opened } = await aDebt({ loans: 2 })
    const [first, second] = opened
    if (!first || !second) throw new Error('two loans')
    const open = (await loadLoanState(system, borrower.id, first.loanId)).outstandingCents
    await recordPayment(staff, aPayment(first.number, { amountCents: open, effectiveOn: localDate('2026-06-01') }))
    const receipt = await recordPayment(staff, aPayment(`B-${borrower.id.slice(-12)}`, { target: { kind: 'borrower', number: `B-${borrower.id.slice(-12)}` }, effectiveOn: localDate('2026-05-20') }))
    expect(receipt.shares).toEqual([{ loanNumber: second.number, amountCents: 150_000 }])
    for (const { loanId } of opened) expect((await loadLoanState(system, borrower.id, loanId)).overpaidCents).toBe(0)
    await sound(system, borrower.id)
  })

  it('gives the first answer to the same request', async () => {
    const { borrower, staff, loan } = await aDebt()
    const input = aPayment(loan.number)
    const first = await recordPayment(staff, input)
    expect(await recordPayment(staff, input)).toEqual({ ...first, isReplay: true })
    expect(await recordPayment(staff, { ...input, idempotencyKey: newId() })).toEqual({ ...first, isReplay: true })
    expect(await paymentsOf(borrower.id)).toHaveLength(1)
  })

  it('gives it word for word, also over several loans', async () => {
    const { borrower, staff } = await aDebt({ loans: 4 })
    for (let round = 0; round < 5; round++) {
      const input = aPayment('', { target: { kind: 'borrower', number: `B-${borrower.id.slice(-12)}` }, amountCents: cents(1_000_000 + round) })
      const first = await recordPayment(staff, input)
      expect(first.shares.length).toBeGreaterThan(1)
      expect(JSON.stringify(receiptBody(await recordPayment(staff, input)))).toBe(JSON.stringify(receiptBody(first)))
    }
  })

  it('refuses a key or an external id that was used for something else', async () => {
    const { staff, loan } = await aDebt()
    const input = aPayment(loan.number)
    await recordPayment(staff, input)
    await expect(recordPayment(staff, { ...input, amountCents: cents(1) })).rejects.toMatchObject({ code: 'conflict', message: 'idempotency_key_reused' })
    await expect(recordPayment(staff, { ...input, target: { kind: 'loan', number: 'L-nobody' } })).rejects.toMatchObject({ code: 'conflict', message: 'idempotency_key_reused' })
    const other = { ...input, idempotencyKey: newId(), amountCents: cents(1) }
    await expect(recordPayment(staff, other)).rejects.toMatchObject({ message: 'payment_external_id_reused' })
  })

  it('posts once for twenty callers with one key', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    const input = aPayment(loan.number)
    const answers = await Promise.all(Array.from({ length: 20 }, () => recordPayment(staff, input)))
    expect(new Set(answers.map(answer => answer.paymentId)).size).toBe(1)
    expect(answers.filter(answer => !answer.isReplay)).toHaveLength(1)
    expect(await paymentsOf(borrower.id)).toHaveLength(1)
    await sound(system, borrower.id)
  })

  it('loses nothing when fifty payments come at once', async () => {
    const { borrower, staff, system, opened } = await aDebt({ loans: 2 })
    const calls = Array.from({ length: 50 }, (_, i) =>
      recordPayment(staff, aPayment(opened[i % 2]?.number ?? '', { amountCents: cents(10_000 + i), effectiveOn: addDays(localDate('2026-06-15'), -(i % 40)) })),
    )
    await Promise.all(calls)
    expect(await paymentsOf(borrower.id)).toHaveLength(50)
    await sound(system, borrower.id)
  })

  it('makes one of one key for two borrowers', async () => {
    const one = await aDebt()
    const system = await world.systemCtx(one.lender.id)
    const other = await world.borrower(one.lender.id)
    const number = `L-${newId().slice(-10)}`
    const terms = { principalCents: cents(100_000), annualRatePpm: 0, termCount: 2, method: 'flat' as const, currency: 'CNY' as const, product: 'consumer' }
    await openLoan(system, { ...terms, borrowerId: other.id, number, disbursedOn: localDate('2026-01-01'), firstDueOn: localDate('2026-02-01') })
    const input = aPayment(one.loan.number)
    const [a, b] = await Promise.allSettled([recordPayment(one.staff, input), recordPayment(one.staff, { ...input, target: { kind: 'loan', number } })])
    expect([a.status, b.status].sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('replays later payments when an earlier one turns up', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    await recordPayment(staff, aPayment(loan.number, { effectiveOn: localDate('2026-06-10'), amountCents: cents(260_000) }))
    await recordPayment(staff, aPayment(loan.number, { effectiveOn: localDate('2026-04-25'), amountCents: cents(113_333) }))
    const rows = await world.owner.db.select().from(paymentAllocations).where(eq(paymentAllocations.borrowerId, borrower.id))
    expect(rows.some(row => row.revokedAt !== null)).toBe(true)
    await sound(system, borrower.id)
  })

  it('closes the case when everything is paid, and keeps what is too much as a credit', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    await recordPayment(staff, aPayment(loan.number, { amountCents: cents(5_000_000) }))
    expect(await caseOf(borrower.id)).toMatchObject({ status: 'closed', queue: 'closed', balanceCents: 0 })
    const [row] = await world.owner.db.select().from(loans).where(eq(loans.id, loan.loanId))
    expect(row?.status).toBe('settled')
    await sound(system, borrower.id)
  })

  it('takes from the designated loan first, else the oldest', async () => {
    const { borrower, staff, system, opened } = await aDebt({ loans: 2 })
    const [older, newer] = opened
    const receipt = await recordPayment(staff, aPayment(newer?.number ?? ''))
    expect(receipt.shares.map(share => share.loanNumber)).toEqual([newer?.number])
    const found = await caseOf(borrower.id)
    const second = await recordPayment(staff, aPayment('', { target: { kind: 'case', number: found?.number ?? '' }, amountCents: cents(1_000) }))
    expect(second.shares.map(share => share.loanNumber)).toEqual([older?.number])
    await sound(system, borrower.id)
  })

  it.each([
    ['payment_currency_wrong', { currency: 'USD' as const }],
    ['payment_in_future', { effectiveOn: localDate('2026-06-16') }],
    ['payment_before_loan', { effectiveOn: localDate('2026-01-01') }],
    ['payment_amount_not_positive', { amountCents: cents(0) }],
  ])('refuses with %s', async (reason, own) => {
    const { borrower, staff, loan } = await aDebt()
    await expect(recordPayment(staff, aPayment(loan.number, own))).rejects.toMatchObject({ code: 'invalid', message: reason })
    expect(await paymentsOf(borrower.id)).toEqual([])
  })

  it('is for the right hands only', async () => {
    const { lender, loan, borrower } = await aDebt()
    const collector = await world.ctx(await world.staff(lender.id, 'collector'))
    await expect(recordPayment(collector, aPayment(loan.number))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(recordPayment(await world.borrowerCtx(lender.id, borrower.id), aPayment(loan.number))).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await aDebt()
    await expect(recordPayment(elsewhere.staff, aPayment(loan.number))).rejects.toMatchObject({ code: 'not_found' })
    const key = { kind: 'api' as const, id: newId(), lenderId: lender.id }
    await expect(recordPayment(await world.ctx({ ...key, scopes: ['import:run'] }), aPayment(loan.number))).rejects.toMatchObject({ code: 'forbidden' })
    expect(await recordPayment(await world.ctx({ ...key, scopes: ['payment:record'] }), aPayment(loan.number))).toMatchObject({ isReplay: false })
  })
})

describe('reversePayment', () => {
  it('restores everything exactly', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    await recordPayment(staff, aPayment(loan.number, { amountCents: cents(90_000), effectiveOn: localDate('2026-04-01') }))
    const before = await snapshot(system, borrower.id, loan.loanId)
    const { paymentId } = await recordPayment(staff, aPayment(loan.number, { amountCents: cents(333_333), effectiveOn: localDate('2026-03-25') }))
    expect(await snapshot(system, borrower.id, loan.loanId)).not.toEqual(before)
    await reversePayment(staff, { borrowerId: borrower.id, paymentId, reason: 'returned by the bank' })
    expect(await snapshot(system, borrower.id, loan.loanId)).toEqual(before)
    expect(await paymentsOf(borrower.id)).toHaveLength(2)
    await sound(system, borrower.id)
  })

  it('opens a case again that the payment had closed', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    const { paymentId } = await recordPayment(staff, aPayment(loan.number, { amountCents: cents(5_000_000) }))
    await reversePayment(staff, { borrowerId: borrower.id, paymentId, reason: 'returned' })
    const open = (await world.owner.db.select().from(cases).where(eq(cases.borrowerId, borrower.id))).filter(found => found.status === 'open')
    expect(open.map(found => found.number)).toEqual([`B-${borrower.id.slice(-12)}-1`])
    await sound(system, borrower.id)
  })

  it('happens once, however often it is asked for', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    const { paymentId } = await recordPayment(staff, aPayment(loan.number))
    const answers = await Promise.all(Array.from({ length: 10 }, () => reversePayment(staff, { borrowerId: borrower.id, paymentId, reason: 'returned' })))
    expect(answers.filter(answer => !answer.isReplay)).toHaveLength(1)
    await sound(system, borrower.id)
  })

  it('is refused to strangers', async () => {
    const { lender, borrower, staff, loan } = await aDebt()
    const { paymentId } = await recordPayment(staff, aPayment(loan.number))
    const input = { borrowerId: borrower.id, paymentId, reason: 'returned' }
    await expect(reversePayment(await world.ctx(await world.staff(lender.id, 'negotiator')), input)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(reversePayment((await aDebt()).staff, input)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('charges', () => {
  it('are billed, paid by a credit, and taken back', async () => {
    const { borrower, staff, system, loan } = await aDebt()
    await recordPayment(staff, aPayment(loan.number, { amountCents: cents(5_000_000) }))
    const charge = { borrowerId: borrower.id, loanId: loan.loanId, component: 'cost' as const, amountCents: cents(30_000), dueOn: localDate('2026-06-15'), reason: 'court fee' }
    const { chargeId } = await addCharge(staff, charge)
    await sound(system, borrower.id)
    await cancelCharge(staff, { borrowerId: borrower.id, chargeId })
    await sound(await world.systemCtx(borrower.lenderId, later(3)), borrower.id)
  })
})
