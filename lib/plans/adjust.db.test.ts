import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, planAdjustments, planInstalments } from '@/db/schema'
import { addDays, addMonths } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { reversePayment } from '../payments/reversal-commands'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, refusal, TODAY, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { adjustPlan } from './adjust-commands'
import { listAdjustments, previewAdjustment } from './adjust-queries'
import { checkPlans } from './monitor-commands'
import { loadPlannedLoans } from './position-queries'
import { getPlan } from './queries'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { rowOf, messagesOf, active, pay } = planScenes(() => world)
const FIRST = addMonths(TODAY, 1)
const move = (days = 5) => ({ kind: 'move' as const, toOn: addDays(FIRST, days) })
const datesOf = async (at: PlanScene, planId: string, days = 0) =>
  (await getPlan(later(at.system, days), at.person.id, planId)).progress.dates.slice(0, 3).map(date => [date.dueOn, date.totalCents, date.paidCents])
const booksOf = async (at: PlanScene, days: number) => checkBorrower(later(at.system, days), at.person.id)

describe('a date changed by the borrower', () => {
  it('moves, keeps the signed text and the earlier dates, is told and written down, and leaves the books true', async () => {
    const { at, planId } = await active()
    const [first] = await datesOf(at, planId)
    const signed = await rowOf(planId)
    expect(await adjustPlan(at.borrower, { borrowerId: at.person.id, planId, change: move(), version: 1 })).toEqual({ version: 2 })
    expect((await datesOf(at, planId))[0]).toEqual([addDays(FIRST, 5), first?.[1], 0])
    expect(await rowOf(planId)).toMatchObject({ status: 'active', scheduleVersion: 2, agreementSha256: signed.agreementSha256, totals: signed.totals })
    const rows = await world.owner.db.select().from(planInstalments).where(eq(planInstalments.planId, planId))
    expect(rows.filter(row => row.version === 1 && row.dueOn === FIRST)).toHaveLength(1)
    expect((await listAdjustments(at.borrower, at.person.id)).get(planId)).toMatchObject([{ kind: 'move', dueOn: FIRST, costCents: 0, byBorrower: true }])
    const events = await world.owner.db.select({ type: auditEvents.type }).from(auditEvents).where(eq(auditEvents.borrowerId, at.person.id))
    expect(events.filter(event => event.type === 'plan.adjusted')).toHaveLength(1)
    expect(await messagesOf(at, 'plan_changed')).toHaveLength(1)
    expect(await booksOf(at, 0)).toEqual([])
    expect(await checkPlans(later(at.system, 34))).toMatchObject({ missed: 0 })
    expect(await checkPlans(later(at.system, 36))).toMatchObject({ missed: 1 })
  })

  it('splits, counting what was paid before, and each part on its own day', async () => {
    const { at, planId } = await active()
    const total = Number((await datesOf(at, planId))[0]?.[1])
    await pay(at, later(at.system, 3), 10_000)
    const change = { kind: 'split' as const, firstCents: cents(20_000), toOn: addDays(FIRST, 9) }
    const seen = await previewAdjustment(later(at.borrower, 4), at.person.id, planId, change)
    expect(seen.preview?.parts).toEqual([{ dueOn: FIRST, amountCents: 20_000 }, { dueOn: addDays(FIRST, 9), amountCents: total - 30_000 }])
    await adjustPlan(later(at.borrower, 4), { borrowerId: at.person.id, planId, change, version: 1 })
    expect((await datesOf(at, planId, 4)).slice(0, 2)).toEqual([[FIRST, 30_000, 10_000], [addDays(FIRST, 9), total - 30_000, 0]])
    const state = await loadLoanState(later(at.system, 4), at.person.id, at.loanId)
    expect(state.nextDue).toEqual({ on: FIRST, amountCents: 20_000 })
    await pay(at, later(at.system, 30), 20_000)
    expect(await checkPlans(later(at.system, 32))).toMatchObject({ missed: 0 })
    expect((await loadLoanState(later(at.system, 32), at.person.id, at.loanId)).dpd).toBe(0)
    expect(await booksOf(at, 32)).toEqual([])
  })

  it('stays true when a payment made before the change bounces after it', async () => {
    const { at, planId } = await active()
    const total = Number((await datesOf(at, planId))[0]?.[1])
    const paid = await pay(at, later(at.system, 30), total)
    await adjustPlan(later(at.borrower, 40), { borrowerId: at.person.id, planId, change: { kind: 'move', toOn: addDays(addMonths(TODAY, 2), 4) }, version: 1 })
    expect(await booksOf(at, 40)).toEqual([])
    await reversePayment(later(at.supervisor, 41), { borrowerId: at.person.id, paymentId: paid.paymentId, reason: 'bounced' })
    expect(await booksOf(at, 41)).toEqual([])
    expect((await datesOf(at, planId, 41))[0]).toEqual([FIRST, total, 0])
    expect((await loadLoanState(later(at.system, 41), at.person.id, at.loanId)).dpd).toBe(11)
    expect((await rowOf(planId)).status).toBe('grace')
    await pay(at, later(at.system, 42), total)
    expect((await rowOf(planId)).status).toBe('active')
    expect(await booksOf(at, 42)).toEqual([])
  })

  it('brings a plan in grace back at once and asks interest and penalty only where they run', async () => {
    const { at, planId } = await active(600_000, { ...monthly(6), freezeInterest: false, freezePenalty: false })
    await checkPlans(later(at.system, 32))
    expect((await rowOf(planId)).status).toBe('grace')
    const ctx = later(at.borrower, 32)
    const seen = await previewAdjustment(ctx, at.person.id, planId, move(9))
    expect(seen.preview?.interestCents).toBeGreaterThan(0)
    expect(seen.preview?.penaltyCents).toBeGreaterThan(0)
    await adjustPlan(ctx, { borrowerId: at.person.id, planId, change: move(9), version: 1 })
    expect((await rowOf(planId)).status).toBe('active')
    expect((await datesOf(at, planId, 32))[0]).toEqual([addDays(FIRST, 9), seen.preview?.parts[0]?.amountCents, 0])
    expect(await booksOf(at, 32)).toEqual([])
    const state = await loadLoanState(later(at.system, 39), at.person.id, at.loanId)
    await pay(at, later(at.system, 39), state.dueCents)
    expect(state.dueCents).toBe(seen.preview?.parts[0]?.amountCents)
    expect((await getPlan(later(at.system, 39), at.person.id, planId)).progress.coveredCount).toBe(1)
    expect(await booksOf(at, 39)).toEqual([])
  })

  it.each([
    ['moved', { kind: 'move' as const, toOn: addDays(FIRST, 9) }],
    ['split', { kind: 'split' as const, firstCents: cents(30_000), toOn: addDays(FIRST, 9) }],
  ])('leaves what is owed that day as it was, though the wait will cost interest: %s', async (_, change) => {
    const { at, planId } = await active(600_000, { ...monthly(6), freezeInterest: false })
    const owed = async (days: number) => {
      const { loans } = await loadPlannedLoans(later(at.reviewer, days), at.person.id, [at.loanId])
      return loans.reduce((sum, { position }) => sum + position.owedCents, 0)
    }
    const [before, onDate] = [await owed(10), await owed(30)]
    await adjustPlan(later(at.borrower, 10), { borrowerId: at.person.id, planId, change, version: 1 })
    expect([await owed(10), await owed(30)]).toEqual([before, onDate])
    const [made] = (await listAdjustments(at.borrower, at.person.id)).get(planId) ?? []
    expect(made?.costCents).toBeGreaterThan(0)
    expect(await owed(32)).toBeGreaterThan(onDate)
  })

  it('is possible so often and no more, and the contract comes back whole when the plan breaks', async () => {
    const { at, planId } = await active()
    await adjustPlan(at.borrower, { borrowerId: at.person.id, planId, change: move(), version: 1 })
    await adjustPlan(at.borrower, { borrowerId: at.person.id, planId, change: move(9), version: 2 })
    const third = previewAdjustment(at.borrower, at.person.id, planId, move(10))
    expect((await third).refusals.map(one => one.reason)).toEqual(['plan_changes_used'])
    expect(await refusal(adjustPlan(at.borrower, { borrowerId: at.person.id, planId, change: move(10), version: 3 }))).toBe('plan_not_changeable')
    await checkPlans(later(at.system, 40))
    expect(await checkPlans(later(at.system, 44))).toMatchObject({ broken: 1 })
    expect((await loadLoanState(later(at.system, 44), at.person.id, at.loanId)).dpd).toBeGreaterThan(90)
    expect(await booksOf(at, 44)).toEqual([])
  })

  it('is written once however often it is pressed, and one of two that race wins', async () => {
    const { at, planId } = await active()
    const press = (days: number) => adjustPlan(at.borrower, { borrowerId: at.person.id, planId, change: move(days), version: 1 })
    expect(await Promise.all([press(5), press(5), press(5)])).toEqual([{ version: 2 }, { version: 2 }, { version: 2 }])
    expect(await refusal(press(6))).toBe('plan_dates_changed')
    expect(await world.owner.db.$count(planAdjustments, eq(planAdjustments.planId, planId))).toBe(1)
    expect(await messagesOf(at, 'plan_changed')).toHaveLength(1)
  })

  it('belongs to the borrower and to who may make plans', async () => {
    const { at, planId } = await active()
    const other = await active()
    const input = { borrowerId: at.person.id, planId, change: move(), version: 1 }
    expect(await refusal(adjustPlan(other.at.borrower, input))).toBe('not_found')
    expect(await refusal(adjustPlan(other.at.reviewer, input))).toBe('not_found')
    expect(await refusal(previewAdjustment(other.at.borrower, at.person.id, planId))).toBe('not_found')
    expect(await refusal(adjustPlan(await world.ctx(await world.staff(at.lender.id, 'collector')), input))).toBe('forbidden')
    expect(await adjustPlan(at.reviewer, input)).toEqual({ version: 2 })
    expect((await listAdjustments(at.borrower, at.person.id)).get(planId)).toMatchObject([{ byBorrower: false }])
  })
})
