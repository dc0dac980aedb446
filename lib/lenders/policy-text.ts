import { decimalText, parseAmount, percentText } from '@/lib/money'
import type { PolicyField } from './policy-fields'

const MOST_REMINDERS = 5
export type Read = { ok: true; value: unknown } | { ok: false; reason: string }
const refused = (reason: string): Read => ({ ok: false, reason })

/** What somebody typed, as it is stored: a percentage in millionths, an amount in minor units, days as whole numbers. Undefined for what may be left empty. */
export function readField({ unit, min, max, isOptional }: Pick<PolicyField, 'unit' | 'min' | 'max' | 'isOptional'>, typed: string): Read {
  const text = typed.normalize('NFKC').trim()
  if (text === '' && isOptional) return { ok: true, value: undefined }
  if (unit === 'dayList') return readDays(text, min, max)
  const value = unit === 'percent' ? readPercent(text) : unit === 'amount' ? parseAmount(text) : readWhole(text)
  if (value === null) return refused(unit === 'percent' ? 'percent_unreadable' : unit === 'amount' ? 'payment_amount_unreadable' : 'policy_whole_number')
  return value < min || value > max ? refused('policy_out_of_bounds') : { ok: true, value }
}

const readWhole = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null)

/** "18.25" or "18.25%" → 182,500. */
export function readPercent(text: string): number | null {
  const hundredths = parseAmount(text.replace(/\s*%$/, ''))
  return hundredths === null || hundredths < 0 ? null : hundredths * 100
}

function readDays(text: string, min: number, max: number): Read {
  const parts = text.split(/[\s,;、，；]+/).filter(part => part !== '')
  const days = parts.map(readWhole)
  if (days.some(day => day === null)) return refused('policy_day_list')
  const whole = days.filter(day => day !== null)
  if (whole.length > MOST_REMINDERS || whole.some(day => day < min || day > max)) return refused('policy_out_of_bounds')
  return new Set(whole).size < whole.length ? refused('policy_day_twice') : { ok: true, value: whole.toSorted((a, b) => b - a) }
}

/** As it stands in its field of a form. */
export function typedText(unit: PolicyField['unit'], value: unknown): string {
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'number') return ''
  return unit === 'percent' ? percentText(value).slice(0, -1) : unit === 'amount' ? decimalText(value) : String(value)
}
