import { cents, divide, PPM, type AnnualRatePpm, type Cents, type Rounding } from '@/lib/money'
import { rateFor, type YearShare } from './due-dates'

/** From instalment `from` on: a named amount, or so much more than before (10 % is 100,000). */
export type StepUp = { from: number } & ({ instalmentCents: Cents } | { percentPpm: number })

/** What an instalment should be: an amount that is given, or a multiple (over `PPM ** steps`) of one that is to be found. */
export type Wanted = { fixedCents: Cents } | { multiple: bigint }

export type Stepped = { wanted: Wanted[]; scale: bigint }

/** The wish for each row by its number, before amounts are known. */
export function steppedInstalments(numbers: readonly number[], base: Cents | undefined, stepUps: readonly StepUp[], round: (dividend: bigint, divisor: bigint) => Cents): Stepped {
  const scale = BigInt(PPM) ** BigInt(stepUps.length)
  const ordered = stepUps.toSorted((a, b) => a.from - b.from)
  const wanted = numbers.map((number): Wanted => {
    let now: Wanted = base === undefined ? { multiple: scale } : { fixedCents: base }
    for (const step of ordered) {
      if (step.from > number) break
      now = 'instalmentCents' in step ? { fixedCents: step.instalmentCents } : raised(now, step.percentPpm, round)
    }
    return now
  })
  return { wanted, scale }
}

function raised(now: Wanted, percentPpm: number, round: (dividend: bigint, divisor: bigint) => Cents): Wanted {
  const factor = BigInt(PPM + percentPpm)
  if ('multiple' in now) return { multiple: (now.multiple * factor) / BigInt(PPM) }
  return { fixedCents: round(BigInt(now.fixedCents) * factor, BigInt(PPM)) }
}

/**
 * The instalment A with which all of `principal` and its interest is paid, as an exact fraction: principal grown to the end equals
 * the instalments grown to the end. Null when no row asks for it. Negative when the given amounts alone are too much.
 */
export function solveInstalment(
  principal: Cents,
  rate: AnnualRatePpm,
  rows: readonly { share: YearShare; wanted: Wanted }[],
  scale: bigint,
): { dividend: bigint; divisor: bigint } | null {
  const { denominator, numerators } = inLowestTerms(rows.map(({ share }) => rateFor(share, rate)))
  let owed = BigInt(principal)
  let weight = 0n
  let power = 1n
  for (const [i, { wanted }] of rows.entries()) {
    const growth = denominator + (numerators[i] ?? 0n)
    power *= denominator
    owed *= growth
    weight *= growth
    if ('fixedCents' in wanted) owed -= BigInt(wanted.fixedCents) * power
    else weight += wanted.multiple * power
  }
  return weight === 0n ? null : { dividend: owed * scale, divisor: weight }
}

/** The powers of hundreds of periods stay short when what all fractions share is divided out. */
function inLowestTerms(fractions: readonly { numerator: bigint; denominator: bigint }[]): { denominator: bigint; numerators: bigint[] } {
  const denominator = fractions[0]?.denominator ?? 1n
  const common = fractions.reduce((divisor, { numerator }) => greatestCommonDivisor(divisor, numerator), denominator)
  return { denominator: denominator / common, numerators: fractions.map(({ numerator }) => numerator / common) }
}

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => (b === 0n || a === 1n ? a : greatestCommonDivisor(b, a % b))

/** Division to whole multiples of `unit` cents. */
export const wholeUnits = (dividend: bigint, divisor: bigint, unit: number, rounding: Rounding): Cents =>
  cents(Number(divide(dividend, divisor * BigInt(unit), rounding)) * unit)
