import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { and, eq } from 'drizzle-orm'
import { auditEvents, cases, loans } from '@/db/schema'
import { newId } from '../clock'
import { addDays, localDate } from '../dates'
import { startApplication, withdrawApplication } from '../hardship/commands'
import { checkBook } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { refreshCase, refreshCases } from './commands'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const later = (days: number) => new Date(NOON.getTime() + days * 86_400_000)

async function aLateBorrower(firstDueOn = localDate('2026-05-20'), at?: Awaited<ReturnType<World['lender']>>) {
  const lender = at ?? (await world.lender())
  const borrower = await world.borrower(lender.id)
  const ctx = await world.systemCtx(lender.id)
  const { loanId } = await openLoan(ctx, {
    borrowerId: borrower.id,
    number: `L-${newId().slice(-8)}`,
    product: 'consumer',
    currency: 'CNY',
    principalCents: cents(1_200_000),
    annualRatePpm: 180_000,
    termCount: 12,
    method: 'equal_instalment',
    disbursedOn: addDays(firstDueOn, -30),
    firstDueOn,
  })
  return { lender, borrower, ctx, loanId }
}
const caseOf = async (borrowerId: string) => (await world.owner.db.select().from(cases).where(eq(cases.borrowerId, borrowerId)))[0]

describe('refreshCase', () => {
  it('opens a case for an overdue loan and says why it stands where it does', async () => {
    const { borrower, ctx, loanId } = await aLateBorrower()
    expect(await refreshCase(ctx, borrower.id)).toMatchObject({ change: 'opened' })
    const found = await caseOf(borrower.id)
    const state = await loadLoanState(ctx, borrower.id, loanId)
    expect(state.dpd).toBe(26)
    expect(found).toMatchObject({ status: 'open', queue: 'work', dueCents: state.dueCents, balanceCents: state.outstandingCents, oldestUnpaidDueOn: '2026-05-20' })
    expect(found?.rankReasons.map(reason => reason.code)).toContain('bucket_m1')
    const [loan] = await world.owner.db.select().from(loans).where(eq(loans.id, loanId))
    expect(loan).toMatchObject({ caseId: found?.id, dueCents: state.dueCents, status: 'active' })
  })

  it('changes nothing when run again', async () => {
    const { borrower, ctx } = await aLateBorrower()
    await refreshCase(ctx, borrower.id)
    const before = await caseOf(borrower.id)
    expect(await refreshCase(ctx, borrower.id)).toMatchObject({ change: 'none' })
    expect(await caseOf(borrower.id)).toEqual(before)
  })

  it('opens none while nothing is overdue', async () => {
    const { borrower, ctx } = await aLateBorrower(localDate('2026-06-15'))
    expect(await refreshCase(ctx, borrower.id)).toEqual({ caseId: null, change: 'none' })
    const tomorrow = await world.systemCtx(ctx.lender.id, later(1))
    expect(await refreshCase(tomorrow, borrower.id)).toMatchObject({ change: 'opened' })
  })

  it('opens one, out of the queue, for somebody who asks for help in time, and keeps it while the application is open', async () => {
    const { lender, borrower, ctx } = await aLateBorrower(localDate('2026-06-25'))
    const asking = await world.borrowerCtx(lender.id, borrower.id)
    const { applicationId } = await startApplication(asking, borrower.id)
    expect(await caseOf(borrower.id)).toMatchObject({ status: 'open', queue: 'held', stage: 'pre_due' })
    expect(await refreshCase(ctx, borrower.id)).toMatchObject({ change: 'none' })
    await withdrawApplication(asking, borrower.id, applicationId)
    await refreshCase(ctx, borrower.id)
    expect(await caseOf(borrower.id)).toMatchObject({ status: 'closed' })
  })

  it('opens one case however many ask at once', async () => {
    const { borrower, ctx } = await aLateBorrower()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => refreshCase(ctx, borrower.id)))
    expect(outcomes.filter(outcome => outcome.change === 'opened')).toHaveLength(1)
  })

  it('does for many at once what it does for each, and nothing when many ask again', async () => {
    const lender = await world.lender()
    const people = await Promise.all([localDate('2026-05-20'), localDate('2026-02-20'), localDate('2026-06-20'), localDate('2026-04-01')].map(day => aLateBorrower(day, lender)))
    const alone = people.pop()
    const ids = people.map(({ borrower }) => borrower.id)
    const ctx = await world.systemCtx(lender.id)
    expect(await refreshCases(ctx, ids)).toMatchObject([{ change: 'opened' }, { change: 'opened' }, { change: 'none' }])
    expect((await refreshCase(ctx, alone?.borrower.id ?? '')).change).toBe('opened')
    const opened = await Promise.all(ids.map(caseOf))
    expect(opened.map(found => [found?.stage, found?.rankReasons.length])).toEqual([['early', 2], ['late', 3], [undefined, undefined]])
    const both = await Promise.all([refreshCases(ctx, ids), refreshCases(ctx, ids.toReversed())])
    expect(both.flat().map(({ change }) => change)).toEqual(Array.from({ length: 6 }, () => 'none'))
    expect(await checkBook(ctx)).toEqual({ borrowers: 4, discrepancies: [] })
    const traces = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'case.opened')))
    expect(new Set(traces.map(trace => trace.caseId)).size).toBe(3)
  })

  it('shows one borrower nothing of another', async () => {
    const { borrower, lender, loanId } = await aLateBorrower()
    const stranger = await world.borrower(lender.id)
    const ctx = await world.borrowerCtx(lender.id, stranger.id)
    await expect(loadLoanState(ctx, borrower.id, loanId)).rejects.toMatchObject({ code: 'not_found' })
    const other = await world.systemCtx((await world.lender()).id)
    await expect(loadLoanState(other, borrower.id, loanId)).rejects.toMatchObject({ code: 'not_found' })
  })
})
