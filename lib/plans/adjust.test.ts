import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { adjustmentRoom, assessAdjustment, type AdjustmentChange, type AdjustmentStanding } from './adjust'
import { noParts, sumParts } from './parts'

const policy = { moveDays: 10, changesPerPlan: 2, checkInDays: 7, cureDays: 10, reviewBeforeDays: 14 }
const due = localDate('2026-07-15')
const next = localDate('2026-08-15')
const row = (loanId: string, number: number, dueOn = due, principal = 1000) => ({ ...noParts(), loanId, number, dueOn, principalCents: cents(principal) })
const share = (loanId: string, principal = 1000) => ({ loanId, open: { ...noParts(), principalCents: cents(principal) }, accruedCents: cents(0), annualRatePpm: 0 })
const standing = (change: Partial<AdjustmentStanding> = {}): AdjustmentStanding => ({
  isRunning: true,
  dueOn: due,
  nextDueOn: next,
  endsOn: localDate('2028-06-15'),
  changesMade: 0,
  hasMore: false,
  rows: [row('a', 1), row('a', 2, next)],
  shares: [share('a')],
  ...change,
})
const reasons = (at: AdjustmentStanding, change: AdjustmentChange, today = localDate('2026-07-10')) => {
  const answer = assessAdjustment(at, change, policy, today)
  return answer.ok ? [] : answer.refusals.map(refusal => refusal.reason)
}
const to = (text: string): AdjustmentChange => ({ kind: 'move', toOn: localDate(text) })

describe('room for a change', () => {
  it.each([
    ['from the day after the date', '2026-07-10', {}, '2026-07-16', '2026-07-25'],
    ['from tomorrow once the date has passed', '2026-07-17', {}, '2026-07-18', '2026-07-25'],
    ['never onto the next date', '2026-07-10', { nextDueOn: localDate('2026-07-20') }, '2026-07-16', '2026-07-19'],
    ['never past the end of the relief', '2026-07-10', { endsOn: localDate('2026-07-18') }, '2026-07-16', '2026-07-18'],
  ])('lies %s', (_, today, change, fromOn, untilOn) => {
    expect(adjustmentRoom(standing(change), policy, localDate(today))).toMatchObject({ ok: true, room: { fromOn, untilOn, changesLeft: 2 } })
  })

  it.each([
    ['no plan runs', { isRunning: false }, ['plan_change_not_running']],
    ['all is paid', { dueOn: null, shares: [] }, ['plan_change_not_running']],
    ['both changes are used', { changesMade: 2 }, ['plan_changes_used']],
    ['the next date is tomorrow', { nextDueOn: localDate('2026-07-16') }, ['plan_change_no_room']],
    ['a charge stands beside it', { hasMore: true, changesMade: 3 }, ['plan_changes_used', 'plan_change_more_open']],
  ])('is none when %s', (_, change, wanted) => {
    expect(reasons(standing(change), to('2026-07-20'))).toEqual(wanted)
  })

  it('refuses a day outside it and a part that is nothing or all, at once', () => {
    expect(reasons(standing(), to('2026-07-26'))).toEqual(['plan_change_date_outside'])
    expect(reasons(standing(), { kind: 'split', firstCents: cents(1000), toOn: due })).toEqual(['plan_change_date_outside', 'plan_change_part_outside'])
  })
})

describe('a changed date', () => {
  it('costs interest for the days of waiting where interest runs, and takes late days’ penalty along', () => {
    const at = standing({ shares: [{ ...share('a', 1_000_000), annualRatePpm: 180_000, accruedCents: cents(700) }], rows: [row('a', 1, due, 1_000_000), row('a', 2, next)] })
    const answer = assessAdjustment(at, to('2026-07-25'), policy, localDate('2026-07-10'))
    expect(answer).toMatchObject({ ok: true, adjustment: { interestCents: 4932, penaltyCents: 700, parts: [{ dueOn: '2026-07-25', amountCents: 1_005_632 }] } })
  })

  it('keeps what was paid on the first part of a split', () => {
    const at = standing({ shares: [share('a', 600)] })
    const answer = assessAdjustment(at, { kind: 'split', firstCents: cents(200), toOn: localDate('2026-07-25') }, policy, localDate('2026-07-10'))
    if (!answer.ok) throw new Error('refused')
    expect(answer.adjustment.rows.map(one => [one.number, one.dueOn, one.principalCents])).toEqual([[1, due, 600], [2, '2026-07-25', 400], [3, next, 1000]])
  })

  it('loses and invents nothing, whatever is split over however many loans', () => {
    const amount = fc.integer({ min: 1, max: 5_000_000 })
    const loan = fc.record({ principal: amount, interest: amount, fee: amount, paid: fc.integer({ min: 0, max: 100 }), rate: fc.constantFrom(0, 180_000), accrued: fc.integer({ min: 0, max: 900 }) })
    fc.assert(
      fc.property(fc.array(loan, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 10 }), fc.boolean(), (loans, percent, days, isSplit) => {
        const at = standing({
          rows: loans.flatMap((one, i) => [{ ...row(String(i), 1, due, one.principal + one.paid), interestCents: cents(one.interest), feeCents: cents(one.fee) }, row(String(i), 2, next)]),
          shares: loans.map((one, i) => ({
            loanId: String(i),
            open: { ...noParts(), principalCents: cents(one.principal), interestCents: cents(one.interest), feeCents: cents(one.fee) },
            accruedCents: cents(one.accrued),
            annualRatePpm: one.rate,
          })),
        })
        const open = at.shares.reduce((sum, one) => sum + sumParts(one.open), 0)
        const toOn = addDays(due, days)
        const change: AdjustmentChange = isSplit ? { kind: 'split', firstCents: cents(Math.max(1, Math.floor((open * percent) / 100))), toOn } : { kind: 'move', toOn }
        const answer = assessAdjustment(at, change, policy, localDate('2026-07-10'))
        if (!answer.ok) throw new Error(answer.refusals.map(one => one.reason).join())
        const { rows, parts, interestCents, penaltyCents } = answer.adjustment
        const sum = (list: readonly { amountCents: number }[]) => list.reduce((all, one) => all + one.amountCents, 0)
        const asked = (list: AdjustmentStanding['rows']) => list.reduce((all, one) => all + sumParts(one), 0)
        expect(sum(parts)).toBe(open + interestCents + penaltyCents)
        expect(asked(rows)).toBe(asked(at.rows) + interestCents + penaltyCents)
        expect(rows.every(one => Math.min(one.principalCents, one.interestCents, one.penaltyCents, one.feeCents) >= 0 && sumParts(one) > 0)).toBe(true)
        const firstPart = rows.filter(one => one.dueOn === due)
        const paid = loans.reduce((all, one) => all + one.paid, 0)
        if (change.kind === 'split') expect(asked(firstPart)).toBe(change.firstCents + paid)
        for (const loanId of new Set(rows.map(one => one.loanId))) {
          const own = rows.filter(one => one.loanId === loanId)
          expect(own.map(one => one.number)).toEqual(own.map((_, i) => i + 1))
        }
      }),
    )
  })
})
