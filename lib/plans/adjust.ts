import { addDays, type LocalDate } from '@/lib/dates'
import type { Refusal } from '@/lib/errors'
import type { GuardianPolicy } from '@/lib/lenders/policy'
import { yearParts, YEAR_PARTS, type DayCount } from '@/lib/loans/day-count'
import { add, cents, mulDiv, PPM, subtract, ZERO, type AnnualRatePpm, type Cents } from '@/lib/money'
import { addParts, noParts, splitByWeight, subtractParts, sumParts, takeProportionally, type PlanParts } from './parts'

export type AdjustableRow = PlanParts & { loanId: string; number: number; dueOn: LocalDate }
/** What one loan still asks for on the date that is to change. */
export type OpenShare = {
  loanId: string
  open: PlanParts
  /** Penalty of late days so far; it moves along with the date. */
  accruedCents: Cents
  /** 0 where no interest runs under the plan. */
  annualRatePpm: AnnualRatePpm
  /** How the loan counts the days of the wait; actual days over 365 when absent. */
  dayCount?: DayCount
}
/** Where a plan stands when one of its dates is to change. */
export type AdjustmentStanding = {
  isRunning: boolean
  /** The oldest date that is not covered. */
  dueOn: LocalDate | null
  nextDueOn: LocalDate | null
  /** The last day a date of this plan may fall on: its longest length, or the day before it is looked at again. */
  endsOn: LocalDate
  changesMade: number
  /** Charges or sums carried over that stand beside the instalments. */
  hasMore: boolean
  rows: readonly AdjustableRow[]
  shares: readonly OpenShare[]
}
export type AdjustmentRoom = { dueOn: LocalDate; openCents: Cents; firstOn: LocalDate; fromOn: LocalDate; untilOn: LocalDate; changesLeft: number }
/** Later as a whole; or `firstCents` by its date (today, when that has passed) and the rest later. */
export type AdjustmentChange = { kind: 'move'; toOn: LocalDate } | { kind: 'split'; firstCents: Cents; toOn: LocalDate }
export type Adjustment = {
  rows: AdjustableRow[]
  dueOn: LocalDate
  parts: { dueOn: LocalDate; amountCents: Cents }[]
  interestCents: Cents
  penaltyCents: Cents
}
type Answer<T> = ({ ok: true } & T) | { ok: false; refusals: Refusal[] }

/** What may be changed without asking anybody, or every reason why nothing may. */
export function adjustmentRoom(at: AdjustmentStanding, policy: GuardianPolicy, today: LocalDate): Answer<{ room: AdjustmentRoom }> {
  const openCents = add(...at.shares.map(share => sumParts(share.open)))
  if (!at.isRunning || at.dueOn === null || openCents === 0) return { ok: false, refusals: [{ reason: 'plan_change_not_running' }] }
  const firstOn = at.dueOn > today ? at.dueOn : today
  const fromOn = addDays(firstOn, 1)
  const limits = [addDays(at.dueOn, policy.moveDays), at.endsOn, ...(at.nextDueOn ? [addDays(at.nextDueOn, -1)] : [])]
  const untilOn = limits.reduce((least, on) => (on < least ? on : least))
  const changesLeft = policy.changesPerPlan - at.changesMade
  const refusals: Refusal[] = []
  if (changesLeft <= 0) refusals.push({ reason: 'plan_changes_used', values: { count: policy.changesPerPlan } })
  if (fromOn > untilOn) refusals.push({ reason: 'plan_change_no_room', values: { days: policy.moveDays } })
  if (at.hasMore) refusals.push({ reason: 'plan_change_more_open' })
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, room: { dueOn: at.dueOn, openCents, firstOn, fromOn, untilOn, changesLeft } }
}

/** The plan's instalments with one date changed and what that costs; parts sum to what was open and the cost, to the cent. */
export function assessAdjustment(
  at: AdjustmentStanding,
  change: AdjustmentChange,
  policy: GuardianPolicy,
  today: LocalDate,
): Answer<{ adjustment: Adjustment; room: AdjustmentRoom }> {
  const found = adjustmentRoom(at, policy, today)
  if (!found.ok) return found
  const { room } = found
  const refusals: Refusal[] = []
  if (change.toOn < room.fromOn || change.toOn > room.untilOn) {
    refusals.push({ reason: 'plan_change_date_outside', values: { from: room.fromOn, until: room.untilOn } })
  }
  if (change.kind === 'split' && (change.firstCents < 1 || change.firstCents >= room.openCents)) {
    refusals.push({ reason: 'plan_change_part_outside', values: { openCents: room.openCents } })
  }
  if (refusals.length > 0) return { ok: false, refusals }
  return { ok: true, room, adjustment: adjust(at, change, room) }
}

function adjust(at: AdjustmentStanding, change: AdjustmentChange, { dueOn, firstOn, openCents }: AdjustmentRoom): Adjustment {
  const laterCents = change.kind === 'move' ? openCents : subtract(openCents, change.firstCents)
  const split = splitByWeight(laterCents, at.shares.map(share => sumParts(share.open)))
  let interestCents = ZERO
  let penaltyCents = ZERO
  const made = at.shares.flatMap((share, i) => {
    const row = at.rows.find(one => one.loanId === share.loanId && one.dueOn === dueOn)
    if (!row) return []
    const later = takeProportionally(share.open, split[i] ?? ZERO)
    const { annualRatePpm, dayCount = 'act/365' } = share
    const interest = mulDiv(later.principalCents, annualRatePpm * yearParts(dayCount, firstOn, change.toOn), PPM * YEAR_PARTS[dayCount], 'half-even')
    const cost = { ...noParts(), interestCents: interest, penaltyCents: share.accruedCents }
    interestCents = add(interestCents, interest)
    penaltyCents = add(penaltyCents, share.accruedCents)
    if (change.kind === 'move') return [{ ...row, ...addParts(partsOf(row), cost), dueOn: change.toOn }]
    const now = { ...row, ...subtractParts(partsOf(row), later), dueOn: firstOn }
    return [now, { ...row, ...addParts(later, cost), dueOn: change.toOn }]
  })
  const kept = at.rows.filter(row => row.dueOn !== dueOn)
  const laterPart = { dueOn: change.toOn, amountCents: add(laterCents, interestCents, penaltyCents) }
  return {
    rows: numbered([...kept, ...made.filter(row => sumParts(row) > 0)]),
    dueOn,
    parts: change.kind === 'move' ? [laterPart] : [{ dueOn: firstOn, amountCents: change.firstCents }, laterPart],
    interestCents,
    penaltyCents,
  }
}

const partsOf = ({ principalCents, interestCents, penaltyCents, feeCents }: PlanParts): PlanParts => ({ principalCents, interestCents, penaltyCents, feeCents })

/** By loan and date, each loan counted from 1. */
function numbered(rows: readonly AdjustableRow[]): AdjustableRow[] {
  const byLoan = Map.groupBy(rows, row => row.loanId)
  return [...byLoan.values()].flatMap(own =>
    own.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn))).map((row, i) => ({ ...row, number: i + 1 })),
  )
}

/** What is left by the date when only a part is paid now. */
export const leftAfter = (openCents: Cents, paidCents: Cents): Cents => cents(Math.max(0, openCents - paidCents))
