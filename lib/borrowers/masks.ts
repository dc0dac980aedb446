import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'

/** E.164 (`+8613800138000`), or null for what is no phone number. A bare national number is read as `country`. */
export function normalisePhone(text: string, country: CountryCode): string | null {
  const parsed = parsePhoneNumberFromString(text, country)
  return parsed?.isPossible() ? parsed.number : null
}

/** `+8613800138000` → `138****8000`; others keep the last four. */
export function maskPhone(e164: string): string {
  const national = e164.startsWith('+86') ? e164.slice(3) : e164.startsWith('+1') ? e164.slice(2) : e164
  return `${national.slice(0, 3)}****${national.slice(-4)}`
}

export function maskEmail(address: string): string {
  const [name = '', host = ''] = address.split('@')
  return `${name.slice(0, 1)}***@${host}`
}

export const maskId = (id: string): string => `${id.slice(0, 3)}${'*'.repeat(Math.max(0, id.length - 7))}${id.slice(-4)}`
export const maskAddress = (address: string): string => `${address.slice(0, 6)}…`
