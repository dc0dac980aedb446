import { addDays, addMonths, type LocalDate } from '@/lib/dates'
import { cents, divide, mulDiv, PPM, smaller, subtract, type AnnualRatePpm, type Cents, type Rounding } from '@/lib/money'

export type Frequency = 'monthly' | 'fortnightly' | 'weekly'
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

export type ScheduleTerms = {
  method: RepaymentMethod
  principalCents: Cents
  annualRatePpm: AnnualRatePpm
  count: number
  frequency: Frequency
  firstDueOn: LocalDate
  /** Half-even when absent. */
  rounding?: Rounding
  /** The contract's own instalment, in place of the computed one. */
  instalmentCents?: Cents
  /** Round the computed instalment to this many cents: 100 for whole units. */
  instalmentUnitCents?: number
}

const PERIODS_PER_YEAR: Record<Frequency, number> = { monthly: 12, fortnightly: 26, weekly: 52 }

export const periodsPerYear = (frequency: Frequency): number => PERIODS_PER_YEAR[frequency]

/** The date `periods` after `first`, always reckoned from the first date so that a 31st comes back after February. */
export function dueDate(first: LocalDate, frequency: Frequency, periods: number): LocalDate {
  if (frequency === 'monthly') return addMonths(first, periods)
  return addDays(first, periods * (frequency === 'weekly' ? 7 : 14))
}

/** Interest of one period on a balance: rate ÷ periods in a year (30/360 when monthly). */
export const periodInterest = (balance: Cents, rate: AnnualRatePpm, frequency: Frequency, rounding: Rounding = 'half-even'): Cents =>
  mulDiv(balance, rate, PPM * periodsPerYear(frequency), rounding)

type InstalmentTerms = Pick<ScheduleTerms, 'principalCents' | 'annualRatePpm' | 'count' | 'frequency' | 'rounding' | 'instalmentUnitCents'>

/** The level instalment P·i·(1+i)^n ÷ ((1+i)^n − 1), exact in between and rounded once. Throws RangeError on a count below 1. */
export function instalmentAmount(terms: InstalmentTerms): Cents {
  checkTerms(terms)
  const { principalCents, annualRatePpm, count, frequency, rounding = 'half-even', instalmentUnitCents: unit = 1 } = terms
  if (annualRatePpm === 0) return wholeUnits(BigInt(principalCents), BigInt(count), unit, rounding)
  const base = BigInt(PPM) * BigInt(periodsPerYear(frequency))
  const grown = (base + BigInt(annualRatePpm)) ** BigInt(count)
  const dividend = BigInt(principalCents) * BigInt(annualRatePpm) * grown
  return wholeUnits(dividend, base * (grown - base ** BigInt(count)), unit, rounding)
}

const wholeUnits = (dividend: bigint, divisor: bigint, unit: number, rounding: Rounding): Cents =>
  cents(Number(divide(dividend, divisor * BigInt(unit), rounding)) * unit)

function checkTerms({ principalCents, annualRatePpm, count, instalmentUnitCents = 1 }: InstalmentTerms): void {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`not a number of instalments: ${count}`)
  if (principalCents < 0 || annualRatePpm < 0) throw new RangeError('principal and rate cannot be negative')
  if (!Number.isSafeInteger(instalmentUnitCents) || instalmentUnitCents < 1) throw new RangeError('not a unit to round to')
}

/**
 * The whole schedule. Principal parts sum to the principal, the last balance is 0, no part is negative; the last
 * instalment takes what rounding leaves. Throws RangeError on impossible terms.
 */
export function buildSchedule(terms: ScheduleTerms): Instalment[] {
  checkTerms(terms)
  const { principalCents, annualRatePpm, count, frequency, rounding = 'half-even' } = terms
  const flatInterest = periodInterest(principalCents, annualRatePpm, frequency, rounding)
  const level = levelPart(terms)
  const schedule: Instalment[] = []
  let balance = principalCents
  for (let number = 1; number <= count; number += 1) {
    const interest = terms.method === 'flat' ? flatInterest : periodInterest(balance, annualRatePpm, frequency, rounding)
    const wanted = terms.method === 'equal_instalment' ? cents(Math.max(0, level - interest)) : level
    const principal = number === count ? balance : smaller(wanted, balance)
    balance = subtract(balance, principal)
    const dueOn = dueDate(terms.firstDueOn, frequency, number - 1)
    schedule.push({ number, dueOn, principalCents: principal, interestCents: interest, balanceCents: balance })
  }
  return schedule
}

/** What stays the same each period: the whole instalment when instalments are equal, else the principal part. */
function levelPart(terms: ScheduleTerms): Cents {
  if (terms.method === 'equal_instalment') return terms.instalmentCents ?? instalmentAmount(terms)
  const unit = terms.instalmentUnitCents ?? 1
  return wholeUnits(BigInt(terms.principalCents), BigInt(terms.count), unit, terms.rounding ?? 'half-even')
}

/** Sums of a schedule, in cents. */
export const scheduleTotals = (schedule: readonly Instalment[]): { principalCents: Cents; interestCents: Cents } => ({
  principalCents: cents(schedule.reduce((sum, row) => sum + row.principalCents, 0)),
  interestCents: cents(schedule.reduce((sum, row) => sum + row.interestCents, 0)),
})
