import { addDays, type LocalDate } from '@/lib/dates'

export type CalendarEvent = { uid: string; on: LocalDate; title: string; text: string; remindDaysBefore: number }

/** An iCalendar file (RFC 5545) of whole-day events with a reminder each. */
export function calendarFile(events: readonly CalendarEvent[], madeAt: Date): string {
  const stamp = madeAt.toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Leeway//Plan//EN',
    'CALSCALE:GREGORIAN',
    ...events.flatMap(event => [
      'BEGIN:VEVENT',
      `UID:${event.uid}@leeway`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(event.on)}`,
      `DTEND;VALUE=DATE:${compact(addDays(event.on, 1))}`,
      `SUMMARY:${escaped(event.title)}`,
      `DESCRIPTION:${escaped(event.text)}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(event.title)}`,
      `TRIGGER:-P${event.remindDaysBefore}D`,
      'END:VALARM',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return `${lines.map(folded).join('\r\n')}\r\n`
}

const compact = (date: LocalDate): string => date.replaceAll('-', '')
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, match => `\\${match}`).replaceAll('\n', '\\n')

/** Lines of at most 75 octets, never cut inside a character (RFC 5545 3.1). */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    const limit = parts.length === 0 ? 75 : 74
    if (Buffer.byteLength(part + letter) > limit) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}
