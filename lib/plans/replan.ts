import { addDays, daysBetween, type LocalDate } from '@/lib/dates'
import { invalid } from '@/lib/errors'
import { YEAR_PARTS, yearParts, type DayCount } from '@/lib/loans/day-count'
import { daysPastDue } from '@/lib/loans/delinquency'
import { buildSchedule, dueDate, type Period } from '@/lib/loans/schedule'
import { add, cents, divide, mulDiv, PPM, smaller, subtract, ZERO, type Cents, type Rounding } from '@/lib/money'
import { addParts, noParts, sumParts, type PlanParts } from './parts'
import type { OpenInstalment, Replan, ReplanBody } from './replan-input'

type Row = PlanParts & { dueOn: LocalDate }

/** What is open, planned anew. Each part sums to what was open and the interest the change itself brings. Throws `invalid` by field. */
export function replan(body: ReplanBody, today: LocalDate) {
  const on = body.on ?? today
  const rows = newRows(body)
  const { principalCents: principal, ...rest } = rows.reduce<PlanParts>(addParts, noParts())
  let balance = principal
  const instalments = rows.map((row, i) => {
    balance = subtract(balance, row.principalCents)
    const { dueOn, principalCents, interestCents, penaltyCents, feeCents } = row
    return { seq: i + 1, dueOn, principalCents, interestCents, penaltyCents, feeCents, dueCents: sumParts(row), balanceCents: balance }
  })
  const totals = { principalCents: principal, ...rest, dueCents: sumParts({ principalCents: principal, ...rest }) }
  return { instalments, totals, daysPastDue: { before: lateness(body.instalments, on), after: lateness(rows, on) } }
}

const lateness = (rows: readonly Row[], on: LocalDate): number => daysPastDue(rows.find(row => sumParts(row) > 0)?.dueOn ?? null, on)

function newRows(body: ReplanBody): Row[] {
  switch (body.kind) {
    case 're_amortise':
      return reAmortised(body)
    case 're_age':
      return reAged(body)
    case 'principal_grace':
      return withGrace(body)
    case 'move_due_date':
      return moved(body)
  }
}

const whole = (rows: readonly PlanParts[]): PlanParts => rows.reduce<PlanParts>(addParts, noParts())

/** What is past joins what is to come, in equal parts over the dates that are left. */
function reAmortised({ instalments, on, rounding, instalmentStepCents }: Replan<'re_amortise'>): Row[] {
  const ahead = instalments.filter(row => row.dueOn >= on)
  if (ahead.length === 0) throw invalid('check_fields', { on: 'replan_nothing_ahead' })
  const shares = inEqualParts(whole(instalments), ahead.length, instalmentStepCents, rounding)
  const past = instalments.filter(row => row.dueOn < on).map(({ dueOn }) => ({ dueOn, ...noParts() }))
  return [...past, ...ahead.map(({ dueOn }, i) => ({ dueOn, ...(shares[i] ?? noParts()) }))]
}

/** All that is open over new dates: the principal amortised at the rate, the rest in equal parts. */
function reAged({ instalments, on, count, firstDueOn, every, annualRatePpm, rounding, instalmentStepCents }: Replan<'re_age'>): Row[] {
  if (firstDueOn < on) throw invalid('check_fields', { firstDueOn: 'date_before_start' })
  const { principalCents, ...beside } = whole(instalments)
  const shares = inEqualParts({ principalCents: ZERO, ...beside }, count, instalmentStepCents, rounding)
  const terms = { method: 'equal_instalment' as const, principalCents, annualRatePpm, count, frequency: every, firstDueOn, rounding }
  return buildSchedule({ ...terms, instalmentUnitCents: instalmentStepCents }).map(row => {
    const { principalCents, interestCents } = row
    return { dueOn: row.dueOn, ...addParts({ ...noParts(), principalCents, interestCents }, shares[row.number - 1] ?? noParts()) }
  })
}

/** Instalments that pay no principal come in at `from`; the dates stay, what is displaced moves back along them, and new ones follow at the end. */
function withGrace({ instalments, from, periods, every, annualRatePpm, dayCount }: Replan<'principal_grace'>): Row[] {
  const start = instalments[from - 1]
  if (!start) throw invalid('check_fields', { from: 'instalment_number_unknown' })
  const left = whole(instalments.slice(from - 1)).principalCents
  const dates = [...instalments.map(row => row.dueOn), ...datesAfter(instalments, every, periods)]
  const before = instalments[from - 2]?.dueOn ?? dueDate(start.dueOn, every, -1)
  const grace = dates.slice(from - 1, from - 1 + periods).map((dueOn, i) => {
    const since = dates[from - 2 + i] ?? before
    return { dueOn, ...noParts(), interestCents: interestFor(left, annualRatePpm, dayCount, since, dueOn, every) }
  })
  const later = instalments.slice(from - 1).map((row, i) => ({ ...row, dueOn: dates[from - 1 + periods + i] ?? row.dueOn }))
  return [...instalments.slice(0, from - 1), ...grace, ...later]
}

/** Reckoned from the first date where the dates are regular, so that a 31st comes back after February. */
function datesAfter(instalments: readonly OpenInstalment[], every: Period, periods: number): LocalDate[] {
  const [first, last] = [instalments[0]?.dueOn ?? EPOCH, instalments.at(-1)?.dueOn ?? EPOCH]
  const regular = dueDate(first, every, instalments.length - 1) === last
  return Array.from({ length: periods }, (_, i) => (regular ? dueDate(first, every, instalments.length + i) : dueDate(last, every, i + 1)))
}

const EPOCH = '1970-01-01' as LocalDate

/** One date moves and all later ones as many days; each bears interest for its own wait. */
function moved({ instalments, dueOn, movedTo, annualRatePpm, dayCount }: Replan<'move_due_date'>): Row[] {
  const place = instalments.findIndex(row => row.dueOn === dueOn)
  if (place < 0) throw invalid('check_fields', { dueOn: 'instalment_number_unknown' })
  const days = daysBetween(dueOn, movedTo)
  const before = instalments[place - 1]
  if (days < 0 || (before && movedTo <= before.dueOn)) throw invalid('check_fields', { movedTo: 'date_before_start' })
  return instalments.map((row, i) => (i < place ? row : waited(row, days, annualRatePpm, dayCount)))
}

function waited(row: OpenInstalment, days: number, rate: number, dayCount: DayCount): Row {
  const dueOn = addDays(row.dueOn, days)
  return { ...row, dueOn, interestCents: add(row.interestCents, interestFor(row.principalCents, rate, dayCount, row.dueOn, dueOn)) }
}

function interestFor(principal: Cents, rate: number, dayCount: DayCount, from: LocalDate, to: LocalDate, period?: Period): Cents {
  const parts = period === 'monthly' && dayCount === '30/360' ? 30 : yearParts(dayCount, from, to)
  return mulDiv(principal, BigInt(rate) * BigInt(parts), BigInt(PPM) * BigInt(YEAR_PARTS[dayCount]), 'half-even')
}

/** Each part split alike, rounded to the step; the last takes the rest. */
function inEqualParts(total: PlanParts, count: number, step: number, rounding: Rounding): PlanParts[] {
  const each = (amount: Cents): Cents => cents(Number(divide(BigInt(amount), BigInt(count) * BigInt(step), rounding)) * step)
  let left = total
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1
    const share = (key: keyof PlanParts): Cents => (last ? left[key] : smaller(left[key], each(total[key])))
    const row = { principalCents: share('principalCents'), interestCents: share('interestCents'), penaltyCents: share('penaltyCents'), feeCents: share('feeCents') }
    left = {
      principalCents: subtract(left.principalCents, row.principalCents),
      interestCents: subtract(left.interestCents, row.interestCents),
      penaltyCents: subtract(left.penaltyCents, row.penaltyCents),
      feeCents: subtract(left.feeCents, row.feeCents),
    }
    return row
  })
}
