import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, localDate } from '@/lib/dates'
import { aPayment, aReplay, aVersion, noonOf } from '@/lib/ledger/loan-examples'
import { replayLoan } from '@/lib/ledger/loan-state'
import { cents, ZERO } from '@/lib/money'
import { noParts, splitParts, sumParts } from './parts'
import { assessPlan, planApr, reviewerLimit, type PlanInstalment, type PlanPolicy, type PlanTerms } from './plan'
import { positionOf, type LoanPosition } from './position'

const policy: PlanPolicy = {
  maxPlanInstalments: 60,
  reviewerLimitCents: 2_000_000,
  waiverLimitPpm: 100_000,
  affordableSharePpm: 500_000,
}
const loan = { annualRatePpm: 240_000, frequency: 'monthly' as const }
const replay = (count = 12, rate = 240_000) => aReplay({ scheduleVersions: [aVersion(count, 1_200_000, rate)] })
const today = localDate('2026-04-11')
const position = positionOf(replayLoan({ ...replay(), asOf: today }), loan)

const kind = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: cents(0), isConditional: true }
const instalments = (count: number, own: Partial<PlanTerms> = {}): PlanTerms =>
  ({ ...kind, kind: 'instalments', count, frequency: 'monthly', firstDueOn: addMonths(today, 1), ...own }) as PlanTerms
const extension = (shiftPeriods: number, own: Partial<PlanTerms> = {}): PlanTerms =>
  ({ ...kind, kind: 'extension', shiftPeriods, ...own }) as PlanTerms

function planned(terms: PlanTerms, from: LoanPosition = position) {
  const plan = assessPlan(from, terms, policy, today)
  if (!plan.ok) throw new Error(plan.refusals.map(refusal => refusal.reason).join())
  return plan
}
const refused = (terms: PlanTerms, from: LoanPosition = position) => {
  const plan = assessPlan(from, terms, policy, today)
  return plan.ok ? [] : plan.refusals.map(refusal => refusal.reason)
}

describe('position', () => {
  it('owes all principal, interest earned until today and penalty until today', () => {
    const state = replayLoan({ ...replay(), asOf: today })
    const due = state.lines.filter(line => line.component === 'interest' && line.dueOn <= today)
    const running = state.lines.find(line => line.component === 'interest' && line.dueOn === '2026-05-01')
    const earned = due.reduce((sum, line) => sum + line.openCents, 0) + Math.round(((running?.openCents ?? 0) * 10) / 30)
    expect(position.owed).toMatchObject({ principal: 1_200_000, interest: earned, penalty: state.penaltyAccruedCents })
    expect(position.owedCents + position.unearnedInterestCents).toBe(state.outstandingCents)
  })
})

describe('instalments', () => {
  it('C10: 60 monthly instalments are allowed and 61 refused, as long for weekly ones', () => {
    expect(refused(instalments(60))).toEqual([])
    expect(refused(instalments(61))).toEqual(['plan_too_many_instalments'])
    expect(refused(instalments(260, { frequency: 'weekly' } as Partial<PlanTerms>))).toEqual([])
    expect(refused(instalments(261, { frequency: 'weekly' } as Partial<PlanTerms>))).toEqual(['plan_too_many_instalments'])
  })
  it('frozen: what is owed at signing over n, a cent apart at most', () => {
    const { schedule, totals } = planned(instalments(7))
    expect(totals.totalCents).toBe(position.owedCents)
    const amounts = schedule.map(row => row.totalCents)
    expect(Math.max(...amounts) - Math.min(...amounts)).toBeLessThanOrEqual(1)
    expect(totals.costAgainstNothingCents).toBe(-position.unearnedInterestCents)
  })
  it('at the contract rate: interest on principal only', () => {
    const { totals } = planned(instalments(12, { freezeInterest: false }))
    expect(totals.interestCents).toBeGreaterThan(position.owed.interest)
    expect(totals.principalCents).toBe(1_200_000)
    expect(totals.penaltyCents).toBe(position.owed.penalty)
  })
  it('says all reasons at once', () => {
    const terms = instalments(61, {
      firstDueOn: today,
      waivePenaltyCents: cents(position.owed.penalty + 1),
    } as Partial<PlanTerms>)
    expect(refused(terms)).toEqual([
      'plan_waives_more_penalty_than_owed',
      'plan_too_many_instalments',
      'plan_first_date_not_ahead',
    ])
    expect(refused(instalments(0))).toEqual(['plan_needs_instalments'])
    expect(refused(instalments(3, { firstDueOn: addDays(today, 63) } as Partial<PlanTerms>))).toEqual(['plan_first_date_too_far'])
    const paid = positionOf(replayLoan({ ...replay(), payments: [aPayment('p', 9_000_000, '2026-01-02')], asOf: today }), loan)
    expect(refused(instalments(3), paid)).toEqual(['plan_nothing_owed'])
  })
})

describe('the annual percentage rate', () => {
  const paid = (days: number, first: string, count: number, amountCents: number) =>
    Array.from({ length: count }, (_, i) => ({ ...noParts(), number: i + 1, dueOn: addDays(localDate(first), i * days), totalCents: cents(amountCents) }))
  const percent = (owedCents: number, on: string, frequency: 'weekly' | 'fortnightly' | 'monthly', rows: PlanInstalment[]) =>
    Math.round((planApr({ owedCents: cents(owedCents), frequency: 'monthly' }, instalments(rows.length, { frequency } as Partial<PlanTerms>), rows, localDate(on)) ?? 0) / 100) / 100

  it('counts weeks or fortnights where the plan does, as the examples of Reg Z, Appendix J (c)(1)(v) and (c)(3)(ii)', () => {
    const weeks = paid(7, '1978-04-21', 30, 1_760)
    expect(percent(50_000, '1978-03-20', 'weekly', weeks)).toBe(14.96)
    const fortnights = [...paid(14, '1978-04-11', 19, 950), ...paid(14, '1979-01-02', 1, 3_000)]
    expect(percent(20_000, '1978-04-03', 'fortnightly', fortnights)).toBe(12.22)
  })

  it('is by the loan’s own interval for an extension, and of a weekly plan at 26 % with 52 weeks just 26 %', () => {
    const rows = paid(7, '1978-04-21', 30, 1_760)
    const own = planApr({ owedCents: cents(50_000), frequency: 'weekly' }, extension(2), rows, localDate('1978-03-20'))
    expect(Math.round((own ?? 0) / 100) / 100).toBe(14.96)
    const principal = 10_000_000
    const owed = { principal: cents(principal), interest: ZERO, penalty: ZERO, fee: ZERO, cost: ZERO }
    const from: LoanPosition = { asOf: today, annualRatePpm: 260_000, frequency: 'monthly', dpd: 0, owed, owedCents: cents(principal), unearnedInterestCents: ZERO, instalments: [] }
    const weekly = instalments(52, { frequency: 'weekly', firstDueOn: addDays(today, 7), freezeInterest: false } as Partial<PlanTerms>)
    expect(Math.abs((planned(weekly, from).totals.aprPpm ?? 0) - 260_000)).toBeLessThan(20)
  })
})

describe('extension', () => {
  it('moves the dates and keeps the parts; frozen interest adds nothing', () => {
    const { schedule, totals } = planned(extension(3))
    expect(schedule.map(row => row.dueOn).slice(0, 2)).toEqual(['2026-05-01', '2026-06-01'])
    expect(totals.costAgainstNothingCents).toBe(0)
  })
  it('a running interest is charged for the wait, from today where a date has passed', () => {
    const frozen = planned(extension(3))
    const running = planned(extension(3, { freezeInterest: false }))
    const extra = running.schedule.map((row, i) => row.interestCents - (frozen.schedule[i]?.interestCents ?? 0))
    const principal = running.schedule.map(row => row.principalCents)
    expect(extra[0]).toBe(Math.round(((principal[0] ?? 0) * 0.24 * 20) / 365))
    expect(extra[5]).toBe(Math.round((principal[5] ?? 0) * 0.02 * 3))
  })
  it('that would leave a date behind is refused', () => {
    expect(refused(extension(2))).toEqual(['plan_shift_leaves_overdue'])
    expect(refused(extension(13))).toEqual(['plan_shift_out_of_range'])
    expect(refused(extension(0))).toEqual(['plan_shift_out_of_range'])
  })
})

describe("reviewer's limit", () => {
  const waiver = Math.floor((position.owed.interest + position.owed.penalty) / 10)
  it('a waiver of exactly a tenth is inside, a cent more is not', () => {
    const asked = (waived: number) => planned(instalments(12, { waiveInterestCents: cents(waived) }))
    expect(reviewerLimit(asked(waiver), position, policy)).toEqual({ within: true })
    expect(reviewerLimit(asked(waiver + 1), position, policy)).toMatchObject({
      within: false,
      reasons: [{ reason: 'plan_above_reviewer_waiver' }],
    })
  })
  it('an amount above the limit goes to a supervisor', () => {
    const tight = { ...policy, reviewerLimitCents: position.owedCents - 1 }
    expect(reviewerLimit(planned(instalments(12)), position, tight)).toMatchObject({
      reasons: [{ reason: 'plan_above_reviewer_amount' }],
    })
  })
})

describe('every plan', () => {
  const anyCase = fc.record({
    days: fc.integer({ min: 0, max: 300 }),
    paid: fc.nat(1_500_000),
    rate: fc.constantFrom(0, 120_000, 240_000),
    count: fc.integer({ min: 1, max: 60 }),
    shift: fc.integer({ min: 1, max: 12 }),
    isExtension: fc.boolean(),
    freezeInterest: fc.boolean(),
    waivePpm: fc.nat(1_000),
  })

  it('asks for exactly what was agreed, part by part, and the loan owes that from the day it takes over', () => {
    fc.assert(
      fc.property(anyCase, ({ days, paid, rate, count, shift, isExtension, freezeInterest, waivePpm }) => {
        const on = addDays(localDate('2026-01-20'), days)
        const base = { ...replay(12, rate), payments: paid > 0 ? [aPayment('p', paid, '2026-01-15')] : [], asOf: on }
        const state = replayLoan(base)
        const from = positionOf(state, { ...loan, annualRatePpm: rate })
        const waived = { waivePenaltyCents: cents(Math.floor((from.owed.penalty * waivePpm) / 1_000)), waiveInterestCents: ZERO, waiveFeeCents: cents(0), isConditional: true }
        const shape = isExtension
          ? { kind: 'extension' as const, shiftPeriods: shift }
          : { kind: 'instalments' as const, count, frequency: 'monthly' as const, firstDueOn: addMonths(on, 1) }
        const plan = assessPlan(from, { ...kind, ...waived, ...shape, freezeInterest }, policy, on)
        if (!plan.ok) return
        const { schedule, totals } = plan
        expect(totals.principalCents).toBe(from.owed.principal)
        expect(totals.penaltyCents).toBe(from.owed.penalty - waived.waivePenaltyCents)
        expect(totals.feeCents).toBe(from.owed.fee + from.owed.cost)
        if (freezeInterest && !isExtension) expect(totals.interestCents).toBe(from.owed.interest)
        for (const row of schedule) {
          expect(Math.min(row.principalCents, row.interestCents, row.penaltyCents, row.feeCents)).toBeGreaterThanOrEqual(0)
          expect(row.dueOn > on).toBe(true)
        }
        const next = { version: 2, from: on, activatedAt: noonOf(on, 600), instalments: schedule, replaces: state.outstanding }
        const live = replayLoan({ ...base, scheduleVersions: [...base.scheduleVersions, next] })
        expect([live.outstandingCents, live.overdueCents, live.dpd]).toEqual([totals.totalCents, 0, 0])
      }),
      { numRuns: 200 },
    )
  })

  it('splits parts so that rows are equal to a cent and columns sum', () => {
    const amount = fc.nat(5_000_000).map(cents)
    const parts = fc.record({ principalCents: amount, interestCents: amount, penaltyCents: amount, feeCents: amount })
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 300 }), (whole, count) => {
        const rows = splitParts(whole, count)
        const sums = rows.map(sumParts)
        expect(Math.max(...sums) - Math.min(...sums)).toBeLessThanOrEqual(1)
        for (const key of ['principalCents', 'interestCents', 'penaltyCents', 'feeCents'] as const) {
          expect(rows.reduce((sum, row) => sum + row[key], 0)).toBe(whole[key])
          expect(rows.every(row => row[key] >= 0)).toBe(true)
        }
      }),
    )
  })
})
