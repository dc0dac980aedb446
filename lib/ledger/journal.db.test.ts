import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditEvents, bankStatements } from '@/db/schema'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents, decimalText } from '../money'
import { recordPayment } from '../payments/commands'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { exportJournal } from './journal-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const TODAY = localDate('2026-06-15')

async function aLoan(lenderId: string, now = NOON) {
  const { id: borrowerId } = await world.borrower(lenderId)
  const number = `L-${newId().slice(-10)}`
  const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
  await openLoan(await world.systemCtx(lenderId, now), { ...terms, borrowerId, number, product: 'consumer', disbursedOn: localDate('2026-02-20'), firstDueOn: localDate('2026-03-20') })
  return number
}
async function readAll(lines: AsyncGenerator<string>): Promise<string[][]> {
  let text = ''
  for await (const part of lines) text += part
  return text.trim().split('\r\n').slice(1).map(line => line.split(','))
}

it('holds each posting of the lender’s day once, and its debits equal its credits', async () => {
  const lender = await world.lender()
  const compliance = await world.ctx(await world.staff(lender.id, 'compliance'))
  const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'))
  const number = await aLoan(lender.id)
  await aLoan(lender.id, new Date('2026-06-14T15:59:59Z'))
  await aLoan((await world.lender()).id)
  await recordPayment(supervisor, { target: { kind: 'loan', number }, amountCents: cents(9_000_000), currency: 'CNY', effectiveOn: TODAY, channel: 'bank_transfer', source: 'bank', externalId: newId(), idempotencyKey: newId() })
  const rows = await readAll(await exportJournal(compliance, TODAY))
  const sum = rows.pop()
  const total = (column: number) => rows.reduce((all, row) => all + Math.round(Number(row[column] || 0) * 100), 0)
  expect(new Set(rows.map(row => row[4]))).toEqual(new Set([number]))
  expect(rows.filter(row => row[5] === 'credit')).toHaveLength(1)
  expect(total(7)).toBe(total(8))
  expect([sum?.[0], sum?.[7], sum?.[8]]).toEqual(['sum', decimalText(total(7)), decimalText(total(8))])
  const traces = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'journal.exported')))
  expect(traces).toMatchObject([{ data: { on: TODAY }, actorId: compliance.actor.id }])
})

it('goes on over pages without losing or doubling a posting', async () => {
  const lender = await world.lender()
  const compliance = await world.ctx(await world.staff(lender.id, 'compliance'))
  for (let i = 0; i < 260; i++) await aLoan(lender.id)
  const rows = await readAll(await exportJournal(compliance, TODAY))
  expect(rows).toHaveLength(260 * 4 + 1)
  expect(new Set(rows.map(row => `${row[0]}:${row[5]}:${row[6]}`)).size).toBe(260 * 4 + 1)
}, 120_000)

it('is for compliance and admin, and for days that have begun', async () => {
  const lender = await world.lender()
  for (const role of ['collector', 'supervisor', 'reviewer'] as const) await expect(exportJournal(await world.ctx(await world.staff(lender.id, role)), TODAY)).rejects.toMatchObject({ code: 'forbidden' })
  const admin = await world.ctx(await world.staff(lender.id, 'admin'))
  await expect(exportJournal(admin, localDate('2026-06-16'))).rejects.toMatchObject({ details: { fields: { on: 'date_is_ahead' } } })
})

it('of a day that is over waits for files that came by then, so that it never changes after it was taken', async () => {
  const lender = await world.lender()
  const admin = await world.ctx(await world.staff(lender.id, 'admin'))
  const file = { lenderId: lender.id, id: newId(), source: 'bank', fileName: 'bank.csv', sizeBytes: 1, sha256: 'x', storageKey: 'x', status: 'applying', createdAt: new Date('2026-06-14T15:50:00Z') }
  await world.owner.db.insert(bankStatements).values(file)
  await expect(exportJournal(admin, localDate('2026-06-14'))).rejects.toMatchObject({ code: 'conflict', message: 'journal_still_posting' })
  for (const on of ['2026-06-13', '2026-06-15'].map(localDate)) expect(await readAll(await exportJournal(admin, on))).toHaveLength(1)
  await world.owner.db.update(bankStatements).set({ status: 'applied' }).where(eq(bankStatements.id, file.id))
  expect(await readAll(await exportJournal(admin, localDate('2026-06-14')))).toHaveLength(1)
})
