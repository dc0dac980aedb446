import type { LocalDate } from '@/lib/dates'
import type { InstalmentRow, LoanRow, ScheduleRow } from '@/lib/ledger/loan-record'
import type { AnnualRatePpm } from '@/lib/money'
import type { Rhythm } from './contract-terms'
import type { DayCount } from './day-count'
import { dueDate, type Frequency } from './schedule'

/** How a loan's interest runs. Without a day count every period is a plain part of the year. */
export type RunningTerms = {
  annualRatePpm: AnnualRatePpm
  frequency: Frequency
  dayCount?: DayCount
  /** The day from which the interest of the schedule's first row runs; null when none of days to come stands in it. */
  startOn?: LocalDate | null
}

export const loanRhythm = ({ frequency, dayCount }: Pick<LoanRow, 'frequency' | 'dayCount'>): Rhythm => ({ frequency: frequency as Frequency, dayCount: dayCount as DayCount | null })

type RunningRecord = {
  loan: Pick<LoanRow, 'annualRatePpm' | 'frequency' | 'dayCount' | 'disbursedOn' | 'firstDueOn'>
  schedules: readonly Pick<ScheduleRow, 'version' | 'fromOn' | 'planId'>[]
  instalments: readonly Pick<InstalmentRow, 'version' | 'number' | 'dueOn'>[]
}

/** A stored loan's terms under the version of its schedule that is in force. */
export function runningTermsOf(record: RunningRecord, version: number): RunningTerms {
  const { annualRatePpm } = record.loan
  const { frequency, dayCount } = loanRhythm(record.loan)
  return { annualRatePpm, frequency, ...(dayCount ? { dayCount, startOn: startOf(record, version, frequency) } : {}) }
}

/** A plan's interest runs from its first version on; the contract's from the date before its first open row. */
function startOf({ loan, schedules, instalments }: RunningRecord, version: number, frequency: Frequency): LocalDate | null {
  const planId = schedules.find(schedule => schedule.version === version)?.planId ?? null
  if (planId !== null) return schedules.find(schedule => schedule.planId === planId)?.fromOn ?? null
  const [first] = instalments.filter(row => row.version === version).toSorted((a, b) => a.number - b.number)
  if (!first || first.dueOn !== dueDate(loan.firstDueOn, frequency, first.number - 1)) return null
  return first.number === 1 ? loan.disbursedOn : dueDate(loan.firstDueOn, frequency, first.number - 2)
}
