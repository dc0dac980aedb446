import { csvLine } from '@/lib/imports/refused-file'
import { decimalText, type Cents } from '@/lib/money'
import type { LocalDate } from '@/lib/dates'

export type StatementLine = { heading: string | null; on: LocalDate; onText: string; title: string; details: string[]; amountCents: Cents; amountText: string }
/** A statement in the words of one language. */
export type StatementDocument = {
  locale: string
  title: string
  facts: [term: string, detail: string][]
  columns: [date: string, what: string, amount: string]
  loans: { number: string; heading: string; lines: StatementLine[]; totals: [term: string, amount: string][]; clauses: string[] }[]
  footer: string
  empty: string
}

/** As CSV with a byte order mark: a row per line, machine dates and plain decimal amounts, then the sums. */
export function statementCsv({ facts, columns, loans }: StatementDocument): string {
  const [date, what, amount] = columns
  const rows = loans.flatMap(loan => [
    ...loan.lines.map(line => [loan.number, line.on, line.title, line.details.join(' '), decimalText(line.amountCents)]),
    ...loan.totals.map(([term, total]) => [loan.number, '', term, '', total]),
  ])
  return `\uFEFF${facts.map(fact => csvLine(fact)).join('')}\r\n${csvLine(['', date, what, '', amount])}${rows.map(row => csvLine(row)).join('')}`
}
