import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '@/lib/dates'
import type { LoanPayment } from '@/lib/ledger/loan-events'
import { aPayment, aReplay, noonOf } from '@/lib/ledger/loan-examples'
import { replayLoan } from '@/lib/ledger/loan-state'
import { contractSchedule, type Contract } from '@/lib/loans/contract-terms'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { runningTermsOf } from './running-terms'
import { FREQUENCIES } from '@/lib/loans/schedule'
import { cents, ZERO, type Cents } from '@/lib/money'
import { naiveDates, naiveInterest, naivePeriod, naivePeriods, naiveToCome } from '@/lib/testing/naive-rhythm'
import { noParts, sumParts } from './parts'
import { assessPlan, type PlanInstalment, type PlanPolicy, type PlanTerms, type TermsOf } from './plan'
import { positionOf, type LoanPosition } from './position'
import { assessPlanForLoans } from './several-loans'

const policy: PlanPolicy = { maxPlanInstalments: 60, reviewerLimitCents: 9_000_000, waiverLimitPpm: 100_000, affordableSharePpm: 500_000 }
const plain = { freezePenalty: true, freezeInterest: false, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
const start = localDate('2027-10-29')
const rhythm = { frequency: fc.constantFrom(...FREQUENCIES), dayCount: fc.constantFrom(null, ...DAY_COUNTS) }

const contract: fc.Arbitrary<Contract> = fc
  .record({
    ...rhythm,
    method: fc.constantFrom('equal_instalment' as const, 'equal_principal' as const, 'flat' as const, 'interest_first' as const),
    principalCents: fc.integer({ min: 20_000, max: 5_000_000 }).map(cents),
    annualRatePpm: fc.constantFrom(0, 36_500, 180_000, 359_999),
    termCount: fc.integer({ min: 1, max: 40 }),
    disbursedOn: fc.nat(120).map(days => addDays(start, days)),
    wait: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ wait, ...terms }) => ({ ...terms, firstDueOn: addDays(terms.disbursedOn, wait) }))

const loan = fc.record({ contract, paid: fc.oneof(fc.constant(0), fc.nat(2_000_000)), seen: fc.nat(500) })
type Loan = typeof loan extends fc.Arbitrary<infer T> ? T : never

/** A loan as a record and its replay would give it, on a day. */
function standing({ contract: terms, paid }: Loan, asOf: LocalDate) {
  const instalments = contractSchedule(terms)
  const version = { version: 1, from: terms.disbursedOn, activatedAt: noonOf(terms.disbursedOn), instalments }
  const input = aReplay({ scheduleVersions: [version], payments: paid > 0 ? [aPayment('p', paid, addDays(terms.disbursedOn, 1))] : [], asOf })
  const record = { loan: terms, schedules: [{ version: 1, fromOn: terms.disbursedOn, planId: null }], instalments: instalments.map(row => ({ ...row, version: 1 })) }
  const state = replayLoan(input)
  return { input, record, state, position: positionOf(state, runningTermsOf(record, 1)) }
}

describe('a contract in its own rhythm', () => {
  it('bills each period its days, sums to the principal and never goes negative', () => {
    fc.assert(
      fc.property(contract, terms => {
        const rows = contractSchedule(terms)
        const periods = naivePeriods(terms.disbursedOn, naiveDates(terms.firstDueOn, terms.frequency, terms.termCount), terms)
        expect(rows.map(row => row.dueOn)).toEqual(periods.map(period => period.to))
        let balance: number = terms.principalCents
        for (const [i, row] of rows.entries()) {
          const { parts, perYear } = periods[i] ?? { parts: 0, perYear: 1 }
          expect(row.interestCents).toBe(naiveInterest(terms.method === 'flat' ? terms.principalCents : balance, terms.annualRatePpm, parts, perYear))
          if (terms.method === 'interest_first' && i < rows.length - 1) expect(row.principalCents).toBe(0)
          expect(row.principalCents).toBeGreaterThanOrEqual(0)
          balance -= row.principalCents
        }
        expect(balance).toBe(0)
      }),
      { numRuns: 400 },
    )
  })

  it('weekly, act/365, by hand', () => {
    const terms = { principalCents: cents(100_000), annualRatePpm: 260_000, termCount: 4, method: 'equal_instalment', frequency: 'weekly', dayCount: 'act/365', disbursedOn: localDate('2026-01-01'), firstDueOn: localDate('2026-01-11') } as const
    expect(contractSchedule(terms).map(row => [row.dueOn, row.interestCents, row.principalCents, row.balanceCents])).toEqual([
      ['2026-01-11', 712, 24_654, 75_346],
      ['2026-01-18', 376, 24_990, 50_356],
      ['2026-01-25', 251, 25_115, 25_241],
      ['2026-02-01', 126, 25_241, 0],
    ])
    const today = localDate('2026-01-22')
    const { position } = standing({ contract: terms, paid: 0, seen: 0 }, today)
    expect(position).toMatchObject({ unearnedInterestCents: 108 + 126, owed: { principal: 100_000, interest: 712 + 376 + 251 - 108 } })
    const plan = assessPlan(position, { kind: 'instalments', count: 3, frequency: 'weekly', firstDueOn: localDate('2026-01-29'), ...plain }, policy, today)
    if (!plan.ok) throw new Error('refused')
    expect(plan.schedule.map(row => [row.dueOn, row.principalCents, row.interestCents])).toEqual([
      ['2026-01-29', 33_167, 499 + 411],
      ['2026-02-05', 33_333, 333 + 410],
      ['2026-02-12', 33_500, 167 + 410],
    ])
  })
})

describe('what is owed on a day', () => {
  it('leaves out the interest of days to come, as the loan counts days', () => {
    fc.assert(
      fc.property(loan, given => {
        const { contract: terms, paid, seen } = given
        const asOf = addDays(terms.disbursedOn, seen)
        const { state, position } = standing(given, asOf)
        expect(position.owed.interest).toBeGreaterThanOrEqual(0)
        expect(position.owed.interest + position.unearnedInterestCents).toBe(state.outstanding.interest)
        if (paid > 0 || terms.dayCount === null || terms.dayCount === '30/360') return
        const dates = naiveDates(terms.firstDueOn, terms.frequency, terms.termCount)
        const earned = contractSchedule(terms).map((row, i) => {
          const from = dates[i - 1] ?? terms.disbursedOn
          if (row.dueOn <= asOf) return row.interestCents
          if (from >= asOf) return 0
          const [gone, whole] = [naivePeriod(from, asOf, terms).parts, naivePeriod(from, row.dueOn, terms).parts]
          return row.interestCents - naiveInterest(row.interestCents, 1_000_000, whole - gone, whole)
        })
        expect(position.owed.interest).toBe(earned.reduce((sum, part) => sum + part, 0))
      }),
      { numRuns: 400 },
    )
  })
})

const shape = fc.record({
  kind: fc.constantFrom('instalments', 'holiday', 'step_up', 'token', 'settlement', 'lump_sum_plus', 'extension'),
  frequency: fc.constantFrom(...FREQUENCIES),
  count: fc.integer({ min: 1, max: 6 }),
  wait: fc.integer({ min: 1, max: 60 }),
  share: fc.integer({ min: 1, max: 15 }),
  freezeInterest: fc.boolean(),
  on: fc.nat(400).map(days => addDays(start, days + 121)),
})
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never

function termsOf({ kind, frequency, count, wait, share, freezeInterest, on }: Shape, owed: number): PlanTerms {
  const amountCents: Cents = cents(Math.max(1, Math.floor((owed * share) / 100)))
  const rest = { count, frequency, firstDueOn: addDays(on, wait), ...plain, freezeInterest }
  if (kind === 'extension') return { kind, shiftPeriods: count * 2, ...plain, freezeInterest }
  if (kind === 'holiday') return { kind, periods: 2, ...rest }
  if (kind === 'step_up') return { kind, steps: [{ count: 2, amountCents }, { count: 1, amountCents: cents(amountCents + 1) }], ...rest }
  if (kind === 'token') return { kind, amountCents, ...rest }
  if (kind === 'settlement') return { kind, settleCents: cents(amountCents * 5), ...rest }
  return kind === 'lump_sum_plus' ? { kind, lumpCents: amountCents, ...rest } : { kind: 'instalments', ...rest }
}

/** The new interest of a plan whose principal is paid as its rows say, reckoned on its own dates. */
function newInterest(position: LoanPosition, terms: PlanTerms, rows: ReadonlyMap<string, number>, today: LocalDate): number {
  if (terms.freezeInterest || terms.kind === 'settlement') return 0
  const { annualRatePpm: rate, frequency, dayCount = null } = position
  const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0)
  if (terms.kind === 'extension') {
    return sum(
      position.instalments.map(({ dueOn, open }) => {
        const [to = dueOn] = naiveDates(dueOn, frequency, 1, terms.shiftPeriods)
        const { parts, perYear } = naivePeriod(dueOn < today ? today : dueOn, to, { frequency, dayCount })
        return naiveInterest(open.principal, rate, parts, perYear)
      }),
    )
  }
  const before = { holiday: terms.kind === 'holiday' ? terms.periods : 0, step_up: 3, lump_sum_plus: 1, token: 0, instalments: 0 }[terms.kind]
  const periods = naivePeriods(position.asOf, naiveDates(terms.firstDueOn, terms.frequency, before + terms.count), { frequency: terms.frequency, dayCount })
  const free = terms.kind === 'holiday' ? periods.slice(0, terms.periods) : []
  let balance: number = position.owed.principal
  const later = periods.slice(free.length).map(({ to, parts, perYear }) => {
    const interest = naiveInterest(balance, rate, parts, perYear)
    balance -= rows.get(to) ?? 0
    return interest
  })
  return sum(later) + naiveInterest(position.owed.principal, rate, sum(free.map(period => period.parts)), free[0]?.perYear ?? 1)
}

type Seen = (days: number, payments?: LoanPayment[]) => LoanPosition
/** A plan's own interest of days to come, the balance written apart; whatever is paid, never more than that is left out. */
function expectOwnDays(position: LoanPosition, terms: TermsOf<'instalments'>, schedule: readonly PlanInstalment[], on: Seen) {
  const { dayCount = null, annualRatePpm, asOf } = position
  if (dayCount === '30/360') return
  const rhythm = { frequency: terms.frequency, dayCount }
  const periods = naivePeriods(asOf, naiveDates(terms.firstDueOn, terms.frequency, terms.count), rhythm)
  const paid = new Map(schedule.map(row => [row.dueOn, row.principalCents]))
  for (const days of [0, 5, 33, 70]) {
    const toCome = naiveToCome(position.owed.principal, terms.freezeInterest ? 0 : annualRatePpm, periods, paid, rhythm, addDays(asOf, days))
    expect(on(days).unearnedInterestCents).toBe(toCome)
    const early = on(days, [aPayment('later', Math.max(1, Math.floor(position.owedCents / 3)), asOf)])
    expect(early.unearnedInterestCents).toBeLessThanOrEqual(toCome)
  }
}

describe('a plan on a loan with its own rhythm', () => {
  it('asks for what is owed and the interest of its own days, part by part, and the loan owes that from then on', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(loan, shape, shape, (given, asked, second) => {
        const { input, state, record, position } = standing(given, asked.on)
        const terms = termsOf(asked, position.owedCents)
        const plan = assessPlan(position, terms, policy, asked.on)
        if (!plan.ok || (terms.kind === 'extension' && position.dayCount === undefined)) return
        const { schedule, totals } = plan
        const { rest, waived } = totals
        const rows = new Map(schedule.map(row => [row.dueOn, row.principalCents]))
        expect(totals.principalCents + waived.principalCents + rest.principalCents).toBe(position.owed.principal)
        const old = terms.kind === 'extension' ? position.owed.interest + position.unearnedInterestCents : position.owed.interest
        expect(totals.interestCents + waived.interestCents + rest.interestCents - old).toBe(newInterest(position, terms, rows, asked.on))
        for (const row of schedule) expect(Math.min(row.principalCents, row.interestCents, row.penaltyCents, row.feeCents)).toBeGreaterThanOrEqual(0)
        const next = { version: 2, from: asked.on, activatedAt: noonOf(asked.on, 600), instalments: schedule, replaces: state.outstanding }
        const live = replayLoan({ ...input, scheduleVersions: [...input.scheduleVersions, next], asOf: asked.on })
        if (terms.kind !== 'token') expect([live.outstandingCents, live.overdueCents]).toEqual([totals.totalCents, 0])
        const fresh = newInterest(position, terms, rows, asked.on)
        const contracts = terms.kind === 'extension' ? position.unearnedInterestCents : 0
        const planned = {
          ...record,
          schedules: [...record.schedules, { version: 2, fromOn: asked.on, planId: 'plan' }],
          instalments: [...record.instalments, ...schedule.map(row => ({ ...row, version: 2 }))],
          plans: [{ id: 'plan', terms, asOf: asked.on, rest }],
        }
        const on = (days: number, payments = input.payments) =>
          positionOf(replayLoan({ ...input, payments, scheduleVersions: [...input.scheduleVersions, next], asOf: addDays(asked.on, days) }), runningTermsOf(planned, 2))
        const began = on(0)
        expect(began.unearnedInterestCents).toBe(fresh + contracts)
        expect(began.owedCents + sumParts(waived)).toBe(position.owedCents)
        const wholeInterest = totals.interestCents + rest.interestCents
        const againOn = (days: number): boolean => {
          const day = addDays(asked.on, days)
          const from = on(days)
          const other = termsOf({ ...second, on: day }, from.owedCents)
          const plan = assessPlan(from, other, policy, day)
          if (!plan.ok) return false
          const scheduleVersions = [...input.scheduleVersions, next]
          const replaces = replayLoan({ ...input, scheduleVersions, asOf: day }).outstanding
          const third = { version: 3, from: day, activatedAt: noonOf(day, 600), instalments: plan.schedule, replaces }
          const twice = {
            ...planned,
            schedules: [...planned.schedules, { version: 3, fromOn: day, planId: 'other' }],
            instalments: [...planned.instalments, ...plan.schedule.map(row => ({ ...row, version: 3 }))],
            plans: [...planned.plans, { id: 'other', terms: other, asOf: day, rest: plan.totals.rest }],
          }
          const { owedCents } = positionOf(replayLoan({ ...input, scheduleVersions: [...scheduleVersions, third], asOf: day }), runningTermsOf(twice, 3))
          expect(owedCents + sumParts(plan.totals.waived)).toBe(from.owedCents)
          return true
        }
        let least = began.owed.interest
        for (const days of [1, 13, 40, 90, 400, 3_000]) {
          const { owed, unearnedInterestCents } = on(days)
          expect(owed.interest).toBeGreaterThanOrEqual(least)
          expect(owed.interest + unearnedInterestCents).toBe(wholeInterest)
          least = owed.interest
        }
        expect(least).toBe(wholeInterest)
        const again = againOn(40)
        if (again) seen.set(`again ${terms.kind}`, 1)
        if (terms.kind === 'instalments') expectOwnDays(position, terms, schedule, on)
        seen.set(`${terms.kind} ${position.dayCount} ${position.frequency}`, 1)
      }),
      { numRuns: 1_500 },
    )
    const again = [...seen.keys()].filter(key => key.startsWith('again')).length
    expect(again).toBe(7)
    expect(seen.size - again).toBeGreaterThan(90)
  })

  it('asks for the same sum on every date but the last when only principal is owed', () => {
    fc.assert(
      fc.property(fc.record(rhythm), fc.integer({ min: 50_000, max: 5_000_000 }), fc.integer({ min: 2, max: 24 }), fc.integer({ min: 1, max: 20 }), ({ frequency, dayCount }, principal, count, wait) => {
        const position = aPosition({ frequency, ...(dayCount ? { dayCount } : {}) }, principal)
        const plan = assessPlan(position, { kind: 'instalments', count, frequency, firstDueOn: addDays(start, wait), ...plain }, policy, start)
        if (!plan.ok) throw new Error(JSON.stringify(plan.refusals))
        const sums = plan.schedule.map(row => row.totalCents)
        const last = sums.pop() ?? 0
        expect(new Set(sums).size).toBeLessThanOrEqual(1)
        expect(Math.abs(last - (sums[0] ?? last))).toBeLessThanOrEqual(2 * count)
      }),
      { numRuns: 300 },
    )
  })
})

const aPosition = (own: Partial<LoanPosition>, principal = 100_000): LoanPosition => ({
  asOf: start,
  annualRatePpm: 260_000,
  frequency: 'monthly',
  dpd: 0,
  owed: { principal: cents(principal), interest: ZERO, penalty: ZERO, fee: ZERO, cost: ZERO },
  owedCents: cents(principal),
  unearnedInterestCents: ZERO,
  instalments: [],
  ...own,
})

describe('one plan over loans of different rhythms', () => {
  it('is each loan’s own plan on shared dates; an extension moves each by its own periods', () => {
    fc.assert(
      fc.property(fc.array(loan, { minLength: 2, maxLength: 4 }), shape, (given, asked) => {
        const loans = given.map((one, i) => ({ loanId: String(i), position: standing(one, asked.on).position }))
        if (loans.some(one => one.position.owedCents === 0)) return
        const kind = asked.kind === 'extension' ? 'extension' : 'instalments'
        const terms = termsOf({ ...asked, kind }, 0)
        const whole = assessPlanForLoans(loans, terms, policy, asked.on)
        const alone = loans.map(({ position }) => assessPlan(position, terms, policy, asked.on))
        expect(whole.ok).toBe(alone.every(plan => plan.ok))
        if (!whole.ok) return
        expect(whole.loans.map(one => one.schedule)).toEqual(alone.flatMap(plan => (plan.ok ? [plan.schedule] : [])))
        const parts = (rows: readonly { totalCents: Cents }[]) => rows.reduce((sum, row) => sum + row.totalCents, 0)
        expect(parts(whole.schedule)).toBe(parts(whole.loans.flatMap(one => one.schedule)))
        expect(sumParts(whole.totals)).toBe(whole.totals.totalCents)
        expect(whole.totals.rest).toEqual(noParts())
      }),
      { numRuns: 400 },
    )
  })
})
