import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addMinutes, localDate } from '../dates'
import { DomainError } from '../errors'
import { decideEscalation } from '../escalations/commands'
import { checkBorrower } from '../ledger/check-queries'
import { replayInputOf, replayRecord, type LoanRecord } from '../ledger/loan-record'
import { addCharge, cancelCharge, openLoan } from '../loans/commands'
import { loadLoans } from '../loans/queries'
import { bookOf } from '../loans/record-queries'
import { cents, ZERO } from '../money'
import { checkPlans } from '../plans/monitor-commands'
import type { PlanTerms } from '../plans/plan'
import { useDatabase } from '../testing/database'
import { liveThrough } from '../testing/naive-loan'
import { later, planScenes, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { recordPayments, reversePayment } from './commands'
import { postRefund } from './refund-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { scene, propose, escalationOf, sign } = planScenes(() => world)

const amount = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 700_000 })).map(cents)
const nth = fc.nat(9)
const frequency = fc.constantFrom('monthly' as const, 'fortnightly' as const, 'weekly' as const)
const terms = fc.record({
  kind: fc.constantFrom('extension', 'instalments', 'holiday', 'settlement', 'lump_sum_plus'),
  count: fc.integer({ min: 1, max: 6 }),
  frequency,
  firstIn: fc.integer({ min: 5, max: 30 }),
  amount: fc.integer({ min: 1, max: 300_000 }).map(cents),
  freezes: fc.boolean(),
  waives: fc.nat(700).map(cents),
})
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pay' as const), amount, back: fc.oneof(fc.constant(0), fc.nat(90)), loan: fc.option(nth) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reverse' as const), which: nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('charge' as const), amount, loan: nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: nth }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refund' as const), share: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('plan' as const), terms }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 40 }) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never
type Life = { at: PlanScene; loans: { id: string; number: string }[]; days: number; steps: number; payments: string[]; charges: string[] }

function planOf(today: string, { kind, count, frequency, firstIn, amount, freezes, waives }: Extract<Step, { kind: 'plan' }>['terms']): PlanTerms {
  const shared = { freezePenalty: freezes, freezeInterest: freezes, waivePenaltyCents: waives, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
  const dated = { count, frequency, firstDueOn: addDays(localDate(today), firstIn), ...shared }
  if (kind === 'extension') return { kind, shiftPeriods: count, ...shared }
  if (kind === 'holiday') return { kind, periods: 2, ...dated }
  if (kind === 'settlement') return { kind, settleCents: amount, ...dated }
  return kind === 'lump_sum_plus' ? { kind, lumpCents: amount, ...dated } : { kind: 'instalments', ...dated }
}

async function begin(second: { frequency: 'monthly' | 'fortnightly' | 'weekly'; dayCount: 'none' | 'act/360' | 'act/act' }): Promise<Life> {
  const at = await scene()
  const number = `M-${newId().slice(-12)}`
  const contract = { principalCents: cents(240_000), annualRatePpm: 239_900, termCount: 7, method: 'equal_principal' as const, currency: 'CNY' as const, product: 'card' }
  await openLoan(at.system, { ...contract, ...second, borrowerId: at.person.id, number, disbursedOn: localDate('2026-01-31'), firstDueOn: localDate('2026-02-28') })
  await refreshCase(at.system, at.person.id)
  const loans = (await loadLoans(at.system, at.person.id)).map(({ record }) => ({ id: record.loan.id, number: record.loan.number }))
  return { at, loans, days: 0, steps: 0, payments: [], charges: [] }
}

/** Nothing happens at the same moment as another thing. */
function nowOf<C extends Ctx>({ days, steps }: Life, ctx: C): C {
  const day = later(ctx, days)
  return { ...day, now: addMinutes(day.now, steps) }
}

const at = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)]

async function live(life: Life, step: Step): Promise<void> {
  const { at: place } = life
  life.steps += 1
  const [system, supervisor, borrowerId] = [nowOf(life, place.system), nowOf(life, place.supervisor), place.person.id]
  if (step.kind === 'time') {
    life.days += step.days
    await checkPlans(nowOf(life, place.system))
  } else if (step.kind === 'pay') {
    const named = step.loan === null ? undefined : at(life.loans, step.loan)
    const target = named ? { kind: 'loan' as const, number: named.number } : { kind: 'borrower' as const, number: `B-${borrowerId.slice(-12)}` }
    const payment = { target, amountCents: step.amount, currency: 'CNY' as const, effectiveOn: addDays(system.today, -step.back), channel: 'other' as const, source: 'test' }
    const [one] = await recordPayments(system, [{ ...payment, externalId: newId(), idempotencyKey: newId() }])
    if (!one?.receipt) throw one?.error
    life.payments.push(one.receipt.paymentId)
  } else if (step.kind === 'reverse') {
    const paymentId = at(life.payments, step.which)
    if (paymentId) await reversePayment(supervisor, { borrowerId, paymentId, reason: 'returned' })
  } else if (step.kind === 'charge') {
    life.charges.push((await addCharge(system, { borrowerId, loanId: at(life.loans, step.loan)?.id ?? '', component: 'cost', amountCents: step.amount, dueOn: system.today, reason: 'court fee' })).chargeId)
  } else if (step.kind === 'cancel') {
    const chargeId = at(life.charges, step.which)
    if (chargeId) await cancelCharge(supervisor, { borrowerId, chargeId })
  } else if (step.kind === 'refund') {
    const rich = (await loadLoans(system, borrowerId)).find(({ state }) => state.overpaidCents > 0)
    if (rich) await transaction(supervisor, ctx => postRefund(ctx, { borrowerId, loanId: rich.record.loan.id, amountCents: cents(Math.ceil((rich.state.overpaidCents * step.share) / 100)) }))
  } else {
    const there = { ...place, system, supervisor, reviewer: nowOf(life, place.reviewer), borrower: nowOf(life, place.borrower) }
    const { planId, status } = await propose(there, planOf(system.today, step.terms))
    if (status === 'awaiting_approval') await decideEscalation(supervisor, { borrowerId, escalationId: (await escalationOf(planId))?.id ?? '', decision: 'approve' })
    await sign(there, planId)
  }
}

/** Nothing of what was paid or owed is lost or made by a plan that is over. What is learnt of later is carried over as it stood then, without the contract's penalty. */
function expectContract(ctx: Ctx, record: LoanRecord): void {
  const state = replayRecord(record, bookOf(ctx))
  const current = record.schedules.find(({ version }) => version === state.version)
  if (!current || state.version === 1 || current.planId) return
  if (record.payments.some(({ effectiveOn, receivedAt, reversed }) => effectiveOn <= current.fromOn && (reversed || receivedAt > current.createdAt))) return
  const alone = replayRecord({ ...record, schedules: record.schedules.filter(({ version }) => version === 1) }, bookOf(ctx))
  const net = ({ outstandingCents, overpaidCents, uncoveredRefundCents }: typeof state) => outstandingCents - overpaidCents + uncoveredRefundCents
  expect(Math.abs(net(state) - net(alone))).toBeLessThan(2_500)
}

it('keeps the books of two loans as a life of payments, charges, refunds and plans leaves them, whatever comes in what order', async () => {
  const second = fc.record({ frequency, dayCount: fc.constantFrom('none' as const, 'act/360' as const, 'act/act' as const) })
  await fc.assert(
    fc.asyncProperty(second, fc.array(step, { minLength: 10, maxLength: 16, size: 'max' }), async (rhythm, steps) => {
      const life = await begin(rhythm)
      for (const one of steps) {
        await live(life, one).catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error
        })
        const ctx = nowOf(life, life.at.system)
        expect(await checkBorrower(ctx, life.at.person.id)).toEqual([])
        for (const { record, state } of await loadLoans(ctx, life.at.person.id)) {
          expectContract(ctx, record)
          const input = replayInputOf(record, bookOf(ctx))
          if (input.scheduleVersions.some(({ continues }) => continues !== undefined)) continue
          const naive = liveThrough(input)
          expect([naive.open, naive.overpaid, naive.short, naive.accrued, naive.dpd]).toEqual([state.outstanding, state.overpaidCents, 0, state.penaltyAccruedCents, state.dpd])
        }
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
}, 120_000)
