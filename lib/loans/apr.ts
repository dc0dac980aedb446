import { addMonths, daysBetween, type LocalDate } from '@/lib/dates'
import { PPM, type AnnualRatePpm, type Cents } from '@/lib/money'
import type { Period } from './due-dates'

export type Payment = { on: LocalDate; amountCents: Cents }
/** The common period of Reg Z, Appendix J (b)(4): `days: 7` is a week. */
export type UnitPeriod = { months: number } | { days: number } | 'semimonth'

export const unitOf = (period: Period): UnitPeriod => (period === 'monthly' ? { months: 1 } : { days: typeof period === 'object' ? period.days : period === 'weekly' ? 7 : 14 })

/** A point in time in whole unit-periods after the advance and a fraction of one. */
type Elapsed = { whole: number; part: bigint; of: bigint }
type Scale = { perYear: { numerator: bigint; denominator: bigint }; elapsed: (on: LocalDate) => Elapsed }

const ONE = 10n ** 30n
const HIGHEST_PPM = 10n ** 12n

/**
 * Annual percentage rate by the actuarial method (Reg Z, 12 CFR 1026 Appendix J (b)(8)) in millionths, rounded half up: the rate at which
 * the payments are worth the advance. Null when they are less than the advance, or when no rate to 100,000,000 % does.
 */
export function annualPercentageRate(advance: Payment, payments: readonly Payment[], unit: UnitPeriod): AnnualRatePpm | null {
  const due = payments.filter(payment => payment.amountCents > 0)
  const total = due.reduce((sum, payment) => sum + BigInt(payment.amountCents), 0n)
  const lent = BigInt(advance.amountCents)
  if (total < lent) return null
  const scale = due.length === 1 && due[0] ? termScale(advance.on, due[0].on) : unitScale(advance.on, unit)
  if (total === lent || scale === null) return 0
  const flows = due.map(({ on, amountCents }) => ({ amount: BigInt(amountCents), ...scale.elapsed(on) }))
  const isTooLow = (halves: bigint) => worth(flows, halves, scale.perYear) > lent * ONE
  let high = BigInt(PPM)
  while (isTooLow(high)) {
    if (high > HIGHEST_PPM * 2n) return null
    high *= 2n
  }
  let low = 0n
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (isTooLow(middle)) low = middle
    else high = middle
  }
  return Number((low + 1n) / 2n)
}

/** What the flows are worth on the day of the advance at a rate of so many half millionths, × `ONE`. */
function worth(flows: readonly (Elapsed & { amount: bigint })[], halves: bigint, perYear: Scale['perYear']): bigint {
  const rate = { numerator: halves * perYear.denominator, denominator: 2n * BigInt(PPM) * perYear.numerator }
  const discounts = [ONE]
  let sum = 0n
  for (const { amount, whole, part, of } of flows) {
    for (let n = discounts.length; n <= whole; n += 1) {
      discounts.push(((discounts[n - 1] ?? ONE) * rate.denominator) / (rate.denominator + rate.numerator))
    }
    const divisor = of * rate.denominator
    sum += (amount * (discounts[whole] ?? ONE) * divisor) / (divisor + part * rate.numerator)
  }
  return sum
}

/** (b)(5)(ii)–(v): whole unit-periods are counted back from the later date; 30 days a month, 15 a half month. */
function unitScale(from: LocalDate, unit: UnitPeriod): Scale {
  if (unit === 'semimonth') {
    return {
      perYear: { numerator: 24n, denominator: 1n },
      elapsed: on => {
        const { months, days } = monthsBack(from, on)
        return { whole: months * 2 + Math.floor(days / 15), part: BigInt(days % 15), of: 15n }
      },
    }
  }
  if ('months' in unit) {
    return {
      perYear: { numerator: 12n, denominator: BigInt(unit.months) },
      elapsed: on => {
        const { months, days } = monthsBack(from, on)
        return { whole: Math.floor(months / unit.months), part: BigInt((months % unit.months) * 30 + days), of: BigInt(unit.months * 30) }
      },
    }
  }
  const { days } = unit
  return {
    perYear: days % 7 === 0 ? { numerator: 52n, denominator: BigInt(days / 7) } : { numerator: 365n, denominator: BigInt(days) },
    elapsed: on => {
      const passed = daysBetween(from, on)
      return { whole: Math.floor(passed / days), part: BigInt(passed % days), of: BigInt(days) }
    },
  }
}

/** (b)(5)(vi): one advance and one payment: the term itself is the unit-period, or a year when it is longer. */
function termScale(from: LocalDate, on: LocalDate): Scale | null {
  const term = daysBetween(from, on)
  if (term <= 0) return null
  const { months, days } = monthsBack(from, on)
  const once = (): Elapsed => ({ whole: 1, part: 0n, of: 1n })
  if (days === 0 && months <= 12) return { perYear: { numerator: 12n, denominator: BigInt(months) }, elapsed: once }
  if (term < 365) return { perYear: { numerator: 365n, denominator: BigInt(term) }, elapsed: once }
  const whole = Math.floor(months / 12)
  const rest = days === 0 ? { part: BigInt(months % 12), of: 12n } : { part: BigInt(daysBetween(from, addMonths(on, -12 * whole))), of: 365n }
  return { perYear: { numerator: 1n, denominator: 1n }, elapsed: () => ({ whole, ...rest }) }
}

function monthsBack(from: LocalDate, on: LocalDate): { months: number; days: number } {
  const apart = (Number(on.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(on.slice(5, 7)) - Number(from.slice(5, 7))
  const months = addMonths(on, -apart) < from ? apart - 1 : apart
  return { months, days: daysBetween(from, addMonths(on, -months)) }
}
