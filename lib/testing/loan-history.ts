import fc from 'fast-check'
import { expect } from 'vitest'
import { addDays, localDate, type LocalDate } from '@/lib/dates'
import { noonOf } from '@/lib/ledger/loan-examples'
import type { LoanCharge, LoanPayment, LoanRefund, LoanWaiver, PenaltyTerms, ReplayInput, ScheduleVersion } from '@/lib/ledger/loan-events'
import { replayLoan } from '@/lib/ledger/loan-state'
import { COMPONENTS, WATERFALLS, type Waterfall } from '@/lib/ledger/waterfall'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { buildSchedule, FREQUENCIES } from '@/lib/loans/schedule'
import { add, cents, mulDiv, type Cents } from '@/lib/money'
import { liveThrough } from './naive-loan'

const start = localDate('2027-11-01')
const day = fc.nat(430).map(days => addDays(start, days))
const when = { on: day, late: fc.nat(50), minute: fc.nat(900), reversed: fc.boolean() }
/** Reported up to 50 days after the day it counts from. */
const known = ({ on, late, minute }: { on: LocalDate; late: number; minute: number }) => noonOf(addDays(on, late), minute)

const payment = fc.record({ kind: fc.constant('payment' as const), amount: fc.oneof(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 150_000 })), ...when })
const charge = fc.record({ kind: fc.constant('charge' as const), amount: fc.integer({ min: 1, max: 9_000 }), component: fc.constantFrom('fee' as const, 'cost' as const, 'penalty' as const), due: fc.nat(60), ...when })
const waiver = fc.record({ kind: fc.constant('waiver' as const), amount: fc.integer({ min: 1, max: 20_000 }), component: fc.constantFrom(...COMPONENTS), ...when })
/** Credit paid back, at times more than there is: what a payment taken back later leaves uncovered. It is never itself reversed. */
const refund = fc.record({ kind: fc.constant('refund' as const), amount: fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 150_000 })), ...when, reversed: fc.constant(false) })
const operation = fc.oneof({ weight: 6, arbitrary: payment }, { weight: 2, arbitrary: charge }, { weight: 1, arbitrary: waiver }, { weight: 1, arbitrary: refund })

const terms: fc.Arbitrary<PenaltyTerms> = fc.record({
  annualRatePpm: fc.integer({ min: 0, max: 360_000 }),
  multiplierPpm: fc.constantFrom(1_000_000, 1_300_000, 1_500_000),
  dayCount: fc.constantFrom<PenaltyTerms['dayCount']>(360, 365, ...DAY_COUNTS),
  compound: fc.boolean(),
  allInCapPpm: fc.option(fc.integer({ min: 0, max: 300_000 })),
  contractInterestRuns: fc.boolean(),
  graceDays: fc.constantFrom(0, 0, 3),
  frozen: fc.array(fc.tuple(day, fc.option(fc.nat(90))).map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) })), { maxLength: 2 }),
})

/** Random lives of a loan: payments, charges and waivers, late and reversed, refunds of credit, and up to two plans. */
export const history = fc.record({
  operations: fc.array(operation, { minLength: 30, maxLength: 45, size: 'max' }),
  /** A small loan is soon overpaid. */
  principal: fc.constantFrom(600_000, 600_000, 60_000),
  count: fc.integer({ min: 1, max: 15 }),
  method: fc.constantFrom('equal_instalment' as const, 'equal_principal' as const, 'flat' as const),
  interestOnly: fc.nat(2),
  frequency: fc.constantFrom(...FREQUENCIES),
  dayCount: fc.constantFrom(null, ...DAY_COUNTS),
  terms,
  waterfall: fc.constantFrom<Waterfall>(...Object.values(WATERFALLS)),
  plans: fc.array(fc.record({ on: day, minute: fc.nat(900), count: fc.integer({ min: 1, max: 6 }), asked: fc.constantFrom(100, 100, 3) }), { maxLength: 2 }),
  asOf: fc.nat(450).map(days => addDays(start, days)),
})
export type History = typeof history extends fc.Arbitrary<infer T> ? T : never

export function inputOf({ operations, principal, count, method, interestOnly, frequency, dayCount, terms, waterfall, plans, asOf }: History): ReplayInput {
  const payments: LoanPayment[] = []
  const charges: LoanCharge[] = []
  const waivers: LoanWaiver[] = []
  const refunds: LoanRefund[] = []
  for (const [i, one] of operations.entries()) {
    const shared = { id: `${one.kind}${i}`, amountCents: cents(one.amount), reversed: one.reversed }
    if (one.kind === 'payment') payments.push({ ...shared, effectiveOn: one.on, receivedAt: known(one) })
    if (one.kind === 'charge') charges.push({ ...shared, component: one.component, dueOn: addDays(one.on, one.due), postedOn: one.on, postedAt: known(one) })
    if (one.kind === 'waiver') waivers.push({ ...shared, component: one.component, effectiveOn: one.on, grantedAt: known(one) })
    if (one.kind === 'refund') refunds.push({ id: shared.id, amountCents: shared.amountCents, effectiveOn: one.on, postedAt: known(one) })
  }
  const firstDueOn = addDays(start, 30)
  const loan = { principalCents: cents(principal), annualRatePpm: 180_000, count, frequency, firstDueOn, ...(dayCount ? { accrual: { dayCount, startOn: start } } : {}) }
  const only = method === 'equal_instalment' && interestOnly < count ? { interestOnly } : {}
  const contract = { version: 1, from: start, activatedAt: noonOf(start), instalments: buildSchedule({ ...loan, method, ...only }) }
  const base: ReplayInput = { scheduleVersions: [contract], payments, charges, waivers, refunds, penaltyTerms: terms, waterfall, asOf }
  return plans
    .toSorted((a, b) => (a.on < b.on ? -1 : 1))
    .reduce((input, plan, i) => ({ ...input, scheduleVersions: [...input.scheduleVersions, planOf(input, plan, i + 2)] }), base)
}

/** A plan over what was known and owed on its day, of which it asks a share in percent. */
function planOf(input: ReplayInput, { on, minute, count, asked }: History['plans'][number], version: number): ScheduleVersion {
  const activatedAt = noonOf(on, minute)
  const knownThen = {
    ...input,
    asOf: on,
    payments: input.payments.filter(one => one.receivedAt <= activatedAt),
    charges: input.charges.filter(one => one.postedAt <= activatedAt),
    waivers: (input.waivers ?? []).filter(one => one.grantedAt <= activatedAt),
    refunds: (input.refunds ?? []).filter(one => one.postedAt <= activatedAt),
  }
  const { outstanding: owed } = replayLoan(knownThen)
  expect(liveThrough(knownThen).open).toEqual(owed)
  const share = (amount: Cents) => mulDiv(amount, asked, 100, 'down')
  const loan = { principalCents: share(owed.principal), annualRatePpm: 60_000, count, frequency: 'monthly' as const, firstDueOn: addDays(on, 30), method: 'equal_instalment' as const }
  const instalments = buildSchedule(loan).map(row => {
    if (row.number > 1) return row
    return { ...row, interestCents: add(row.interestCents, share(owed.interest)), penaltyCents: share(owed.penalty), feeCents: share(owed.fee), costCents: share(owed.cost) }
  })
  return { version, from: on, activatedAt, instalments, replaces: owed }
}
