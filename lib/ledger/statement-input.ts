import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { invalid } from '@/lib/errors'

/** `?asOf=2026-03-02` of an address; undefined when absent or empty. Throws `date_invalid`. */
export function asOfFrom(url: URL): LocalDate | undefined {
  const text = url.searchParams.get('asOf')
  if (text === null || text === '') return undefined
  const date = parseLocalDate(text)
  if (!date) throw invalid('check_fields', { asOf: 'date_invalid' })
  return date
}
