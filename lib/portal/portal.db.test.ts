import { afterAll, beforeAll, expect, it } from 'vitest'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { add, cents } from '../money'
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

it('is for borrowers only', async () => {
  const lender = await world.lender()
  await expect(getPortalHome(await world.ctx(await world.staff(lender.id, 'supervisor')))).rejects.toMatchObject({ code: 'forbidden' })
})
