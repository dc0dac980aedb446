/** Integer minor units (cents, fen). Always beside a currency; never a float. */
export type Cents = number & { readonly __unit: 'cents' }
export type Currency = 'CNY' | 'USD' | 'GBP'
/** Rate in millionths a year: 24 % = 240,000. */
export type AnnualRatePpm = number
export type Rounding = 'half-even' | 'half-up' | 'down' | 'up'

export const ZERO = 0 as Cents
export const PPM = 1_000_000

/** Brands a safe integer as Cents. Throws RangeError on anything else. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an amount in minor units: ${value}`)
  return (value === 0 ? 0 : value) as Cents
}

export const add = (...parts: readonly Cents[]): Cents => cents(parts.reduce((sum, part) => sum + part, 0))
export const subtract = (from: Cents, what: Cents): Cents => cents(from - what)
export const smaller = (a: Cents, b: Cents): Cents => (a < b ? a : b)

/** value × numerator ÷ denominator, exact in between, rounded once. Every division of money goes through here. */
export function mulDiv(value: number, numerator: number | bigint, denominator: number | bigint, rounding: Rounding): Cents {
  const product = BigInt(value) * BigInt(numerator)
  return cents(Number(divide(product, BigInt(denominator), rounding)))
}

/** Integer division with a named rounding; negative values round symmetrically. */
export function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  if (divisor === 0n) throw new RangeError('division by zero')
  const negative = dividend < 0n !== divisor < 0n
  const top = dividend < 0n ? -dividend : dividend
  const bottom = divisor < 0n ? -divisor : divisor
  const quotient = top / bottom
  const rest = top % bottom
  const magnitude = rest !== 0n && roundsAway(quotient, rest * 2n, bottom, rounding) ? quotient + 1n : quotient
  return negative ? -magnitude : magnitude
}

function roundsAway(quotient: bigint, twice: bigint, divisor: bigint, rounding: Rounding): boolean {
  if (rounding === 'up') return true
  if (rounding === 'down') return false
  if (twice !== divisor) return twice > divisor
  return rounding === 'half-up' || quotient % 2n === 1n
}

/** Splits a total into n parts that sum exactly; the first `total mod n` parts carry one cent more. */
export function splitEvenly(total: Cents, parts: number): Cents[] {
  const base = Math.trunc(total / parts)
  const rest = total - base * parts
  return Array.from({ length: parts }, (_, i) => cents(base + (i < Math.abs(rest) ? Math.sign(rest) : 0)))
}

/** Reads "1,234.50", also in the full-width digits of a Chinese keyboard, as 123450. Null for anything that is not an amount with at most two decimals. */
export function parseAmount(text: string): Cents | null {
  const match = /^(-?)(\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,2}))?$/.exec(text.normalize('NFKC').trim())
  if (!match) return null
  const whole = Number((match[2] ?? '').replaceAll(',', ''))
  const value = whole * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return cents(match[1] ? -value : value)
}

/** "1234.50": exact decimal text for files and for Intl.NumberFormat, which takes it without a float. */
export function decimalText(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** 182,500 → "18.25%": exact, without trailing noughts. */
export function percentText(ppm: number): string {
  const digits = String(Math.abs(ppm)).padStart(5, '0')
  const rest = digits.slice(-4).replace(/0+$/, '')
  return `${ppm < 0 ? '-' : ''}${digits.slice(0, -4)}${rest && `.${rest}`}%`
}

/** "¥1,234.50" in the reader's language. */
export function formatMoney(amount: number, currency: Currency, locale: string): string {
  const key = `${locale} ${currency}`
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
  formats.set(key, format)
  return format.format(decimalText(amount) as Intl.StringNumericLiteral)
}

/** A formatter costs a thousand times what formatting does. */
const formats = new Map<string, Intl.NumberFormat>()
