import type { LocalDate } from '@/lib/dates'
import { add, cents, ZERO, type Cents } from '@/lib/money'

/** The most that falls due within one calendar month, however many dates and loans it takes; nothing where there is no date. */
export function dearestMonth(rows: readonly { dueOn: LocalDate; totalCents: Cents }[]): Cents {
  const months = Map.groupBy(rows, row => row.dueOn.slice(0, 7))
  return cents(Math.max(ZERO, ...[...months.values()].map(month => add(...month.map(row => row.totalCents)))))
}
