import type { AnnualRatePpm } from '../money'

/** "14.07" or "14.07%" a year → 140,700 millionths. Null unless a percentage with at most four decimals. */
export function parseRate(text: string): AnnualRatePpm | null {
  const match = /^(\d{1,4})(?:\.(\d{1,4}))?\s*%?$/.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
}

/** "2026-01-31", "2026/1/31", "20260131", "2026年1月31日" as ISO text; what is none of these comes back as it is. */
export function isoDateText(text: string): string {
  const match = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim())
  if (!match) return text.trim()
  const [, year = '', month = match[4] ?? '', day = match[5] ?? ''] = match
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** True for a number of a payment card as cards print it: a known issuer's range, 15 to 19 digits, Luhn's check digit. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[\s-]/g, '')
  if (!/^(?:4|5[1-5]|2[2-7]|62|3[47]|35|6[05])\d{13,18}$/.test(digits) || digits.length < 15 || digits.length > 19) return false
  let sum = 0
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

const MOST_GROUPS = 19

/** A text in which each card's number is its last four digits, also where other digits follow it after a space or dash. */
export const withoutCardNumbers = (text: string): string => text.replace(/\d(?:[ -]?\d){14,}/g, run => withoutCards(run.split(/([ -])/)))

/** For free text, in which a card's number is refused. */
export const namesNoCard = (text: string): boolean => withoutCardNumbers(text.normalize('NFKC')) === text.normalize('NFKC')

/** Groups of digits at even places, what stands between them at odd ones. */
function withoutCards(parts: readonly string[]): string {
  for (let from = 0; from < parts.length; from += 2) {
    for (let to = Math.min(parts.length, from + 2 * MOST_GROUPS); to > from; to -= 2) {
      const piece = parts.slice(from, to).join('')
      if (isCardNumber(piece)) return `${parts.slice(0, from).join('')}****${piece.replace(/\D/g, '').slice(-4)}${withoutCards(parts.slice(to))}`
    }
  }
  return parts.join('')
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The check character of the first 17 digits of a Chinese ID (GB 11643-1999). */
export const idCheckCharacter = (first17: string): string =>
  '10X98765432'[WEIGHTS.reduce((sum, weight, index) => sum + weight * Number(first17[index]), 0) % 11] ?? ''

/** 18 characters with a right check character and a possible birth date. */
export function isChineseId(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const [month, day] = [Number(text.slice(10, 12)), Number(text.slice(12, 14))]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && text.endsWith(idCheckCharacter(text))
}
