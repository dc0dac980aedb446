import { and, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, loans, payments } from '@/db/schema'
import { refreshCases } from '../cases/commands'
import type { Ctx } from '../context'
import { addDays, localDate } from '../dates'
import { DomainError } from '../errors'
import { checkBook } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { takePromise } from '../promises/taking-commands'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { recordPayment, recordPayments, type Recorded, type ToRecord } from './commands'
import { recordPaymentAmongOthers } from './gather-commands'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const BORROWERS = 6

/** A lender with the same people, loans and promises under the same numbers every time. */
async function aBook() {
  const lender = await world.lender()
  const system = await world.systemCtx(lender.id)
  const staff = await world.ctx(await world.staff(lender.id, 'supervisor'))
  const ids: string[] = []
  for (let b = 0; b < BORROWERS; b++) {
    const borrower = await world.borrower(lender.id)
    ids.push(borrower.id)
    for (let i = 0; i <= b % 2; i++) {
      const firstDueOn = addDays(localDate('2026-03-20'), b * 5 + i)
      const terms = { principalCents: cents(600_000), annualRatePpm: 180_000, termCount: 6, method: 'equal_instalment' as const, currency: 'CNY' as const }
      await openLoan(system, { ...terms, borrowerId: borrower.id, number: `L${b}.${i}`, product: 'consumer', disbursedOn: addDays(firstDueOn, -30), firstDueOn })
    }
  }
  const opened = await refreshCases(system, ids)
  const [first, caseId] = [ids[0], opened[0]?.caseId]
  if (!first || !caseId) throw new Error('no case')
  await takePromise(staff, { borrowerId: first, caseId, contactId: null, amountCents: cents(50_000), dueOn: addDays(staff.today, 2), toldOfLimitation: true })
  return { lender, system, staff }
}

const aNumber = fc.oneof({ weight: 9, arbitrary: fc.tuple(fc.nat(BORROWERS - 1), fc.nat(1)).map(([b, i]) => `L${b}.${i % ((b % 2) + 1)}`) }, { weight: 1, arbitrary: fc.constant('L-nobody') })
const anInput: fc.Arbitrary<ToRecord> = fc.record({
  target: aNumber.map(number => ({ kind: 'loan' as const, number })),
  amountCents: fc.constantFrom(1, 12_345, 60_000, 250_000, 900_000, 0).map(cents),
  currency: fc.constantFrom('CNY' as const, 'CNY' as const, 'CNY' as const, 'USD' as const),
  effectiveOn: fc.constantFrom('2026-06-15', '2026-06-15', '2026-05-02', '2026-06-16').map(localDate),
  channel: fc.constant('bank_transfer' as const),
  source: fc.constantFrom('bank', 'provider'),
  externalId: fc.nat(30).map(n => `x${n}`),
  idempotencyKey: fc.nat(40).map(n => `key-number-${n}`),
})

const saidOf = ({ receipt, error }: Recorded) =>
  receipt ? { shares: receipt.shares, amountCents: receipt.amountCents, isReplay: receipt.isReplay } : { refused: error instanceof DomainError ? error.message : String(error) }
const alone = (ctx: Ctx, input: ToRecord): Promise<Recorded> => recordPayment(ctx, input).then(receipt => ({ receipt }), (error: unknown) => ({ error }))
const figures = async (lenderId: string) => {
  const rows = await world.owner.db.select().from(loans).where(eq(loans.lenderId, lenderId)).orderBy(loans.number)
  return rows.map(({ number, status, balanceCents, dueCents, oldestUnpaidDueOn, nextDueOn }) => ({ number, status, balanceCents, dueCents, oldestUnpaidDueOn, nextDueOn }))
}
const payment = (own: Partial<ToRecord>): ToRecord => ({ ...sampleOf(anInput, 1, 1)[0], target: { kind: 'loan', number: 'L1.0' }, amountCents: cents(10_000), currency: 'CNY', effectiveOn: localDate('2026-06-15'), channel: 'bank_transfer', source: 'bank', externalId: 'e', idempotencyKey: 'a-key-of-its-own', ...own })
const sampleOf = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] => fc.sample(arbitrary, { numRuns: count, seed })

describe('recordPayments', () => {
  it.each([1, 2, 3, 4])('says and does what one after the other says and does (%i)', async seed => {
    const [one, many] = [await aBook(), await aBook()]
    const inputs = sampleOf(anInput, 45, seed)
    const expected: Recorded[] = []
    for (const input of inputs) expected.push(await alone(one.staff, input))
    const found = await recordPayments(many.staff, inputs)
    expect(found.map(saidOf)).toEqual(expected.map(saidOf))
    expect(await figures(many.lender.id)).toEqual(await figures(one.lender.id))
    expect((await checkBook(many.system)).discrepancies).toEqual([])
    const posted = found.filter(({ receipt }) => receipt && !receipt.isReplay).length
    expect(posted).toBeGreaterThan(5)
    const traces = await world.owner.db.$count(auditEvents, and(eq(auditEvents.lenderId, many.lender.id), eq(auditEvents.type, 'payment.recorded')))
    expect(traces).toBe(posted)
  })

  it.each([5, 6, 7])('posts each of overlapping batches and single calls once, whatever their order, also beside another lender with the same keys (%i)', async seed => {
    const books = [await aBook(), await aBook()]
    const inputs = Array.from({ length: 40 }, (_, i) => payment({ target: { kind: 'loan', number: `L${(i * 7) % BORROWERS}.0` }, amountCents: cents(1_000 + i), externalId: `o${i}`, idempotencyKey: `overlapping-${i}`, effectiveOn: localDate(i % 3 ? '2026-06-15' : '2026-05-02') }))
    const subsets = sampleOf(fc.shuffledSubarray(inputs, { minLength: 15 }), 6, seed)
    const said = await Promise.all(
      books.flatMap(({ staff }) => [
        ...subsets.map(subset => recordPayments(staff, subset).then(found => found.map(({ receipt }, i) => [subset[i]?.idempotencyKey, receipt?.paymentId] as const))),
        Promise.all(inputs.map(async input => [input.idempotencyKey, (await recordPaymentAmongOthers(staff, input)).paymentId] as const)),
      ]),
    )
    for (const [i, { lender, system }] of books.entries()) {
      const mine = said.slice(i * 7, i * 7 + 7).flat()
      expect(new Set(mine.map(([, id]) => id)).size).toBe(40)
      expect(new Set(mine.map(pair => pair.join())).size).toBe(40)
      expect(await world.owner.db.$count(payments, eq(payments.lenderId, lender.id))).toBe(40)
      expect((await checkBook(system)).discrepancies).toEqual([])
    }
  })

  it('keeps the request that each came with', async () => {
    const { lender, staff } = await aBook()
    const inputs = ['one', 'two'].map((name, i) => payment({ externalId: name, idempotencyKey: `key-of-${name}`, target: { kind: 'loan', number: `L${i}.0` }, requestId: `request-${name}` }))
    await recordPayments(staff, inputs)
    const rows = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'payment.recorded')))
    expect(rows.map(row => row.requestId).sort()).toEqual(['request-one', 'request-two'])
  })

  it('meets itself under one key with different people: one is posted, the other told', async () => {
    const { lender, staff } = await aBook()
    const batch = (number: string) => Array.from({ length: 8 }, (_, i) => payment({ target: { kind: 'loan', number }, idempotencyKey: `shared-key-${number === 'L1.0' ? i : 7 - i}`, externalId: `${number}-${i}` }))
    const [a, b] = await Promise.all([recordPayments(staff, batch('L1.0')), recordPayments(staff, batch('L3.0'))])
    const said = [...a, ...b].map(saidOf)
    expect(said.filter(one => !('refused' in one))).toHaveLength(8)
    expect(said.filter(one => 'refused' in one && one.refused === 'idempotency_key_reused')).toHaveLength(8)
    expect(await world.owner.db.$count(payments, eq(payments.lenderId, lender.id))).toBe(8)
  })

  it('is refused to who may not record money, and knows no other lender’s loans', async () => {
    const [mine, other] = [await aBook(), await aBook()]
    const collector = await world.ctx(await world.staff(mine.lender.id, 'field_visitor'))
    await expect(recordPayments(collector, [payment({})])).rejects.toMatchObject({ code: 'forbidden' })
    await world.owner.db.update(loans).set({ number: 'L-other' }).where(and(eq(loans.lenderId, other.lender.id), eq(loans.number, 'L1.0')))
    const [foreign, own] = await recordPayments(mine.staff, [payment({ target: { kind: 'loan', number: 'L-other' } }), payment({ externalId: 'own', idempotencyKey: 'a-second-key' })])
    expect(foreign && saidOf(foreign)).toEqual({ refused: 'payment_target_unknown' })
    expect(own?.receipt).toBeDefined()
  })

  it('gathers what comes at once, each with its own answer', async () => {
    const { lender, system, staff } = await aBook()
    const inputs = Array.from({ length: 60 }, (_, i) => payment({ target: { kind: 'loan', number: `L${i % BORROWERS}.0` }, amountCents: cents(i === 30 ? 0 : 100 + i), externalId: `g${i % 50}`, idempotencyKey: `gathered-${i % 50}` }))
    const answers = await Promise.allSettled(inputs.map(input => recordPaymentAmongOthers(staff, input)))
    const said = answers.map(answer => (answer.status === 'fulfilled' ? answer.value.amountCents : String(answer.reason instanceof DomainError && answer.reason.message)))
    const wanted = inputs.map((input, i) => (i === 30 ? 'payment_amount_not_positive' : i >= 50 ? 'idempotency_key_reused' : input.amountCents))
    expect(said).toEqual(wanted)
    expect(await world.owner.db.$count(payments, eq(payments.lenderId, lender.id))).toBe(49)
    expect((await checkBook(system)).discrepancies).toEqual([])
  })

  it('keeps nobody waiting for a debt that somebody else holds', async () => {
    const { lender, system, staff } = await aBook()
    const inputs = Array.from({ length: 12 }, (_, i) => payment({ target: { kind: 'loan', number: `L${i % BORROWERS}.0` }, externalId: `h${i}`, idempotencyKey: `while-held-${i}` }))
    const isHeld = (input: ToRecord) => input.target.number === 'L2.0'
    const { waiting } = await world.owner.db.transaction(async tx => {
      await tx.execute(sql`select 1 from cases c join loans l on l.borrower_id = c.borrower_id where l.lender_id = ${lender.id}::uuid and l.number = 'L2.0' and c.status = 'open' for update of c`)
      const asked = inputs.map(input => ({ input, answer: recordPaymentAmongOthers(staff, input) }))
      await Promise.all(asked.filter(({ input }) => !isHeld(input)).map(one => one.answer))
      expect(await tx.$count(payments, eq(payments.lenderId, lender.id))).toBe(10)
      return { waiting: asked.filter(({ input }) => isHeld(input)) }
    })
    expect((await Promise.all(waiting.map(one => one.answer))).map(receipt => receipt.isReplay)).toEqual([false, false])
    expect((await checkBook(system)).discrepancies).toEqual([])
  })
})
