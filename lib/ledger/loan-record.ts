import type { instalments, loanCharges, loans } from '@/db/schema'
import type { LocalDate } from '@/lib/dates'
import { moneyTermsOf } from '@/lib/lenders/money-terms'
import type { LenderPolicy } from '@/lib/lenders/policy'
import type { PlanParts } from '@/lib/plans/parts'
import type { ByComponent, Freeze, LoanCharge, LoanPayment, LoanRefund, LoanState, PenaltyTerms, ReplayInput, ScheduleVersion } from './loan-events'
import { replayLoan } from './loan-state'
import { ceilingOf } from './lpr'
import type { Waterfall } from './waterfall'
import { waterfallFrom } from './waterfall-input'

export type LoanRow = typeof loans.$inferSelect
export type InstalmentRow = Pick<
  typeof instalments.$inferSelect,
  'version' | 'number' | 'dueOn' | 'principalCents' | 'interestCents' | 'penaltyCents' | 'feeCents'
>
export type ChargeRow = Pick<typeof loanCharges.$inferSelect, 'id' | 'component' | 'dueOn' | 'amountCents' | 'reason' | 'createdAt' | 'cancelledAt'>
export type ScheduleRow = { version: number; fromOn: LocalDate; planId: string | null; createdAt: Date; replaces: ByComponent | null }

/** A plan that began on the loan, as its row tells: `rest` is what small payments leave open on this loan. */
export type StartedPlan = { id: string; terms: unknown; asOf: LocalDate | null; rest: PlanParts | null }

/** A loan with all that is stored about it: what a replay needs, nothing computed. */
export type LoanRecord = {
  loan: LoanRow
  schedules: ScheduleRow[]
  instalments: InstalmentRow[]
  charges: ChargeRow[]
  payments: LoanPayment[]
  refunds?: LoanRefund[]
  freezes: Freeze[]
  plans?: StartedPlan[]
}

export type Book = { today: LocalDate; timeZoneDay: (moment: Date) => LocalDate; policy: LenderPolicy }

type Terms = Pick<LoanRow, 'product' | 'annualRatePpm' | 'disbursedOn'>

/** The allocation order of a loan, as it stood for the day it was paid out. */
export const waterfallOf = (policy: LenderPolicy, loan: Omit<Terms, 'annualRatePpm'>): Waterfall => waterfallFrom(moneyTermsOf(policy, loan).waterfall)

/** How a loan's penalty accrues: by its product, else its lender, as both stood on its day, under the ceiling of that day. */
export function penaltyTermsOf(policy: LenderPolicy, loan: Terms, frozen: readonly Freeze[]): PenaltyTerms {
  const own = moneyTermsOf(policy, loan).penalty
  return {
    annualRatePpm: loan.annualRatePpm,
    multiplierPpm: own.multiplierPpm,
    dayCount: own.dayCount,
    compound: own.compound ?? false,
    allInCapPpm: ceilingOf(own, loan.disbursedOn).ceilingPpm,
    graceDays: own.graceDays,
    frozen,
  }
}

/** A record as the replay takes it, under the lender's allocation order and penalty terms. */
export function replayInputOf(record: LoanRecord, book: Book, asOf: LocalDate = book.today): ReplayInput {
  return {
    scheduleVersions: record.schedules.map(schedule => versionOf(schedule, record)),
    charges: record.charges.map(charge => chargeOf(charge, book)),
    payments: record.payments,
    refunds: record.refunds,
    penaltyTerms: penaltyTermsOf(book.policy, record.loan, record.freezes),
    waterfall: waterfallOf(book.policy, record.loan),
    asOf,
  }
}

export const replayRecord = (record: LoanRecord, book: Book, asOf?: LocalDate): LoanState => replayLoan(replayInputOf(record, book, asOf))

function versionOf(schedule: ScheduleRow, { schedules, instalments }: Pick<LoanRecord, 'schedules' | 'instalments'>): ScheduleVersion {
  const continues = continuedBy(schedule, schedules)
  return {
    version: schedule.version,
    from: schedule.fromOn,
    activatedAt: schedule.createdAt,
    instalments: instalments.filter(row => row.version === schedule.version).toSorted((a, b) => a.number - b.number),
    ...(schedule.replaces ? { replaces: schedule.replaces } : {}),
    ...(continues === undefined ? {} : { continues }),
  }
}

/** A plan's second version goes on where its last one stood. */
const continuedBy = ({ planId, version }: ScheduleRow, schedules: readonly ScheduleRow[]): number | undefined =>
  planId === null ? undefined : schedules.findLast(earlier => earlier.planId === planId && earlier.version < version)?.version

const chargeOf = (charge: ChargeRow, book: Book): LoanCharge => ({
  id: charge.id,
  component: charge.component as LoanCharge['component'],
  amountCents: charge.amountCents,
  dueOn: charge.dueOn,
  postedOn: book.timeZoneDay(charge.createdAt),
  postedAt: charge.createdAt,
  reversed: charge.cancelledAt !== null,
})
