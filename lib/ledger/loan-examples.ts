import { localDate, type LocalDate } from '@/lib/dates'
import { buildSchedule } from '@/lib/loans/schedule'
import { cents } from '@/lib/money'
import type { LoanCharge, LoanPayment, ReplayInput, ScheduleVersion } from './loan-events'
import { WATERFALLS } from './waterfall'

export const firstDueOn = localDate('2026-02-01')
export const noonOf = (on: LocalDate, minute = 0) => new Date(Date.parse(`${on}T04:00:00Z`) + minute * 60_000)
export const aVersion = (count: number, principal = 300_000, rate = 0): ScheduleVersion => ({
  version: 1,
  from: localDate('2026-01-01'),
  activatedAt: noonOf(localDate('2026-01-01')),
  instalments: buildSchedule({
    method: 'equal_instalment',
    principalCents: cents(principal),
    annualRatePpm: rate,
    count,
    frequency: 'monthly',
    firstDueOn,
  }),
})
export const aPayment = (id: string, amount: number, on: string, own: Partial<LoanPayment> = {}): LoanPayment => ({
  id,
  amountCents: cents(amount),
  effectiveOn: localDate(on),
  receivedAt: noonOf(localDate(on)),
  reversed: false,
  ...own,
})
export const aCharge = (id: string, component: LoanCharge['component'], amount: number, dueOn: string, postedOn = dueOn): LoanCharge => ({
  id,
  component,
  amountCents: cents(amount),
  dueOn: localDate(dueOn),
  postedOn: localDate(postedOn),
  postedAt: noonOf(localDate(postedOn)),
  reversed: false,
})
/** Three instalments of 1,000.00 from 2026-02-01, 24 % × 1.5 under a 24 % cap. */
export const aReplay = (own: Partial<ReplayInput>): ReplayInput => ({
  scheduleVersions: [aVersion(3)],
  charges: [],
  payments: [],
  penaltyTerms: { annualRatePpm: 240_000, multiplierPpm: 1_500_000, dayCount: 360, allInCapPpm: 240_000, graceDays: 0, frozen: [] },
  waterfall: WATERFALLS.default,
  asOf: firstDueOn,
  ...own,
})

