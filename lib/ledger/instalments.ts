import type { LocalDate } from '@/lib/dates'
import { add, cents, ZERO, type Cents } from '@/lib/money'
import type { ByComponent, LoanLine, LoanState } from './loan-events'

export type InstalmentStatus = 'paid' | 'overdue' | 'due' | 'part_paid' | 'upcoming'

/** One instalment of the version in force with everything billed on it, accrued penalty and charges included. */
export type InstalmentState = {
  number: number
  dueOn: LocalDate
  billed: ByComponent
  open: ByComponent
  billedCents: Cents
  paidCents: Cents
  openCents: Cents
  status: InstalmentStatus
}

const nothing = (): ByComponent => ({ penalty: ZERO, fee: ZERO, cost: ZERO, interest: ZERO, principal: ZERO })

/** The lines of the version in force gathered by instalment, in order. */
export function instalmentStates(state: LoanState): InstalmentState[] {
  const rows = new Map<number, InstalmentState>()
  for (const line of state.lines) {
    if (line.version !== state.version) continue
    const row = rows.get(line.instalmentNumber) ?? newRow(line)
    rows.set(line.instalmentNumber, row)
    if (line.origin === 'schedule') row.dueOn = line.dueOn
    row.billed[line.component] = add(row.billed[line.component], line.billedCents)
    row.open[line.component] = add(row.open[line.component], line.openCents)
    row.billedCents = add(row.billedCents, line.billedCents)
    row.paidCents = add(row.paidCents, line.paidCents)
    row.openCents = add(row.openCents, line.openCents)
  }
  const ordered = [...rows.values()].sort((a, b) => a.number - b.number)
  return ordered.map(row => ({ ...row, status: statusOf(row, state.asOf) }))
}

const newRow = (line: LoanLine): InstalmentState => ({
  number: line.instalmentNumber,
  dueOn: line.dueOn,
  billed: nothing(),
  open: nothing(),
  billedCents: ZERO,
  paidCents: ZERO,
  openCents: ZERO,
  status: 'upcoming',
})

function statusOf(row: InstalmentState, asOf: LocalDate): InstalmentStatus {
  if (row.openCents === 0) return 'paid'
  if (row.dueOn < asOf) return 'overdue'
  if (row.dueOn === asOf) return 'due'
  return row.paidCents > 0 ? 'part_paid' : 'upcoming'
}

/** What counts as paid towards a version's own schedule: the figure that `planProgress` compares with its instalments. */
export function paidTowards(state: LoanState, version: number): Cents {
  if (version !== state.version) return state.received.get(version) ?? ZERO
  const scheduled = state.lines.filter(line => line.version === version && line.origin === 'schedule')
  return cents(scheduled.reduce((sum, line) => sum + line.billedCents - line.openCents, 0))
}
