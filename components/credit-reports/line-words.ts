import type { StatusCode } from '@/lib/credit-reports/report-line'

/** The message key of a status code. */
export const statusKey = (code: StatusCode) => (code === '*' ? ('none' as const) : code)
