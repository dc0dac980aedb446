import { caseFigures } from '@/lib/cases/figures'
import type { LocalDate } from '@/lib/dates'
import { figuresOf } from '@/lib/loans/figures'
import type { Cents } from '@/lib/money'
import { allocationRows, isSameAllocation, type AllocationRow } from './allocation-rows'
import { byComponent, type Posting } from './entries'
import { replayRecord, type Book, type LoanRecord } from './loan-record'
import { openAccrualCents } from './takeover'
import { COMPONENTS } from './waterfall'

/** Something stored that history does not bear out. Amounts in cents. */
export type Discrepancy = { borrowerId: string; id: string; what: string; stored: unknown; replayed: unknown }

type Allocated = AllocationRow & { paymentId: string }
type KeptCase = { id: string; borrowerId: string; dueCents: Cents; balanceCents: Cents; oldestUnpaidDueOn: LocalDate | null; figuresOn: LocalDate }
type Paid = { id: string; borrowerId: string; status: string; amountCents: number; partsCents: number; allocatedCents: number }

/** A loan's row, its allocations in force and its accounts against a replay of its history. */
export function compareLoan(record: LoanRecord, book: Book, stored: readonly Allocated[], posted: readonly Posting[]): Discrepancy[] {
  const { borrowerId, id, figuresOn } = record.loan
  const about = (what: string, stored: unknown, replayed: unknown): Discrepancy[] => (JSON.stringify(stored) === JSON.stringify(replayed) ? [] : [{ borrowerId, id, what, stored, replayed }])
  const state = replayRecord(record, book)
  const figures = figuresOf(record, figuresOn === book.today ? state : replayRecord(record, book, figuresOn))
  const keys = Object.keys(figures) as (keyof typeof figures)[]
  const ofPayment = Map.groupBy(stored, row => row.paymentId)
  const allocations = state.payments.flatMap(result => {
    const [rows, wanted] = [ofPayment.get(result.paymentId) ?? [], allocationRows(result)]
    return isSameAllocation(rows, wanted) ? [] : about(`allocations of ${result.paymentId}`, rows, wanted)
  })
  const receivable = byComponent(posted.filter(({ account }) => account === 'receivable'))
  const credit = byComponent(posted.filter(({ account }) => account === 'credit'))
  const accounts = COMPONENTS.flatMap(component =>
    about(`receivable ${component}`, receivable[component], state.outstanding[component] - (component === 'penalty' ? openAccrualCents(state) : 0)),
  )
  return [...keys.flatMap(key => about(`loan ${key}`, record.loan[key], figures[key])), ...allocations, ...accounts, ...about('credit', 0 - credit.principal, state.overpaidCents)]
}

/** A case's kept amounts against its loans. */
export function compareCase(open: KeptCase, records: readonly LoanRecord[], book: Book, plannedLoanIds: readonly string[]): Discrepancy[] {
  const standings = records.map(record => ({ record, state: replayRecord(record, book, open.figuresOn) }))
  const figures = caseFigures(standings, open.figuresOn, open.id, plannedLoanIds)
  const keys = ['dueCents', 'balanceCents', 'oldestUnpaidDueOn'] as const
  return keys.flatMap(key => (open[key] === figures[key] ? [] : [{ borrowerId: open.borrowerId, id: open.id, what: `case ${key}`, stored: open[key], replayed: figures[key] }]))
}

/** Parts sum to their payment; allocations in force sum to their parts, and to nothing once it is reversed. */
export function comparePayment({ id, borrowerId, status, amountCents: amount, partsCents: parts, allocatedCents: allocated }: Paid): Discrepancy[] {
  const wanted = status === 'reversed' ? 0 : amount
  return parts === amount && allocated === wanted ? [] : [{ borrowerId, id, what: 'payment', stored: { parts, allocated }, replayed: { amount, allocated: wanted } }]
}
