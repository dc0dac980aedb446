import { instalmentStates, type InstalmentState } from '@/lib/ledger/instalments'
import type { LoanState } from '@/lib/ledger/loan-events'
import { explainDebt, type DebtAccount } from '@/lib/ledger/explain'
import { replayInputOf, type Book, type LoanRecord } from '@/lib/ledger/loan-record'
import { COMPONENTS, type Component } from '@/lib/ledger/waterfall'
import type { LocalDate } from '@/lib/dates'
import { add, cents, ZERO, type Cents, type Currency } from '@/lib/money'
import { debtTermsOf, type DebtTerms } from './debt-terms'
import { bucketOf, type Bucket } from './delinquency'
import { statusAsOf } from './figures'
import { contractInterest } from './interest-working'

/** One component of the schedule in force: billed − paid − waived − carried = open. Amounts in cents as of the loan's day. */
export type ExplainedPart = { component: Component; billedCents: Cents; paidCents: Cents; waivedCents: Cents; openCents: Cents; dueCents: Cents }
export type PaidIn = { paymentId: string; effectiveOn: LocalDate; amountCents: Cents; byComponent: { component: Component; amountCents: Cents }[]; overpaidCents: Cents }

/** How a loan's sum came about, for the explainer: every number here is checked against the same replay. */
export type LoanDetail = {
  borrowerId: string
  loanId: string
  number: string
  product: string
  currency: Currency
  /** Settled or not as of the loan's day. */
  status: string
  principalCents: Cents
  annualRatePpm: number
  termCount: number
  method: string
  disbursedOn: LocalDate
  firstDueOn: LocalDate
  asOf: LocalDate
  version: number
  /** A restructured loan is under watch until this day. */
  watchUntil: LocalDate | null
  dpd: number
  bucket: Bucket
  dueCents: Cents
  overdueCents: Cents
  outstandingCents: Cents
  paidCents: Cents
  overpaidCents: Cents
  nextDue: LoanState['nextDue']
  oldestUnpaidDueOn: LocalDate | null
  parts: ExplainedPart[]
  instalments: InstalmentState[]
  payments: PaidIn[]
  charges: { chargeId: string; component: string; dueOn: LocalDate; amountCents: Cents; reason: string; isCancelled: boolean }[]
  /** Line by line, summing to what is owed and due. */
  account: DebtAccount
  terms: DebtTerms
}

export function explainLoan(record: LoanRecord, state: LoanState, book: Book): LoanDetail {
  const { loan, charges } = record
  const interest = contractInterest(loan, record.instalments.filter(row => row.version === 1))
  return {
    borrowerId: loan.borrowerId,
    loanId: loan.id,
    number: loan.number,
    product: loan.product,
    currency: loan.currency as Currency,
    status: statusAsOf(loan.status, state),
    principalCents: loan.principalCents,
    annualRatePpm: loan.annualRatePpm,
    termCount: loan.termCount,
    method: loan.method,
    disbursedOn: loan.disbursedOn,
    firstDueOn: loan.firstDueOn,
    asOf: state.asOf,
    version: state.version,
    watchUntil: loan.watchUntil,
    dpd: state.dpd,
    bucket: bucketOf(state.dpd),
    dueCents: state.dueCents,
    overdueCents: state.overdueCents,
    outstandingCents: state.outstandingCents,
    paidCents: state.paidCents,
    overpaidCents: state.overpaidCents,
    nextDue: state.nextDue,
    oldestUnpaidDueOn: state.oldestUnpaidDueOn,
    parts: partsOf(state),
    instalments: instalmentStates(state),
    payments: state.payments.map(paidIn).toReversed(),
    charges: charges.map(({ id, component, dueOn, amountCents, reason, cancelledAt }) => ({
      chargeId: id,
      component,
      dueOn,
      amountCents,
      reason,
      isCancelled: cancelledAt !== null,
    })),
    account: explainDebt(replayInputOf(record, book, state.asOf), state, interest),
    terms: debtTermsOf(record, book),
  }
}

function partsOf(state: LoanState): ExplainedPart[] {
  const current = state.lines.filter(line => line.version === state.version)
  return COMPONENTS.flatMap(component => {
    const lines = current.filter(line => line.component === component)
    if (lines.length === 0) return []
    const sum = (pick: (line: (typeof lines)[number]) => number) => cents(lines.reduce((total, line) => total + pick(line), 0))
    return [
      {
        component,
        billedCents: sum(line => line.billedCents),
        paidCents: sum(line => line.paidCents),
        waivedCents: sum(line => line.waivedCents + line.carriedCents),
        openCents: sum(line => line.openCents),
        dueCents: sum(line => (line.dueOn <= state.asOf ? line.openCents : 0)),
      },
    ]
  })
}

function paidIn({ paymentId, effectiveOn, amountCents, allocations, overpaidCents }: LoanState['payments'][number]): PaidIn {
  const sums = COMPONENTS.map(component => ({
    component,
    amountCents: allocations.filter(one => one.component === component).reduce<Cents>((total, one) => add(total, one.amountCents), ZERO),
  }))
  return { paymentId, effectiveOn, amountCents, byComponent: sums.filter(one => one.amountCents > 0), overpaidCents }
}
