import { csvLine } from '@/lib/imports/refused-file'
import { decimalText } from '@/lib/money'
import type { Line } from './lines-queries'

export const REPORT_COLUMNS = [
  'action',
  'line',
  'replaces',
  'as_of',
  'loan',
  'borrower',
  'id_masked',
  'opened_on',
  'closed_on',
  'account_state',
  'status',
  'class',
  'arrangement',
  'principal_balance',
  'overdue',
  'days_past_due',
  'disputed',
] as const

export type Totals = { lines: number; disputed: number; balanceCents: number; overdueCents: number }
export const nothingYet = (): Totals => ({ lines: 0, disputed: 0, balanceCents: 0, overdueCents: 0 })

/** A line that is taken back counts as a line and adds to no sum. */
export const addLine = (totals: Totals, line: Pick<Line, 'state' | 'isDisputed' | 'balanceCents' | 'overdueCents'>): Totals => {
  const lines = totals.lines + 1
  if (line.state === 'withdrawn') return { ...totals, lines }
  return {
    lines,
    disputed: totals.disputed + Number(line.isDisputed),
    balanceCents: totals.balanceCents + line.balanceCents,
    overdueCents: totals.overdueCents + line.overdueCents,
  }
}

export const headText = (): string => `\uFEFF${csvLine(REPORT_COLUMNS)}`

/**
 * A line's first cell says what is to be done with it; codes of our own, which a bureau's interface maps to its own.
 * `report`: a loan as it stood on the day `as_of`. `replace`: instead of the line that `replaces` names. `add`: of a month that was
 * held and never reported. `delete`: the line that `replaces` names is taken back and nothing stands in its place, because the loan
 * was never this person's; it names the day, the loan and the person and says no more.
 */
export function lineText(line: Line, replacedState: 'reported' | 'held' | null): string {
  const isWithdrawn = line.state === 'withdrawn'
  const action = isWithdrawn ? 'delete' : replacedState === 'reported' ? 'replace' : replacedState === 'held' ? 'add' : 'report'
  const named = [action, line.id, replacedState === 'reported' ? (line.replacesLineId ?? '') : '', line.asOf, line.loanNumber, line.borrowerNumber, line.idMasked ?? '']
  return csvLine(isWithdrawn ? [...named, ...Array<string>(REPORT_COLUMNS.length - named.length).fill('')] : [...named, ...cellsOf(line)])
}

const cellsOf = (line: Line): string[] => [
  line.openedOn,
  line.closedOn ?? '',
  line.accountState,
  line.statusCode,
  line.riskClass,
  line.arrangement,
  decimalText(line.balanceCents),
  decimalText(line.overdueCents),
  String(line.dpd),
  line.isDisputed ? 'yes' : 'no',
]

/** The control totals: how many lines, their sums, how many are disputed. */
export const sumText = ({ lines, disputed, balanceCents, overdueCents }: Totals): string =>
  csvLine(['sum', String(lines), ...Array<string>(11).fill(''), decimalText(balanceCents), decimalText(overdueCents), '', String(disputed)])
