import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMonths, localDate } from '@/lib/dates'
import { cents, ZERO, type Cents } from '@/lib/money'
import { TermsInput } from './input'
import { sumParts } from './parts'
import { assessPlan, reviewerLimit, withRestructures, type PlanPolicy, type PlanTerms } from './plan'
import type { LoanPosition } from './position'
import { assessPlanForLoans } from './several-loans'
import { parseTerms, StoredTerms } from './stored-terms'

const TODAY = localDate('2026-06-15')
const policy: PlanPolicy = { maxPlanInstalments: 60, reviewerLimitCents: 2_000_000, waiverLimitPpm: 100_000, affordableSharePpm: 500_000 }
const plain = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
const dates = { frequency: 'monthly' as const, firstDueOn: addMonths(TODAY, 1) }
const position = (principal = 600_000, interest = 20_000, penalty = 10_000, fee = 5_000, annualRatePpm = 120_000): LoanPosition => ({
  asOf: TODAY,
  annualRatePpm,
  frequency: 'monthly',
  dpd: 40,
  owed: { principal: cents(principal), interest: cents(interest), penalty: cents(penalty), fee: cents(fee), cost: cents(0) },
  owedCents: cents(principal + interest + penalty + fee),
  unearnedInterestCents: ZERO,
  instalments: [],
})
function planned(terms: PlanTerms, from = position()) {
  const plan = assessPlan(from, terms, policy, TODAY)
  if (!plan.ok) throw new Error(plan.refusals.map(refusal => refusal.reason).join())
  return plan
}
const refused = (terms: PlanTerms, from = position()) => {
  const plan = assessPlan(from, terms, policy, TODAY)
  return plan.ok ? [] : plan.refusals.map(refusal => refusal.reason)
}
const amounts = (terms: PlanTerms) => planned(terms).schedule.map(row => row.totalCents)

describe('each kind', () => {
  it('holiday: the first dates pass, then all in equal parts; interest of the wait is simple and on principal only', () => {
    const terms: PlanTerms = { kind: 'holiday', periods: 3, count: 5, ...dates, ...plain }
    expect(planned(terms).schedule.map(row => row.dueOn)).toEqual(['2026-10-15', '2026-11-15', '2026-12-15', '2027-01-15', '2027-02-15'])
    expect(amounts(terms)).toEqual([127_000, 127_000, 127_000, 127_000, 127_000])
    const level = planned({ kind: 'instalments', count: 5, ...dates, ...plain, freezeInterest: false })
    const running = planned({ ...terms, freezeInterest: false })
    expect(running.totals.interestCents - level.totals.interestCents).toBe(18_000)
  })
  it('step-up: the named amounts, then what is left in equal parts', () => {
    const steps = [{ count: 2, amountCents: cents(20_000) }, { count: 1, amountCents: cents(45_000) }]
    expect(amounts({ kind: 'step_up', steps, count: 5, ...dates, ...plain })).toEqual([20_000, 20_000, 45_000, 110_000, 110_000, 110_000, 110_000, 110_000])
    expect(amounts({ kind: 'step_up', steps, count: 5, ...dates, ...plain, freezeInterest: false }).slice(0, 3)).toEqual([20_000, 20_000, 45_000])
  })
  it('lump sum: it first, the rest in equal parts', () => {
    expect(amounts({ kind: 'lump_sum_plus', lumpCents: cents(135_000), count: 4, ...dates, ...plain })).toEqual([135_000, 125_000, 125_000, 125_000, 125_000])
  })
  it('small payments: as named; what is left stands apart, with the interest that ran', () => {
    const { totals } = planned({ kind: 'token', amountCents: cents(1_000), count: 3, ...dates, ...plain, freezeInterest: false })
    expect(totals).toMatchObject({ totalCents: 3_000, waivedCents: 0, aprPpm: null, costAgainstNothingCents: 18_000 })
    expect(sumParts(totals.rest)).toBe(635_000 - 3_000 + 18_000)
  })
  it('settlement: penalty goes first, then interest, fees, principal', () => {
    const { totals, schedule } = planned({ kind: 'settlement', settleCents: cents(590_001), count: 2, ...dates, ...plain })
    expect(schedule.map(row => row.totalCents)).toEqual([295_001, 295_000])
    expect(totals.waived).toEqual({ penaltyCents: 10_000, interestCents: 20_000, feeCents: 5_000, principalCents: 9_999 })
    expect(totals.costAgainstNothingCents).toBe(-44_999)
  })
  it('pay-day: every month on it, on the last day of a shorter month', () => {
    const { schedule } = planned({ kind: 'instalments', count: 3, ...dates, firstDueOn: localDate('2026-08-01'), payDay: 31, ...plain })
    expect(schedule.map(row => row.dueOn)).toEqual(['2026-08-31', '2026-09-30', '2026-10-31'])
  })
  it('says the yearly cost: none when frozen, about the contract rate when interest runs', () => {
    expect(planned({ kind: 'instalments', count: 12, ...dates, ...plain }).totals.aprPpm).toBe(0)
    const apr = planned({ kind: 'instalments', count: 12, ...dates, ...plain, freezeInterest: false }, position(600_000, 0, 0, 0)).totals.aprPpm
    expect(Math.abs((apr ?? 0) - 120_000)).toBeLessThan(100)
  })
})

describe('refusals', () => {
  it.each<[string, PlanTerms, string[]]>([
    ['a break too long', { kind: 'holiday', periods: 13, count: 6, ...dates, ...plain }, ['plan_holiday_out_of_range']],
    ['a break and instalments beyond the ceiling', { kind: 'holiday', periods: 12, count: 49, ...dates, ...plain }, ['plan_too_many_instalments']],
    ['no steps', { kind: 'step_up', steps: [], count: 6, ...dates, ...plain }, ['plan_steps_incomplete']],
    ['falling steps that pay all', { kind: 'step_up', steps: [{ count: 1, amountCents: cents(400_000) }, { count: 1, amountCents: cents(300_000) }], count: 6, ...dates, ...plain }, ['plan_steps_not_rising', 'plan_steps_pay_all']],
    ['small payments that pay all', { kind: 'token', amountCents: cents(400_000), count: 2, ...dates, ...plain }, ['plan_token_pays_all']],
    ['small payments without end', { kind: 'token', amountCents: cents(100), count: 7, ...dates, ...plain }, ['plan_token_too_long']],
    ['a settlement of everything', { kind: 'settlement', settleCents: cents(635_000), count: 1, ...dates, ...plain }, ['plan_settles_nothing']],
    ['a settlement in many payments', { kind: 'settlement', settleCents: cents(500_000), count: 13, ...dates, ...plain }, ['plan_settlement_too_long']],
    ['a lump sum of nothing', { kind: 'lump_sum_plus', lumpCents: ZERO, count: 3, ...dates, ...plain }, ['plan_lump_out_of_range']],
    ['a pay-day every week', { kind: 'instalments', count: 3, ...dates, frequency: 'weekly', payDay: 3, ...plain }, ['plan_pay_day_out_of_range']],
    ['fees that are not owed', { kind: 'instalments', count: 3, ...dates, ...plain, waiveFeeCents: cents(5_001) }, ['plan_waives_more_fees_than_owed']],
  ])('%s', (_, terms, reasons) => expect(refused(terms)).toEqual(reasons))
  it('come all at once', () => {
    const terms: PlanTerms = { kind: 'token', amountCents: ZERO, count: 0, ...dates, firstDueOn: TODAY, ...plain, waivePenaltyCents: cents(10_001) }
    expect(refused(terms)).toEqual(['plan_waives_more_penalty_than_owed', 'plan_token_pays_all', 'plan_needs_instalments', 'plan_first_date_not_ahead'])
  })
})

describe('limits', () => {
  it('principal is a supervisor’s to forgive, and so is one plan more than the policy wants', () => {
    const plan = planned({ kind: 'settlement', settleCents: cents(600_000), count: 1, ...dates, ...plain })
    expect(reviewerLimit(plan, position(), policy)).toMatchObject({ within: false, reasons: [{ reason: 'plan_above_reviewer_waiver' }] })
    const deep = planned({ kind: 'settlement', settleCents: cents(500_000), count: 1, ...dates, ...plain })
    expect(reviewerLimit(deep, position(), policy)).toMatchObject({ reasons: [{}, { reason: 'plan_waives_principal' }] })
    const most = { maxRestructures: 2, restructureMonths: 24 }
    expect(withRestructures({ within: true }, 1, most)).toEqual({ within: true })
    expect(withRestructures({ within: true }, 2, most)).toMatchObject({ reasons: [{ reason: 'plan_above_restructures' }] })
  })
})

describe('sums', () => {
  const part = fc.nat(90_000)
  const loan = fc.tuple(fc.integer({ min: 50_000, max: 5_000_000 }), part, part, part, fc.constantFrom(0, 90_000, 240_000))
  const shape = fc.record({ kind: fc.constantFrom('holiday', 'step_up', 'token', 'settlement', 'lump_sum_plus', 'instalments'), count: fc.integer({ min: 1, max: 6 }), share: fc.integer({ min: 1, max: 15 }), freezeInterest: fc.boolean() })
  const termsOf = (kind: string, count: number, amountCents: Cents, freezeInterest: boolean): PlanTerms => {
    const rest = { count, ...dates, ...plain, freezeInterest }
    if (kind === 'holiday') return { kind, periods: 2, ...rest }
    if (kind === 'step_up') return { kind, steps: [{ count: 2, amountCents }, { count: 1, amountCents: cents(amountCents + 1) }], ...rest }
    if (kind === 'token') return { kind, amountCents, ...rest }
    if (kind === 'settlement') return { kind, settleCents: cents(amountCents * 5), ...rest }
    return kind === 'lump_sum_plus' ? { kind, lumpCents: amountCents, ...rest } : { kind: 'instalments', ...rest }
  }
  it('over any loans: asked, forgiven and left open are what is owed and the new interest, never negative', () => {
    fc.assert(
      fc.property(fc.array(loan, { minLength: 1, maxLength: 4 }), shape, (given, { kind, count, share, freezeInterest }) => {
        const loans = given.map((parts, i) => ({ loanId: String(i), position: position(...parts) }))
        const owed = loans.reduce((sum, one) => sum + one.position.owedCents, 0)
        const terms = termsOf(kind, count, cents(Math.floor((owed * share) / 100)), freezeInterest)
        const plan = assessPlanForLoans(loans, terms, policy, TODAY)
        if (!plan.ok) throw new Error(JSON.stringify(plan.refusals))
        const { totals } = plan
        const fresh = totals.totalCents + totals.waivedCents + sumParts(totals.rest) - owed
        expect(fresh).toBeGreaterThanOrEqual(0)
        if (freezeInterest || kind === 'settlement') expect(fresh).toBe(0)
        expect(totals.principalCents + totals.waived.principalCents + totals.rest.principalCents).toBe(loans.reduce((sum, one) => sum + one.position.owed.principal, 0))
        const rows = plan.loans.flatMap(one => one.schedule)
        for (const row of rows) expect(Math.min(row.principalCents, row.interestCents, row.penaltyCents, row.feeCents)).toBeGreaterThanOrEqual(0)
        expect(rows.reduce((sum, row) => sum + row.totalCents, 0)).toBe(totals.totalCents)
        if (kind === 'settlement') expect(totals.totalCents).toBe(Math.floor((owed * share) / 100) * 5)
        expect(StoredTerms.parse(JSON.parse(JSON.stringify(terms)))).toEqual(terms)
      }),
      { numRuns: 400 },
    )
  })
})

describe('reading terms', () => {
  const form = { count: '6', frequency: 'pay_day', payDay: '15', firstDueOn: '2026-07-15', isConditional: 'on', waiveFee: '1.50' }
  it('takes the fields of the chosen kind and leaves the others alone', () => {
    const steps = TermsInput.parse({ ...form, kind: 'step_up', steps: '2 × 200\n3 x 1,000.50\n', tokenAmount: '9', shiftPeriods: '' })
    expect(steps).toMatchObject({ kind: 'step_up', steps: [{ count: 2, amountCents: 20_000 }, { count: 3, amountCents: 100_050 }], payDay: 15, frequency: 'monthly', waiveFeeCents: 150 })
    expect(TermsInput.parse({ ...form, kind: 'settlement', settleAmount: '500', waivePenalty: '3' })).toMatchObject({ settleCents: 50_000, waivePenaltyCents: 0, isConditional: true })
    expect(TermsInput.safeParse({ ...form, kind: 'step_up', steps: '200' }).error?.issues[0]?.message).toBe('plan_steps_unreadable')
  })
  it('still reads what was stored before kinds were many', () => {
    const old = { kind: 'extension', shiftPeriods: 3, freezePenalty: true, freezeInterest: false, waivePenaltyCents: 0, waiveInterestCents: 5 }
    expect(parseTerms(JSON.stringify(old))).toEqual({ ...old, waiveFeeCents: 0, isConditional: true })
    expect(parseTerms('{"kind":"gift"}')).toBeNull()
  })
})
