const dayMs = 86_400_000
const steps = [
  { unit: 'minute', ms: 60_000, until: 60 },
  { unit: 'hour', ms: 3_600_000, until: 24 },
  { unit: 'day', ms: dayMs, until: 31 },
  { unit: 'month', ms: dayMs * 30.44, until: 12 },
  { unit: 'year', ms: dayMs * 365.25, until: Infinity },
] as const

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
const middayOf = (date: string): Date => new Date(`${date}T12:00:00Z`)

/** "2026-11-22 Sun": a business date with its weekday. */
export function dateInWords(date: string, locale: string): string {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(middayOf(date))
  return `${date} ${weekday}`
}

/** "2026-11-22 14:05 Sun" on the wall clock of a zone. */
export function momentInWords(moment: Date, locale: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(moment)
  const part = (type: string) => parts.find(found => found.type === type)?.value ?? ''
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone }).format(moment)
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${weekday}`
}

/** "tomorrow", "3 days ago", "in 2 hours". Two business dates, or two moments. */
export function relativeWords(value: string | Date, now: string | Date, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (typeof value === 'string' && isDate(value)) {
    const today = typeof now === 'string' ? now : now.toISOString().slice(0, 10)
    const days = Math.round((middayOf(value).getTime() - middayOf(today).getTime()) / dayMs)
    return Math.abs(days) < 60 ? words.format(days, 'day') : words.format(Math.trunc(days / 30.44), 'month')
  }
  const distance = new Date(value).getTime() - new Date(now).getTime()
  if (Math.abs(distance) < 60_000) return words.format(0, 'second')
  const step = steps.find(({ ms, until }) => Math.abs(distance) < ms * until) ?? steps[4]
  return words.format(Math.trunc(distance / step.ms), step.unit)
}
