import type { LocalDate } from '@/lib/dates'
import { add, cents, mulDiv, PPM, smaller, splitEvenly, subtract, ZERO, type AnnualRatePpm, type Cents, type Rounding } from '@/lib/money'
import { duePeriods, periodsPerYear, rateFor, type DateTerms, type Frequency, type YearShare } from './due-dates'
import { solveInstalment, steppedInstalments, wholeUnits, type StepUp } from './level-instalment'

export { dueDate, FREQUENCIES, periodsPerYear, type Frequency, type Period } from './due-dates'

/** 等额本息, 等额本金, 等本等息. */
export type RepaymentMethod = 'equal_instalment' | 'equal_principal' | 'flat'

export type Instalment = {
  number: number
  dueOn: LocalDate
  principalCents: Cents
  interestCents: Cents
  /** Principal still owed after this instalment. */
  balanceCents: Cents
}

export type ScheduleTerms = DateTerms & {
  method: RepaymentMethod
  principalCents: Cents
  annualRatePpm: AnnualRatePpm
  /** Ordinary instalments; rows of `token` and `principalHoliday` come in addition. */
  count: number
  /** Half-even when absent. */
  rounding?: Rounding
  /** The contract's own instalment, in place of the computed one. */
  instalmentCents?: Cents
  /** Round the computed instalment to this many cents: 100 for whole units. */
  instalmentUnitCents?: number
  /** 先息后本: so many of the `count` instalments, from the first, pay interest only. */
  interestOnly?: number
  /** Rows `from` to `from + periods - 1` pay interest only; what follows moves back by as many periods. */
  principalHoliday?: { from: number; periods: number }
  /** 象征性还款: the first rows pay this amount; interest it leaves bears none and is spread over the ordinary instalments. */
  token?: { periods: number; instalmentCents: Cents }
  stepUps?: readonly StepUp[]
}

/** Interest of one period on a balance: rate ÷ periods in a year (30/360 when monthly). */
export const periodInterest = (balance: Cents, rate: AnnualRatePpm, frequency: Frequency, rounding: Rounding = 'half-even'): Cents =>
  mulDiv(balance, rate, PPM * periodsPerYear(frequency), rounding)

type Row = { number: number; from: LocalDate; dueOn: LocalDate; share: YearShare; kind: 'token' | 'interest_only' | 'ordinary' }

/** The level instalment, exact in between and rounded once: the one that begins a schedule with steps. Throws RangeError on a count below 1. */
export function instalmentAmount(terms: Omit<ScheduleTerms, 'method' | 'firstDueOn'> & { firstDueOn?: LocalDate }): Cents {
  const whole: ScheduleTerms = { ...terms, method: 'equal_instalment', firstDueOn: terms.firstDueOn ?? ANY_DAY }
  checkTerms(whole)
  const rows = rowsOf(whole).filter(row => row.kind === 'ordinary')
  return levelOf(whole, rows, terms.principalCents).base
}

const ANY_DAY = '2000-01-01' as LocalDate

function checkTerms({ principalCents, annualRatePpm, count, instalmentUnitCents = 1 }: ScheduleTerms): void {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`not a number of instalments: ${count}`)
  if (principalCents < 0 || annualRatePpm < 0) throw new RangeError('principal and rate cannot be negative')
  if (!Number.isSafeInteger(instalmentUnitCents) || instalmentUnitCents < 1) throw new RangeError('not a unit to round to')
}

function rowsOf(terms: ScheduleTerms): Row[] {
  const { count, token, principalHoliday: holiday, interestOnly = 0 } = terms
  const tokens = token?.periods ?? 0
  const kinds = Array.from({ length: tokens + count }, (_, i): Row['kind'] =>
    i < tokens ? 'token' : i < tokens + interestOnly ? 'interest_only' : 'ordinary',
  )
  if (holiday) kinds.splice(holiday.from - 1, 0, ...Array.from({ length: holiday.periods }, (): Row['kind'] => 'interest_only'))
  return duePeriods(terms, kinds.length).map((period, i) => ({ ...period, number: i + 1, kind: kinds[i] ?? 'ordinary' }))
}

/** Numbers of the rows that pay whole instalments, interest-only and token rows left out. */
export const ordinaryNumbers = (terms: ScheduleTerms): ReadonlySet<number> =>
  new Set(rowsOf(terms).flatMap(row => (row.kind === 'ordinary' ? [row.number] : [])))

/**
 * The whole schedule. Principal parts sum to the principal, the last balance is 0, no part is negative; the last
 * instalment takes what rounding leaves. Throws RangeError on impossible terms.
 */
export function buildSchedule(terms: ScheduleTerms): Instalment[] {
  checkTerms(terms)
  const { principalCents, annualRatePpm, rounding = 'half-even', token } = terms
  const rows = rowsOf(terms)
  const ordinary = rows.filter(row => row.kind === 'ordinary')
  const last = ordinary.at(-1)
  if (!last || last.number !== rows.length) throw new RangeError('the last instalment has to pay principal')
  const schedule: Instalment[] = []
  let balance = principalCents
  let deferred: Cents = ZERO
  let later: { principalOf: (row: Row, interest: Cents) => Cents; deferredOf: (row: Row) => Cents } | null = null
  for (const row of rows) {
    const interest = interestOf(terms.method === 'flat' ? principalCents : balance, annualRatePpm, row.share, rounding)
    if (row.kind === 'token') {
      const owed = add(deferred, interest)
      const paid = smaller(owed, token?.instalmentCents ?? ZERO)
      deferred = subtract(owed, paid)
      const principal = smaller(balance, subtract(token?.instalmentCents ?? ZERO, paid))
      balance = subtract(balance, principal)
      schedule.push({ number: row.number, dueOn: row.dueOn, principalCents: principal, interestCents: paid, balanceCents: balance })
      continue
    }
    later ??= { principalOf: principalParts(terms, ordinary, balance), deferredOf: deferredShares(ordinary, deferred) }
    const principal = row === last ? balance : row.kind === 'ordinary' ? smaller(later.principalOf(row, interest), balance) : ZERO
    balance = subtract(balance, principal)
    const interestCents = add(interest, later.deferredOf(row))
    schedule.push({ number: row.number, dueOn: row.dueOn, principalCents: principal, interestCents, balanceCents: balance })
  }
  return schedule
}

/** Interest of a share of a year on a base, rounded once. */
export const interestOf = (base: Cents, rate: AnnualRatePpm, share: YearShare, rounding: Rounding): Cents => {
  const { numerator, denominator } = rateFor(share, rate)
  return mulDiv(base, numerator, denominator, rounding)
}

function deferredShares(ordinary: readonly Row[], deferred: Cents): (row: Row) => Cents {
  if (deferred === 0) return () => ZERO
  const parts = new Map(splitEvenly(deferred, ordinary.length).map((part, i) => [ordinary[i]?.number, part]))
  return row => parts.get(row.number) ?? ZERO
}

/** The principal part of each ordinary instalment before the last. */
function principalParts(terms: ScheduleTerms, ordinary: readonly Row[], balance: Cents): (row: Row, interest: Cents) => Cents {
  if (terms.method === 'equal_instalment') {
    const { amountOf } = levelOf(terms, ordinary, balance)
    return (row, interest) => cents(Math.max(0, amountOf(row.number) - interest))
  }
  const part = roundOf(terms)(BigInt(balance), BigInt(ordinary.length))
  return () => part
}

const roundOf =
  ({ instalmentUnitCents = 1, rounding = 'half-even' }: Pick<ScheduleTerms, 'instalmentUnitCents' | 'rounding'>) =>
  (dividend: bigint, divisor: bigint): Cents =>
    wholeUnits(dividend, divisor, instalmentUnitCents, rounding)

/** The whole instalment of each ordinary row: given, computed, or stepped up from either. */
function levelOf(terms: ScheduleTerms, ordinary: readonly Row[], balance: Cents): { base: Cents; amountOf: (number: number) => Cents } {
  const round = roundOf(terms)
  const { wanted, scale } = steppedInstalments(ordinary.map(row => row.number), terms.instalmentCents, terms.stepUps ?? [], round)
  const rows = ordinary.map(({ share }, i) => ({ share, wanted: wanted[i] ?? { multiple: scale } }))
  const exact = solveInstalment(balance, terms.annualRatePpm, rows, scale)
  const base = exact ? round(exact.dividend < 0n ? 0n : exact.dividend, exact.divisor) : (terms.instalmentCents ?? ZERO)
  const amounts = new Map(
    ordinary.map(({ number }, i) => {
      const wish = wanted[i] ?? { multiple: scale }
      return [number, 'fixedCents' in wish ? wish.fixedCents : wish.multiple === scale ? base : round(BigInt(base) * wish.multiple, scale)]
    }),
  )
  return { base, amountOf: number => amounts.get(number) ?? ZERO }
}

/** The base and the share of a year that each row's own interest is reckoned on, beside the schedule itself. */
export function interestBases(terms: ScheduleTerms): { number: number; from: LocalDate; to: LocalDate; share: YearShare; baseCents: Cents }[] {
  const schedule = buildSchedule(terms)
  return rowsOf(terms).map(({ number, from, dueOn, share }) => {
    const before = schedule[number - 2]?.balanceCents ?? terms.principalCents
    return { number, from, to: dueOn, share, baseCents: terms.method === 'flat' ? terms.principalCents : before }
  })
}

/** Sums of a schedule, in cents. */
export const scheduleTotals = (schedule: readonly Instalment[]): { principalCents: Cents; interestCents: Cents } => ({
  principalCents: cents(schedule.reduce((sum, row) => sum + row.principalCents, 0)),
  interestCents: cents(schedule.reduce((sum, row) => sum + row.interestCents, 0)),
})
