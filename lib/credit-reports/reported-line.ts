import { parseLocalDate, type LocalDate } from '@/lib/dates'

const START = 'credit_report:'

/** The key of all that was reported about a loan, on whatever day. */
export const WHOLE_RECORD = START

/** The key by which a dispute names what was reported as of a day. */
export const reportedLine = (asOf: LocalDate): string => `${START}${asOf}`

/** The day that a key names; null for the key of something else. */
export const reportedDay = (line: string): LocalDate | null => (line.startsWith(START) ? parseLocalDate(line.slice(START.length)) : null)

export const isReportedLine = (line: string): boolean => line.startsWith(START)
