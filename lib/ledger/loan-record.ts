import type { instalments, loanCharges, loans } from '@/db/schema'
import type { LocalDate } from '@/lib/dates'
import type { LenderPolicy } from '@/lib/lenders/policy'
import type { ByComponent, Freeze, LoanCharge, LoanPayment, LoanState, ReplayInput, ScheduleVersion } from './loan-events'
import { replayLoan } from './loan-state'
import { isWaterfallId, WATERFALLS, type Waterfall } from './waterfall'

export type LoanRow = typeof loans.$inferSelect
export type InstalmentRow = Pick<
  typeof instalments.$inferSelect,
  'version' | 'number' | 'dueOn' | 'principalCents' | 'interestCents' | 'penaltyCents' | 'feeCents'
>
export type ChargeRow = Pick<typeof loanCharges.$inferSelect, 'id' | 'component' | 'dueOn' | 'amountCents' | 'reason' | 'createdAt' | 'cancelledAt'>
export type ScheduleRow = { version: number; fromOn: LocalDate; planId: string | null; createdAt: Date; replaces: ByComponent | null }

/** A loan with all that is stored about it: what a replay needs, nothing computed. */
export type LoanRecord = {
  loan: LoanRow
  schedules: ScheduleRow[]
  instalments: InstalmentRow[]
  charges: ChargeRow[]
  payments: LoanPayment[]
  freezes: Freeze[]
}

export type Book = { today: LocalDate; timeZoneDay: (moment: Date) => LocalDate; policy: LenderPolicy }

export const waterfallOf = (policy: LenderPolicy): Waterfall =>
  isWaterfallId(policy.waterfall) ? WATERFALLS[policy.waterfall] : WATERFALLS.default

/** A record as the replay takes it, under the lender's allocation order and penalty terms. */
export function replayInputOf(record: LoanRecord, book: Book, asOf: LocalDate = book.today): ReplayInput {
  const { multiplierPpm, dayCount, allInCapPpm, graceDays } = book.policy.penalty
  return {
    scheduleVersions: record.schedules.map(schedule => versionOf(schedule, record.instalments)),
    charges: record.charges.map(charge => chargeOf(charge, book)),
    payments: record.payments,
    penaltyTerms: { annualRatePpm: record.loan.annualRatePpm, multiplierPpm, dayCount, allInCapPpm, graceDays, frozen: record.freezes },
    waterfall: waterfallOf(book.policy),
    asOf,
  }
}

export const replayRecord = (record: LoanRecord, book: Book, asOf?: LocalDate): LoanState => replayLoan(replayInputOf(record, book, asOf))

const versionOf = (schedule: ScheduleRow, rows: readonly InstalmentRow[]): ScheduleVersion => ({
  version: schedule.version,
  from: schedule.fromOn,
  activatedAt: schedule.createdAt,
  instalments: rows.filter(row => row.version === schedule.version).toSorted((a, b) => a.number - b.number),
  ...(schedule.replaces ? { replaces: schedule.replaces } : {}),
})

const chargeOf = (charge: ChargeRow, book: Book): LoanCharge => ({
  id: charge.id,
  component: charge.component as LoanCharge['component'],
  amountCents: charge.amountCents,
  dueOn: charge.dueOn,
  postedOn: book.timeZoneDay(charge.createdAt),
  postedAt: charge.createdAt,
  reversed: charge.cancelledAt !== null,
})
