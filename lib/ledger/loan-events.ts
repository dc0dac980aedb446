import type { LocalDate } from '@/lib/dates'
import type { DayCount } from '@/lib/loans/day-count'
import type { AnnualRatePpm, Cents } from '@/lib/money'
import type { Allocation, Component, Waterfall } from './waterfall'

/** An instalment as the replay takes it: a loan's own has principal and interest, a plan's may carry every part. */
export type ScheduledInstalment = {
  number: number
  dueOn: LocalDate
  principalCents: Cents
  interestCents: Cents
  penaltyCents?: Cents
  feeCents?: Cents
  costCents?: Cents
}

export type ByComponent = Record<Component, Cents>

/**
 * A schedule and the moment it takes over. At `from` the open lines of the earlier version close and these take their place.
 * `replaces` is `LoanState.outstanding` as known at that moment: what a later-known payment or reversal changes of it is
 * carried into the new lines, so that money is neither lost nor counted twice. One that `continues` an earlier version has all of
 * that version's instalments, changed: what was received for it, and since, covers them, and `replaces` speaks of the rest only.
 */
export type ScheduleVersion = {
  version: number
  from: LocalDate
  activatedAt: Date
  instalments: readonly ScheduledInstalment[]
  replaces?: ByComponent
  continues?: number
}

export type LoanPayment = { id: string; amountCents: Cents; effectiveOn: LocalDate; receivedAt: Date; reversed: boolean }
export type LoanCharge = {
  id: string
  component: Component
  amountCents: Cents
  dueOn: LocalDate
  postedOn: LocalDate
  postedAt: Date
  reversed: boolean
}
/** Forgiveness of a component outside a plan: oldest open lines first, never beyond what is open. */
export type LoanWaiver = {
  id: string
  component: Component
  amountCents: Cents
  effectiveOn: LocalDate
  grantedAt: Date
  reversed: boolean
}

/** Credit paid back to the borrower: what was left over of earlier payments, the latest first. */
export type LoanRefund = { id: string; amountCents: Cents; effectiveOn: LocalDate; postedAt: Date }

/** Days on which no penalty accrues, both included; `to` null while the freeze lasts. */
export type Freeze = { from: LocalDate; to: LocalDate | null }

export type PenaltyTerms = {
  annualRatePpm: AnnualRatePpm
  /** 1.5 × the contract rate is 1,500,000 (银发〔2003〕251号: 1.3 to 1.5). */
  multiplierPpm: number
  /** 360 and 365 are actual days over so many. */
  dayCount: 360 | 365 | DayCount
  /** 复利: unpaid interest of an overdue instalment bears the overdue rate too (银发〔2003〕251号); penalty itself never does. */
  compound?: boolean
  /** Ceiling of interest and penalty together, a year; null when the product has none. */
  allInCapPpm: AnnualRatePpm | null
  /** Contract interest keeps running on the overdue principal and counts towards the cap. */
  contractInterestRuns?: boolean
  /** The first days past due that bear no penalty. */
  graceDays: number
  frozen: readonly Freeze[]
}

export type ReplayInput = {
  scheduleVersions: readonly ScheduleVersion[]
  charges: readonly LoanCharge[]
  waivers?: readonly LoanWaiver[]
  payments: readonly LoanPayment[]
  refunds?: readonly LoanRefund[]
  penaltyTerms: PenaltyTerms
  waterfall: Waterfall
  /** Events after this day are left out. */
  asOf: LocalDate
}

export type LoanLine = {
  id: string
  version: number
  instalmentNumber: number
  dueOn: LocalDate
  component: Component
  origin: 'schedule' | 'charge' | 'accrual' | 'carried'
  billedCents: Cents
  paidCents: Cents
  waivedCents: Cents
  /** Closed by a newer schedule version, or covered by money counted from before this version began. */
  carriedCents: Cents
  openCents: Cents
}

export type PaymentResult = {
  paymentId: string
  effectiveOn: LocalDate
  amountCents: Cents
  /** Version the money went to; `lineId` points into `LoanState.lines`. */
  allocations: (Allocation & { version: number })[]
  overpaidCents: Cents
  /** Left over and paid back since. */
  refundedCents: Cents
  /** All penalty accrued on the loan until the payment's day, paid or not. */
  penaltyAccruedCents: Cents
}

export type LoanState = {
  asOf: LocalDate
  version: number
  lines: LoanLine[]
  /** What the own instalments of each version that is over had received, from before it began and while it was in force. */
  received: ReadonlyMap<number, Cents>
  payments: PaymentResult[]
  /** Open amounts by component, penalty until `asOf`. */
  outstanding: ByComponent
  outstandingCents: Cents
  /** Open and due on or before `asOf`. */
  dueCents: Cents
  /** Open and due before `asOf`. */
  overdueCents: Cents
  penaltyAccruedCents: Cents
  paidCents: Cents
  waivedCents: Cents
  overpaidCents: Cents
  /** Paid back beyond what history leaves as credit; a command that would make this more than nothing is refused. */
  uncoveredRefundCents: Cents
  /** Earliest due date among open schedule lines, past or future; null when the schedule is paid. */
  oldestUnpaidDueOn: LocalDate | null
  dpd: number
  /** The first date on or after `asOf` with something open, and how much. */
  nextDue: { on: LocalDate; amountCents: Cents } | null
  settled: boolean
}
