import type { Locale } from '../context'
import { parseLocalDate } from '../dates'

/** The only names a template may use. Amounts come formatted with their currency; dates come as 2026-11-30. */
export const placeholders = [
  'name',
  'lender',
  'hotline',
  'portalUrl',
  'trustCode',
  'optOutUrl',
  'code',
  'contract',
  'amount',
  'days',
  'date',
  'until',
  'reportOn',
  'reference',
  'person',
  'number',
  'reason',
  'agency',
] as const
export type Placeholder = (typeof placeholders)[number]
export type Channel = 'sms' | 'email' | 'letter' | 'app_message'

const SLOT = /\{([^{}]*)\}/g
/** `[[… {date} …]]` is left out as a whole where one of its values is missing. */
const OPTIONAL = /\[\[((?:(?!\]\]).)*)\]\]/gs

/** Names in a template that are not on the list: refused on save. */
export function unknownPlaceholders(text: string): string[] {
  return [...new Set([...text.matchAll(SLOT)].map(match => match[1] ?? '').filter(name => !isPlaceholder(name)))]
}

/** The text as it goes out. Throws on a name that is not on the list and on a value that is needed but missing. */
export function render(text: string, given: Record<string, string>, locale: Locale, channel: Channel): string {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (!isPlaceholder(name)) throw new Error(`template value ${name} is not on the list`)
    values[name] = shown(value, locale, channel)
  }
  const whole = text.replace(OPTIONAL, (_, part: string) =>
    [...part.matchAll(SLOT)].every(match => values[match[1] ?? '']) ? part : '',
  )
  return whole
    .replace(SLOT, (_, name: string) => {
      if (!isPlaceholder(name)) throw new Error(`template placeholder {${name}} is not on the list`)
      const value = values[name]
      if (!value) throw new Error(`template needs a value for {${name}}`)
      return value
    })
    .trim()
}

const isPlaceholder = (name: string): name is Placeholder => (placeholders as readonly string[]).includes(name)

/** One line in a text message; elsewhere a value keeps its line breaks. Braces in a value stay text. */
function shown(value: string, locale: Locale, channel: Channel): string {
  const date = parseLocalDate(value)
  if (date) return longDate(date, locale)
  const clean = value.replace(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
  return channel === 'sms' ? clean.replace(/\s+/g, ' ').trim() : clean.trim()
}

const dateFormats: Record<Locale, Intl.DateTimeFormat> = {
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }),
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'UTC' }),
}

/** A date as it is written out in a message. */
export const longDate = (date: string, locale: Locale): string => dateFormats[locale].format(new Date(`${date}T00:00:00Z`))

/** `王*明`, `Sam J.`: enough to know who is meant, not enough to tell a stranger. */
export function maskName(name: string): string {
  const text = name.trim()
  if (/^[\p{Script=Han}·]+$/u.test(text)) {
    const letters = [...text]
    return letters.length <= 2 ? `${letters[0] ?? ''}*` : `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`
  }
  const [first = '', ...rest] = text.split(/\s+/)
  const last = rest.at(-1)
  return last ? `${first} ${last.slice(0, 1)}.` : first
}
