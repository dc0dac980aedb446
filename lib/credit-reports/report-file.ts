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

export const addLine = (totals: Totals, line: Pick<Line, 'isDisputed' | 'balanceCents' | 'overdueCents'>): Totals => ({
  lines: totals.lines + 1,
  disputed: totals.disputed + Number(line.isDisputed),
  balanceCents: totals.balanceCents + line.balanceCents,
  overdueCents: totals.overdueCents + line.overdueCents,
})

export const headText = (): string => `\uFEFF${csvLine(REPORT_COLUMNS)}`

/** `replace` names a line that was reported before; `add` is of a month that was held and never reported. */
export const lineText = (line: Line, replacedState: 'reported' | 'held' | null): string =>
  csvLine([
    replacedState === 'reported' ? 'replace' : replacedState === 'held' ? 'add' : 'report',
    line.id,
    replacedState === 'reported' ? (line.replacesLineId ?? '') : '',
    line.asOf,
    line.loanNumber,
    line.borrowerNumber,
    line.idMasked ?? '',
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
  ])

/** The control totals: how many lines, their sums, how many are disputed. */
export const sumText = ({ lines, disputed, balanceCents, overdueCents }: Totals): string =>
  csvLine(['sum', String(lines), ...Array<string>(11).fill(''), decimalText(balanceCents), decimalText(overdueCents), '', String(disputed)])
