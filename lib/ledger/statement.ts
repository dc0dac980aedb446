import type { LocalDate } from '@/lib/dates'
import type { LoanDetail } from '@/lib/loans/detail'
import { add, cents, ZERO, type Cents, type Currency } from '@/lib/money'
import type { LoanState } from './loan-events'
import { COMPONENTS, type Component } from './waterfall'

/** One component of a loan as of a day: billed = paid + waived + written off + open, and `due` is what of the open had fallen due. In cents. */
export type Balance = { component: Component; billedCents: Cents; dueCents: Cents; paidCents: Cents; waivedCents: Cents; writtenOffCents: Cents; openCents: Cents }
export type LoanStatement = { detail: LoanDetail; balances: Balance[] }
export type Statement = {
  borrowerId: string
  borrowerNumber: string
  borrowerName: string
  currency: Currency
  asOf: LocalDate
  outstandingCents: Cents
  dueCents: Cents
  loans: LoanStatement[]
}

export type Forgone = Partial<Record<Component, Cents>>

/**
 * Balances by component over every schedule of a loan: what a later schedule took over counts there and not twice. What was
 * waived and written off comes from the ledger, because plans forgive there.
 */
export function balancesOf(state: LoanState, waived: Forgone = {}, writtenOff: Forgone = {}): Balance[] {
  return COMPONENTS.toReversed().flatMap(component => {
    const lines = state.lines.filter(line => line.component === component)
    const sum = (pick: (line: (typeof lines)[number]) => number) => cents(lines.reduce((total, line) => total + pick(line), 0))
    const waivedCents = waived[component] ?? ZERO
    const writtenOffCents = writtenOff[component] ?? ZERO
    const [paidCents, openCents] = [sum(line => line.paidCents), sum(line => line.openCents)]
    const billedCents = add(paidCents, waivedCents, writtenOffCents, openCents)
    if (lines.length === 0 && billedCents === 0) return []
    const dueCents = sum(line => (line.dueOn <= state.asOf ? line.openCents : 0))
    return [{ component, billedCents, dueCents, paidCents, waivedCents, writtenOffCents, openCents }]
  })
}
