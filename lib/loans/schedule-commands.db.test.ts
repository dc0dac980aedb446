import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { addDays, localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { replayRecord } from '../ledger/loan-record'
import { sumAccount } from '../ledger/posting-queries'
import { cents, subtract } from '../money'
import { recordPayment, reversePayment } from '../payments/commands'
import { assessPlan, type PlanTerms } from '../plans/plan'
import { positionOf } from '../plans/position'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, testPolicy, type World } from '../testing/world'
import { read } from '../transaction'
import { openLoan, restoreContractSchedule, startSchedule } from './commands'
import { loadLoan } from './queries'
import { bookOf } from './record-queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const later = (days: number) => new Date(NOON.getTime() + days * 86_400_000)
const waivePenaltyCents = cents(300)
const terms: PlanTerms = {
  kind: 'instalments',
  count: 6,
  frequency: 'monthly',
  firstDueOn: localDate('2026-07-01'),
  freezePenalty: true,
  freezeInterest: false,
  waivePenaltyCents,
  waiveInterestCents: cents(0), waiveFeeCents: cents(0), isConditional: true,
}

async function aPlan() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const ctx = await world.systemCtx(lender.id)
  const number = `L-${newId().slice(-10)}`
  const contract = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
  const opened = { borrowerId: borrower.id, number, product: 'consumer', disbursedOn: localDate('2026-02-20'), firstDueOn: localDate('2026-03-20') }
  const { loanId } = await openLoan(ctx, { ...contract, ...opened })
  await refreshCase(ctx, borrower.id)
  await pay(lender.id, number, 50_000, '2026-06-01')
  const { record, state } = await loadLoan(ctx, borrower.id, loanId)
  const plan = assessPlan(positionOf(state, { annualRatePpm: record.loan.annualRatePpm, frequency: 'monthly' }), terms, testPolicy, ctx.today)
  if (!plan.ok) throw new Error(JSON.stringify(plan.refusals))
  const planId = newId()
  await startSchedule(ctx, { borrowerId: borrower.id, loanId, planId, fromOn: ctx.today, instalments: plan.schedule, forgiven: { granted: { penalty: waivePenaltyCents } } })
  await refreshCase(ctx, borrower.id)
  return { lender, borrower, ctx, loanId, number, planId, before: state, schedule: plan.schedule }
}

async function pay(lenderId: string, number: string, amountCents: number, effectiveOn: string, now = NOON) {
  const staff = await world.ctx(await world.staff(lenderId, 'supervisor'), now)
  const receipt = await recordPayment(staff, {
    target: { kind: 'loan', number },
    amountCents: cents(amountCents),
    currency: 'CNY',
    effectiveOn: localDate(effectiveOn),
    channel: 'bank_transfer',
    source: 'bank',
    externalId: newId(),
    idempotencyKey: newId(),
  })
  return { staff, ...receipt }
}

describe('startSchedule', () => {
  it('makes the plan the schedule and the ledger say so', async () => {
    const { borrower, ctx, loanId, schedule, planId } = await aPlan()
    const { state } = await loadLoan(ctx, borrower.id, loanId)
    expect(state).toMatchObject({ version: 2, dpd: 0, oldestUnpaidDueOn: '2026-07-01' })
    expect(state.outstandingCents).toBe(schedule.reduce((sum, row) => sum + row.totalCents, 0))
    const waived = await read(ctx, ctx => sumAccount(ctx, borrower.id, loanId, 'waived', planId))
    expect(waived).toEqual([{ component: 'penalty', amountCents: waivePenaltyCents }])
    expect(await checkBorrower(ctx, borrower.id)).toEqual([])
  })

  it('takes payments, late-known ones and reversals without losing a cent', async () => {
    const { borrower, ctx, lender, number, loanId } = await aPlan()
    const before = (await loadLoan(ctx, borrower.id, loanId)).state
    await pay(lender.id, number, 40_000, '2026-06-16', later(1))
    const tomorrow = await world.systemCtx(lender.id, later(1))
    expect(await checkBorrower(tomorrow, borrower.id)).toEqual([])
    const { staff, paymentId } = await pay(lender.id, number, 70_000, '2026-05-01', later(1))
    expect(await checkBorrower(tomorrow, borrower.id)).toEqual([])
    const paid = (await loadLoan(tomorrow, borrower.id, loanId)).state
    expect(paid.outstandingCents).toBeLessThanOrEqual(subtract(before.outstandingCents, cents(110_000)))
    await reversePayment(staff, { borrowerId: borrower.id, paymentId, reason: 'returned' })
    expect(await checkBorrower(tomorrow, borrower.id)).toEqual([])
    const after = (await loadLoan(tomorrow, borrower.id, loanId)).state
    expect(after.outstandingCents).toBe(subtract(before.outstandingCents, cents(40_000)))
  })

  it('refuses to take back a payment that the plan counted in', async () => {
    const { borrower, ctx, lender, loanId } = await aPlan()
    const staff = await world.ctx(await world.staff(lender.id, 'supervisor'))
    const { record } = await loadLoan(ctx, borrower.id, loanId)
    const paymentId = record.payments[0]?.id ?? ''
    await expect(reversePayment(staff, { borrowerId: borrower.id, paymentId, reason: 'returned' })).rejects.toMatchObject({ message: 'payment_before_plan' })
  })
})

describe('restoreContractSchedule', () => {
  it('owes exactly what the contract leaves after every payment, at its own dates', async () => {
    const { borrower, lender, loanId, number, planId } = await aPlan()
    await pay(lender.id, number, 30_000, '2026-06-20', later(5))
    const ctx = await world.systemCtx(lender.id, later(30))
    await restoreContractSchedule(ctx, { borrowerId: borrower.id, loanId, planId })
    await refreshCase(ctx, borrower.id)
    const { record, state } = await loadLoan(ctx, borrower.id, loanId)
    const contract = replayRecord({ ...record, schedules: record.schedules.filter(schedule => schedule.version === 1) }, bookOf(ctx))
    expect(state.outstandingCents).toBe(contract.outstandingCents)
    expect(state.oldestUnpaidDueOn).toBe(contract.oldestUnpaidDueOn)
    expect(state.dpd).toBe(contract.dpd)
    expect(await checkBorrower(ctx, borrower.id)).toEqual([])
    const tomorrow = addDays(ctx.today, 1)
    const oneDay = replayRecord(record, bookOf(ctx), tomorrow).outstandingCents - state.outstandingCents
    const byContract = replayRecord({ ...record, schedules: record.schedules.slice(0, 1) }, bookOf(ctx), tomorrow).outstandingCents - contract.outstandingCents
    // Rounded once per line before the plan and once after it.
    expect(Math.abs(oneDay - byContract)).toBeLessThanOrEqual(contract.lines.length)
  })
})
