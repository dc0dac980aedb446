import type { LocalDate } from '../dates'
import type { LoanLine, LoanState } from '../ledger/loan-events'
import type { Component } from '../ledger/waterfall'
import { add, type Cents } from '../money'

export type DebtLine = { id: string; dueOn: LocalDate; instalmentNumber: number; parts: { component: Component; amountCents: Cents }[]; totalCents: Cents }

/** What is open and due, per due date: the lines add up to `state.dueCents`. Later instalments are left out. */
export function debtLines(state: LoanState): DebtLine[] {
  const open = state.lines.filter(line => line.openCents > 0 && line.dueOn <= state.asOf)
  const groups = Map.groupBy(open, line => `${line.dueOn}:${line.instalmentNumber}`)
  return [...groups.entries()]
    .map(([id, lines]) => lineOf(id, lines))
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.instalmentNumber - b.instalmentNumber))
}

function lineOf(id: string, lines: readonly LoanLine[]): DebtLine {
  const byComponent = Map.groupBy(lines, line => line.component)
  const parts = [...byComponent].map(([component, found]) => ({ component, amountCents: add(...found.map(line => line.openCents)) }))
  const [first] = lines
  if (!first) throw new Error('a due date without a line')
  return { id, dueOn: first.dueOn, instalmentNumber: first.instalmentNumber, parts, totalCents: add(...parts.map(part => part.amountCents)) }
}
