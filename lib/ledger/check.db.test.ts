import { eq, sql } from 'drizzle-orm'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerChecks } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { addDays, localDate } from '../dates'
import { readHealth } from '../jobs/health'
import { runSweep } from '../jobs/run-sweep'
import { addCharge, openLoan } from '../loans/commands'
import { cents } from '../money'
import { recordPayment, reversePayment } from '../payments/commands'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { checkLedger } from './check-commands'
import { checkBorrowers } from './check-queries'
import { getLedgerCheck } from './alarm-queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const nextDay = new Date(NOON.getTime() + 86_400_000)

async function aBook(debtors = 3) {
  const lender = await world.lender()
  const system = await world.systemCtx(lender.id)
  const made: { id: string; loanId: string; number: string }[] = []
  for (let i = 0; i < debtors; i++) {
    const { id } = await world.borrower(lender.id)
    const number = `L-${newId().slice(-10)}`
    const firstDueOn = addDays(localDate('2026-03-20'), i)
    const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
    const { loanId } = await openLoan(system, { ...terms, borrowerId: id, number, product: 'consumer', disbursedOn: addDays(firstDueOn, -30), firstDueOn })
    await refreshCase(system, id)
    made.push({ id, loanId, number })
  }
  const staff = await world.ctx(await world.staff(lender.id, 'supervisor'))
  const pay = (number: string, amount: number, effectiveOn = '2026-06-01') =>
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
  return { lender, system, staff, made, pay }
}

/** An append-only ledger is wrong only when somebody with the owner's hands was at it. */
const tamper = (statement: ReturnType<typeof sql>) =>
  world.owner.db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(statement)
  })
const rows = (lenderId: string) => world.owner.db.select().from(ledgerChecks).where(eq(ledgerChecks.lenderId, lenderId))

describe('the night’s check of the ledger', () => {
  it('finds nothing in a sound book with charges, payments, an overpayment and a reversal, and keeps that it looked', async () => {
    const { lender, system, staff, made, pay } = await aBook()
    const [first, second, third] = made
    if (!first || !second || !third) throw new Error('three debtors')
    await addCharge(system, { borrowerId: first.id, loanId: first.loanId, component: 'fee', amountCents: cents(2_500), dueOn: localDate('2026-06-10'), reason: 'letter' })
    await pay(first.number, 150_000)
    await pay(second.number, 9_000_000)
    const { borrowerId, paymentId } = await pay(third.number, 70_000)
    await reversePayment(staff, { borrowerId, paymentId, reason: 'returned' })
    const run = await runSweep('ledger_check', system)
    expect(run).toMatchObject({ outcome: 'done', changed: { loans: 3, replayed: 3, differences: 0 } })
    expect(await rows(lender.id)).toMatchObject([{ businessDate: '2026-06-15', differences: 0, found: [], replayedTo: null }])
    expect(await runSweep('ledger_check', system)).toMatchObject({ outcome: 'done_before' })
    expect(await rows(lender.id)).toHaveLength(1)
  })

  it('finds a cent that moved by sums alone, and raises alarm until a later check finds none', async () => {
    const { system, staff, made, pay } = await aBook()
    const [first] = made
    if (!first) throw new Error('a debtor')
    await pay(first.number, 150_000)
    const files = mkdtempSync(path.join(tmpdir(), 'leeway-check-'))
    const health = () => readHealth(() => Promise.resolve(world.app.db), files)
    const change = (by: number) => tamper(sql`update ledger_postings set amount_cents = amount_cents + ${by} where borrower_id = ${first.id} and account = 'receivable' and component = 'principal'`)
    await change(1)
    const run = await checkLedger(system, 0)
    expect(run).toMatchObject({ loans: 3, replayed: 0 })
    expect(run.differences).toBeGreaterThanOrEqual(2)
    const alarm = await getLedgerCheck(staff)
    expect(alarm?.found.map(one => one.what)).toEqual(expect.arrayContaining(['sum of postings', 'receivable principal']))
    expect(alarm?.found.every(one => one.borrowerId === first.id)).toBe(true)
    expect(await health()).toMatchObject({ status: 'ready', ledger: { isSound: false, differences: run.differences } })
    await change(-1)
    expect(await checkLedger(system)).toMatchObject({ differences: 0 })
    expect(await health()).toMatchObject({ ledger: { isSound: true } })
  })

  it('replays what was posted since, and the rest a slice a night', async () => {
    const { lender, system, made, pay } = await aBook(4)
    expect(await checkLedger(system, 2)).toMatchObject({ loans: 4, replayed: 2, differences: 0 })
    const [first] = made
    if (!first) throw new Error('a debtor')
    const tomorrow = await world.systemCtx(lender.id, nextDay)
    await pay(first.number, 5_000)
    await tamper(sql`update loans set due_cents = due_cents + 1 where borrower_id = ${first.id}`)
    const run = await checkLedger(tomorrow, 2)
    expect(run.differences).toBe(1)
    expect((await rows(lender.id)).find(row => row.businessDate === '2026-06-16')?.found).toMatchObject([{ borrowerId: first.id, what: 'loan dueCents' }])
  })

  it('finds a kept amount that is wrong on a loan nobody has touched', async () => {
    const { lender, system, made } = await aBook(3)
    await checkLedger(system)
    await tamper(sql`update loans set balance_cents = balance_cents - 100 where borrower_id = ${made[2]?.id ?? ''}`)
    await checkLedger(await world.systemCtx(lender.id, nextDay))
    expect((await rows(lender.id)).find(row => row.businessDate === '2026-06-16')?.found).toMatchObject([{ borrowerId: made[2]?.id, what: 'loan balanceCents' }])
  })

  it('takes nothing for a difference that is posted while it looks', async () => {
    const { system, made, pay } = await aBook(2)
    let isPaying = true
    const paying = (async () => {
      for (let i = 0; i < 40; i++) await pay(made[i % 2]?.number ?? '', 1_000 + i)
      isPaying = false
    })()
    const found: unknown[] = []
    while (isPaying) found.push(...(await checkBorrowers(system, made.map(({ id }) => id))))
    await paying
    expect(found).toEqual([])
  })

  it('is read by supervisors, compliance and admins of this lender only', async () => {
    const { lender, system } = await aBook(1)
    await checkLedger(system)
    await expect(getLedgerCheck(await world.ctx(await world.staff(lender.id, 'collector')))).rejects.toMatchObject({ code: 'forbidden' })
    const other = await world.lender()
    expect(await getLedgerCheck(await world.ctx(await world.staff(other.id, 'supervisor')))).toBeNull()
    await expect(checkLedger(await world.ctx(await world.staff(lender.id, 'admin')))).rejects.toMatchObject({ code: 'forbidden' })
  })
})
