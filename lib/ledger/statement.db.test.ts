import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { borrowers } from '@/db/schema'
import { newId } from '../clock'
import type { ApiActor } from '../context'
import { addDays, localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { recordPayment } from '../payments/commands'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { sumAccount } from './posting-queries'
import { transaction } from '../transaction'
import { byComponent } from './entries'
import { statementBody } from './statement-api'
import { getStatement } from './statement-queries'
import { statementOperation } from './openapi'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function aDebtor() {
  const lender = await world.lender()
  const { id } = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  const number = `L-${newId().slice(-10)}`
  const firstDueOn = localDate('2026-03-20')
  const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
  const { loanId } = await openLoan(system, { ...terms, borrowerId: id, number, product: 'consumer', disbursedOn: addDays(firstDueOn, -30), firstDueOn })
  const api = (scopes: readonly string[]): ApiActor => ({ kind: 'api', id: newId(), lenderId: lender.id, scopes })
  const staff = await world.ctx(await world.staff(lender.id, 'supervisor'))
  const pay = (amount: number, effectiveOn: string) =>
    recordPayment(staff, {
      target: { kind: 'loan', number },
      amountCents: cents(amount),
      currency: 'CNY',
      effectiveOn: localDate(effectiveOn),
      channel: 'bank_transfer',
      source: 'bank',
      externalId: newId(),
      idempotencyKey: newId(),
    })
  return { lender, id, loanId, system, staff, pay, key: await world.ctx(api(['statement:read'])), keyWithout: await world.ctx(api(['payment:record'])) }
}

describe('a statement', () => {
  it('says each component as of any past day, and its lines sum to it', async () => {
    const { key, id, pay, system, loanId } = await aDebtor()
    await pay(150_000, '2026-04-25')
    const shape = statementOperation.answers[200]?.schema
    for (const asOf of ['2026-02-18', '2026-03-19', '2026-03-20', '2026-04-24', '2026-04-25', '2026-06-15']) {
      const statement = await getStatement(key, id, localDate(asOf))
      const [loan] = statement.loans
      expect(shape?.safeParse(JSON.parse(JSON.stringify(statementBody(statement)))).success).toBe(true)
      if (!loan) throw new Error('no loan')
      for (const row of loan.balances) expect(row.billedCents).toBe(row.paidCents + row.waivedCents + row.writtenOffCents + row.openCents)
      expect(loan.balances.reduce((sum, row) => sum + row.openCents, 0)).toBe(statement.outstandingCents)
      expect(loan.balances.reduce((sum, row) => sum + row.dueCents, 0)).toBe(statement.dueCents)
      expect(loan.detail.account.sections.reduce((sum, section) => sum + section.sumCents, 0)).toBe(statement.outstandingCents)
      expect(loan.balances.reduce((sum, row) => sum + row.paidCents, 0)).toBe(asOf < '2026-04-25' ? 0 : 150_000)
    }
    const now = (await getStatement(key, id)).loans[0]
    const receivable = byComponent(await transaction(system, ctx => sumAccount(ctx, id, loanId, 'receivable')))
    for (const row of now?.balances ?? []) if (row.component !== 'penalty') expect(row.openCents).toBe(receivable[row.component])
  })

  it('knows a back-dated payment from the day it counts, and leaves out a loan before it was paid out', async () => {
    const { key, id, pay } = await aDebtor()
    const before = await getStatement(key, id, localDate('2026-04-20'))
    await pay(100_000, '2026-04-01')
    const after = await getStatement(key, id, localDate('2026-04-20'))
    expect(before.outstandingCents - after.outstandingCents).toBeGreaterThan(100_000)
    expect((await getStatement(key, id, localDate('2026-02-17'))).loans).toEqual([])
  })

  it('says of each day whether the loan was settled then', async () => {
    const { key, id, pay } = await aDebtor()
    await pay(1_400_000, '2026-05-02')
    const statusOn = async (asOf?: string) => (await getStatement(key, id, asOf ? localDate(asOf) : undefined)).loans[0]?.detail.status
    expect([await statusOn('2026-05-01'), await statusOn('2026-05-02'), await statusOn()]).toEqual(['active', 'settled', 'settled'])
  })

  it('is found by number too, by staff, the borrower and a key with the scope; by nobody else', async () => {
    const { key, keyWithout, id, lender, staff } = await aDebtor()
    const [row] = await world.owner.db.select().from(borrowers).where(eq(borrowers.id, id))
    expect((await getStatement(key, row?.number ?? '')).borrowerId).toBe(id)
    expect((await getStatement(staff, id)).borrowerId).toBe(id)
    expect((await getStatement(await world.borrowerCtx(lender.id, id), id)).borrowerId).toBe(id)
    await expect(getStatement(keyWithout, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getStatement(await world.ctx(await world.staff(lender.id, 'admin')), id)).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await aDebtor()
    for (const who of [id, row?.number ?? '', newId(), 'nobody']) await expect(getStatement(stranger.key, who)).rejects.toMatchObject({ code: 'not_found' })
    const neighbour = await world.borrower(lender.id)
    await expect(getStatement(await world.borrowerCtx(lender.id, neighbour.id), id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getStatement(key, id, localDate('2026-06-16'))).rejects.toMatchObject({ code: 'invalid', details: { fields: { asOf: 'date_is_ahead' } } })
  })
})
