import type { LocalDate } from '@/lib/dates'
import { add, cents, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { planProgress, type PlanProgress } from './plan-progress'

export type ProgressRow = { loanId: string; number: number; dueOn: LocalDate; totalCents: Cents }
export type WholeProgress = PlanProgress & {
  paidCents: Cents
  totalCents: Cents
  /** What is paid of each date, oldest first. */
  dates: { dueOn: LocalDate; totalCents: Cents; paidCents: Cents }[]
}
const worstFirst: readonly PlanProgress['state'][] = ['broken', 'missed_in_grace', 'due_soon', 'kept', 'completed']

/** How a plan over several loans stands: as the loan that stands worst; completed only when every loan's part is. */
export function wholeProgress(
  rows: readonly ProgressRow[],
  paidByLoan: ReadonlyMap<string, Cents>,
  today: LocalDate,
  graceDays: number,
  remindDays?: number,
): WholeProgress {
  const loanIds = [...new Set(rows.map(row => row.loanId))]
  const parts = loanIds.map(loanId => {
    const own = rows.filter(row => row.loanId === loanId)
    return planProgress(own, paidByLoan.get(loanId) ?? ZERO, today, graceDays, remindDays)
  })
  const state = worstFirst.find(one => parts.some(part => part.state === one)) ?? 'completed'
  const dates = paidDates(rows, paidByLoan)
  const open = dates.find(date => date.paidCents < date.totalCents)
  const dueParts = parts.flatMap(part => (part.next && part.next.dueOn === open?.dueOn ? [part] : []))
  return {
    state,
    next: open
      ? { number: dates.indexOf(open) + 1, dueOn: open.dueOn, amountCents: subtract(open.totalCents, open.paidCents) }
      : null,
    graceEndsOn: dueParts[0]?.graceEndsOn ?? null,
    coveredCount: dates.filter(date => date.paidCents === date.totalCents).length,
    paidCents: add(...dates.map(date => date.paidCents)),
    totalCents: cents(rows.reduce((sum, row) => sum + row.totalCents, 0)),
    dates,
  }
}

function paidDates(rows: readonly ProgressRow[], paidByLoan: ReadonlyMap<string, Cents>): WholeProgress['dates'] {
  const left = new Map(paidByLoan)
  const dates = new Map<LocalDate, { totalCents: Cents; paidCents: Cents }>()
  for (const row of rows.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)) || a.number - b.number)) {
    const available = left.get(row.loanId) ?? ZERO
    const paid = smaller(available, row.totalCents)
    left.set(row.loanId, subtract(available, paid))
    const before = dates.get(row.dueOn) ?? { totalCents: ZERO, paidCents: ZERO }
    dates.set(row.dueOn, { totalCents: add(before.totalCents, row.totalCents), paidCents: add(before.paidCents, paid) })
  }
  return [...dates.entries()].map(([dueOn, sums]) => ({ dueOn, ...sums }))
}
