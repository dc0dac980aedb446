import type { LocalDate } from '@/lib/dates'
import type { LoanState } from '@/lib/ledger/loan-events'
import { replayRecord, type Book, type LoanRecord } from '@/lib/ledger/loan-record'
import { bucketOf, BUCKETS, riskClassOf, type RiskClass } from '@/lib/loans/delinquency'
import type { Cents } from '@/lib/money'
import { monthStart } from './months'

export type AccountState = 'active' | 'settled' | 'settled_for_less' | 'written_off'
/**
 * How the month ended: `*` nothing has fallen due yet, `N` paid as agreed, `1`–`7` overdue by so many started thirty days (7: more than
 * 180 days), `C` paid in full, `G` closed for less than was owed. Codes of our own: a bureau's interface maps them to its own.
 */
export type StatusCode = '*' | 'N' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | 'C' | 'G'
/** What runs over the loan: a kept plan is reported as paid as agreed, a token plan leaves the loan as it stands. */
export type Arrangement = 'none' | 'plan' | 'token' | 'settlement'

export type ReportContent = {
  openedOn: LocalDate
  closedOn: LocalDate | null
  accountState: AccountState
  statusCode: StatusCode
  riskClass: RiskClass
  arrangement: Arrangement
  /** Principal that is not repaid, due or not. */
  balanceCents: Cents
  /** Everything that fell due before the day and is not paid. */
  overdueCents: Cents
  dpd: number
  isDisputed: boolean
}

export type LoanFacts = {
  record: LoanRecord
  /** By plan. */
  planKinds: ReadonlyMap<string, string>
  /** What a settlement gave up, dated; negative where it was taken back. */
  givenUp: readonly { on: LocalDate; amountCents: number }[]
  isWrittenOff: boolean
  isDisputed: boolean
}
/** `overdueSince`: the oldest due date that was unpaid on that day. */
export type Reckoned = { content: ReportContent; overdueSince: LocalDate | null }

/** What a loan's line says as of a day, by all that is known now. Throws RangeError when the loan has no schedule. */
export function reckonLine(facts: LoanFacts, book: Book, asOf: LocalDate): Reckoned {
  const arranged = arrangementOn(facts, asOf)
  const record = arranged.fromVersion === null ? facts.record : before(facts.record, arranged.fromVersion)
  const state = replayRecord(record, book, asOf)
  const accountState = accountStateOf(facts, asOf, state.settled)
  const isWatched = arranged.wasPlanned && facts.record.loan.watchUntil !== null && facts.record.loan.watchUntil >= asOf
  const content = {
    openedOn: record.loan.disbursedOn,
    closedOn: state.settled ? closedOn(state, record.loan.disbursedOn) : null,
    accountState,
    statusCode: statusCodeOf(accountState, state, record, asOf),
    riskClass: classOf(accountState, state.dpd, isWatched),
    arrangement: state.settled ? ('none' as const) : arranged.kind,
    balanceCents: state.outstanding.principal,
    overdueCents: state.overdueCents,
    dpd: state.dpd,
    isDisputed: facts.isDisputed,
  }
  return { content, overdueSince: state.dpd > 0 ? state.oldestUnpaidDueOn : null }
}

/** A loan is told of from the month it was paid out until the month it was closed in. */
export const isReportable = ({ loan }: LoanRecord, content: ReportContent, asOf: LocalDate): boolean =>
  loan.status !== 'cancelled' && content.openedOn <= asOf && (content.closedOn === null || content.closedOn >= monthStart(asOf))

/** 不良信息: what a borrower must be told of before (征信业管理条例 art. 15). */
export const isBad = ({ dpd, accountState }: Pick<ReportContent, 'dpd' | 'accountState'>): boolean =>
  dpd > 0 || accountState === 'settled_for_less' || accountState === 'written_off'

/** `fromVersion`: the first schedule of a token plan, which is left out with what follows it. */
type Arranged = { kind: Arrangement; wasPlanned: boolean; fromVersion: number | null }

function arrangementOn({ record, planKinds }: LoanFacts, asOf: LocalDate): Arranged {
  const begun = record.schedules.filter(schedule => schedule.version === 1 || schedule.fromOn <= asOf)
  const wasPlanned = begun.some(schedule => schedule.planId !== null)
  const last = begun.at(-1)
  const ruling = last && isReviewDay(record, last.version, last.fromOn) ? begun.at(-2) : last
  const planId = last?.planId ?? ruling?.planId ?? null
  const kind = planId === null ? undefined : planKinds.get(planId)
  if (planId === null || (last?.planId === null && kind !== 'token')) return { kind: 'none', wasPlanned, fromVersion: null }
  if (kind !== 'token') return { kind: kind === 'settlement' ? kind : 'plan', wasPlanned, fromVersion: null }
  return { kind, wasPlanned, fromVersion: begun.find(schedule => schedule.planId === planId)?.version ?? null }
}

/** After a kept token plan all that is left falls due on one day to come, which does not bring the loan up to date. */
function isReviewDay({ instalments, schedules }: LoanRecord, version: number, fromOn: LocalDate): boolean {
  const rows = instalments.filter(row => row.version === version)
  return schedules.find(schedule => schedule.version === version)?.planId === null && rows.length === 1 && rows.every(({ dueOn }) => dueOn > fromOn)
}

const before = (record: LoanRecord, version: number): LoanRecord => ({ ...record, schedules: record.schedules.filter(schedule => schedule.version < version) })

function accountStateOf({ givenUp, isWrittenOff }: LoanFacts, asOf: LocalDate, isOver: boolean): AccountState {
  if (!isOver) return isWrittenOff ? 'written_off' : 'active'
  const lessCents = givenUp.reduce((sum, { on, amountCents }) => (on <= asOf ? sum + amountCents : sum), 0)
  return lessCents > 0 ? 'settled_for_less' : 'settled'
}

function statusCodeOf(accountState: AccountState, { dpd }: LoanState, { instalments }: LoanRecord, asOf: LocalDate): StatusCode {
  if (accountState === 'settled') return 'C'
  if (accountState === 'settled_for_less') return 'G'
  if (dpd > 0) return OVERDUE[BUCKETS.indexOf(bucketOf(dpd))] ?? '7'
  return instalments.some(({ dueOn }) => dueOn <= asOf) ? 'N' : '*'
}
const OVERDUE = ['N', '1', '2', '3', '4', '5', '6', '7'] as const

/** A restructured loan under watch is at least of special mention (金融资产风险分类办法 2023). */
function classOf(accountState: AccountState, dpd: number, isWatched: boolean): RiskClass {
  if (accountState === 'written_off') return 'loss'
  const least = riskClassOf(dpd)
  return least === 'normal' && isWatched && accountState === 'active' ? 'special_mention' : least
}

/** The day of the last money that paid anything; the day of paying out where nothing was ever owed. */
const closedOn = (state: LoanState, disbursedOn: LocalDate): LocalDate =>
  state.payments.reduce((last, { allocations, effectiveOn }) => (allocations.length > 0 && effectiveOn > last ? effectiveOn : last), disbursedOn)
