import { addDays, type LocalDate } from '@/lib/dates'
import type { InstalmentRow, LoanRow, ScheduleRow, StartedPlan } from '@/lib/ledger/loan-record'
import type { AnnualRatePpm } from '@/lib/money'
import { noParts, sumParts, type PlanParts } from './parts'
import { planEarning } from './plan-earning'
import { REVIEW_DAYS } from './plan-words'
import { termsOf } from './stored-plan'
import { loanRhythm } from '@/lib/loans/contract-terms'
import type { DayCount } from '@/lib/loans/day-count'
import { afterChange, ownPeriods, REST, type EarnedRows, type Earning } from '@/lib/loans/earning'
import { dueDate, type Frequency } from '@/lib/loans/schedule'

/** How a loan's interest runs. Without a day count every period is a plain part of the year. */
export type RunningTerms = {
  annualRatePpm: AnnualRatePpm
  frequency: Frequency
  dayCount?: DayCount
  /** Interest in the schedule's rows that is earned by and by; absent: each row's over the period before its date. */
  earning?: readonly Earning[]
  /** What the small payments of the plan in force leave open: owed, and to be looked at again on that day. */
  rest?: PlanParts & { dueOn: LocalDate }
}

type Schedule = Pick<ScheduleRow, 'version' | 'fromOn' | 'planId'>
type RunningRecord = {
  loan: Pick<LoanRow, 'annualRatePpm' | 'frequency' | 'dayCount' | 'disbursedOn' | 'firstDueOn'>
  schedules: readonly Schedule[]
  instalments: readonly Omit<InstalmentRow, 'penaltyCents' | 'feeCents'>[]
  plans?: readonly StartedPlan[]
}

/** A stored loan's terms under the version of its schedule that is in force. */
export function runningTermsOf(record: RunningRecord, version: number): RunningTerms {
  const { rows, earning } = earnedUnder(record, version)
  const rest = restUnder(record, version, rows)
  return { ...ratesOf(record), earning, ...(rest ? { rest } : {}) }
}

function restUnder({ schedules, plans }: RunningRecord, version: number, rows: EarnedRows['rows']): RunningTerms['rest'] | null {
  const planId = schedules.find(schedule => schedule.version === version)?.planId
  const rest = plans?.find(plan => plan.id === planId)?.rest
  const last = rows.at(-1)
  return rest && last && sumParts(rest) > 0 ? { ...rest, dueOn: addDays(last.dueOn, REVIEW_DAYS) } : null
}

function ratesOf({ loan }: RunningRecord): RunningTerms {
  const { frequency, dayCount } = loanRhythm(loan)
  return { annualRatePpm: loan.annualRatePpm, frequency, ...(dayCount ? { dayCount } : {}) }
}

/** What is new of a version's interest, and for which days: a plan's by its terms, the contract's by its periods, none of what small payments left. */
function earnedUnder(record: RunningRecord, version: number): EarnedRows {
  const rows = record.instalments.filter(row => row.version === version).toSorted((a, b) => a.number - b.number)
  const schedule = record.schedules.find(one => one.version === version)
  const earlier = record.schedules.filter(one => one.version < version)
  if (!schedule?.planId) return { rows, earning: earlier.length === 0 ? contractEarning(record, rows) : contractAgain(record, earlier, rows) }
  const { planId, fromOn } = schedule
  const same = latest(earlier.filter(one => one.planId === planId))
  if (same) return { rows, earning: afterChange(earnedUnder(record, same.version), rows, fromOn) }
  const plan = record.plans?.find(one => one.id === planId)
  if (!plan) return { rows, earning: [] }
  const before = () => withRest(record, latest(earlier)?.version ?? version)
  const begun = { terms: termsOf(plan), loan: ratesOf(record), asOf: plan.asOf ?? fromOn, rows, rest: plan.rest ?? noParts(), before }
  return { rows, earning: planEarning(begun) }
}

/** What a plan moves that takes over from a version: its rows, and what small payments left open beside them. */
function withRest(record: RunningRecord, version: number): EarnedRows {
  const { rows, earning } = earnedUnder(record, version)
  const rest = restUnder(record, version, rows)
  return { rows: rest ? [...rows, { ...rest, number: REST }] : rows, earning }
}

const latest = (schedules: readonly Schedule[]): Schedule | undefined => schedules.toSorted((a, b) => a.version - b.version).at(-1)

function contractEarning({ loan }: RunningRecord, rows: EarnedRows['rows']): Earning[] {
  const [first] = rows
  if (!first) return []
  const { frequency, dayCount } = loanRhythm(loan)
  if (!dayCount) return ownPeriods(rows, dueDate(first.dueOn, frequency, -1))
  return ownPeriods(rows, first.number === 1 ? loan.disbursedOn : dueDate(loan.firstDueOn, frequency, first.number - 2))
}

/** The contract's rows go on at their own dates; a row that is none of them stands for what was left open before. */
function contractAgain(record: RunningRecord, earlier: readonly Schedule[], rows: EarnedRows['rows']): Earning[] {
  const contract = earnedUnder(record, Math.min(...earlier.map(one => one.version)))
  const isOwn = (number: number) => contract.rows.some(own => own.number === number && rows.some(row => row.number === number && row.dueOn === own.dueOn))
  return contract.earning.filter(one => isOwn(one.number))
}
