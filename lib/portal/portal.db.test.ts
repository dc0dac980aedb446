import { afterAll, beforeAll, expect, it } from 'vitest'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { add, cents } from '../money'
import { recordPayment } from '../payments/commands'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { getPortalHome } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

it('shows the borrower’s own loans, whose lines add up to what is due', async () => {
  const lender = await world.lender()
  const [borrower, neighbour] = [await world.borrower(lender.id), await world.borrower(lender.id, { name: '李四' })]
  const system = await world.systemCtx(lender.id)
  for (const { id } of [borrower, neighbour]) {
    await openLoan(system, {
      borrowerId: id,
      number: `L-${newId().slice(-8)}`,
      product: 'consumer',
      currency: 'CNY',
      principalCents: cents(1_200_000),
      annualRatePpm: 180_000,
      termCount: 12,
      method: 'equal_instalment',
      disbursedOn: localDate('2026-02-20'),
      firstDueOn: localDate('2026-03-20'),
    })
    await refreshCase(system, id)
  }
  const home = await getPortalHome(await world.borrowerCtx(lender.id, borrower.id))
  expect(home).toMatchObject({ name: '王小明', holdEndsAt: null, plan: null, case: { oldestUnpaidDueOn: '2026-03-20' } })
  expect(home.loans).toHaveLength(1)
  const loan = home.loans[0]?.detail
  if (!loan) throw new Error('no loan')
  const lines = loan.account.sections.flatMap(section => section.entries)
  expect(lines.map(line => line.on)).toEqual(lines.map(line => line.on).toSorted())
  expect(add(...lines.map(line => line.dueCents))).toBe(loan.dueCents)
  expect(add(...lines.map(line => line.amountCents))).toBe(loan.outstandingCents)
  expect(home.case?.dueCents).toBe(loan.dueCents)
})

it('keeps a settled loan in sight while money of the borrower is left on it', async () => {
  const lender = await world.lender()
  const [borrower, system] = [await world.borrower(lender.id), await world.systemCtx(lender.id)]
  const number = `L-${newId().slice(-8)}`
  const terms = { principalCents: cents(100_000), annualRatePpm: 0, termCount: 1, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
  await openLoan(system, { ...terms, borrowerId: borrower.id, number, disbursedOn: localDate('2026-02-20'), firstDueOn: localDate('2026-06-20') })
  const pay = (amount: number) => recordPayment(system, { target: { kind: 'loan', number }, amountCents: cents(amount), currency: 'CNY', effectiveOn: localDate('2026-06-01'), channel: 'other', source: 'test', externalId: newId(), idempotencyKey: newId() })
  const shown = async () => (await getPortalHome(await world.borrowerCtx(lender.id, borrower.id))).loans.map(({ detail }) => [detail.status, detail.account.creditCents])
  await pay(100_000)
  expect(await shown()).toEqual([])
  await pay(700)
  expect(await shown()).toEqual([['settled', 700]])
})

it('is for borrowers only', async () => {
  const lender = await world.lender()
  await expect(getPortalHome(await world.ctx(await world.staff(lender.id, 'supervisor')))).rejects.toMatchObject({ code: 'forbidden' })
})
