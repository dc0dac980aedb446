import type { LocalDate } from '@/lib/dates'
import type { LoanState } from '@/lib/ledger/loan-events'
import { add, cents, mulDiv, smaller, subtract, ZERO, type AnnualRatePpm, type Cents } from '@/lib/money'

export type LoanShare = { loanId: string; amountCents: Cents }
/** A loan as it stands on the day the money counts from. */
export type LoanToPay = {
  loanId: string
  state: Pick<LoanState, 'dueCents' | 'outstandingCents' | 'oldestUnpaidDueOn'>
  /** What security covers of it; nothing when absent. */
  securedCents?: Cents
  /** The dearer loan is the heavier burden. */
  annualRatePpm?: AnnualRatePpm
}

/**
 * Splits a payment over a borrower's loans; shares sum to it. The designated loan first, up to all it owes (Civil Code art. 560:
 * the debtor names the debt); then what is due: least secured, most burdensome, earliest due, else in proportion; then the rest,
 * earliest due first; what nobody owes stays with the first loan.
 */
export function splitOverLoans(amountCents: Cents, loans: readonly LoanToPay[], designatedLoanId: string | null): LoanShare[] {
  const shares = new Map<string, Cents>()
  let left = amountCents
  const give = (loanId: string, wanted: Cents) => {
    const taken = smaller(left, wanted)
    left = subtract(left, taken)
    if (taken > 0) shares.set(loanId, add(shares.get(loanId) ?? ZERO, taken))
  }
  const spread = (groups: LoanToPay[][], owed: (loan: LoanToPay) => Cents) => {
    for (const group of groups) for (const { loanId, amountCents } of inProportion(left, group, owed)) give(loanId, amountCents)
  }
  const designated = loans.find(loan => loan.loanId === designatedLoanId)
  if (designated) give(designated.loanId, designated.state.outstandingCents)
  const others = loans.filter(loan => loan !== designated).toSorted((a, b) => (a.loanId < b.loanId ? -1 : 1))
  spread(ranked(others, dueOrder), loan => loan.state.dueCents)
  spread(ranked(others, advanceOrder), loan => subtract(loan.state.outstandingCents, loan.state.dueCents))
  const first = designated ?? ranked(others, advanceOrder)[0]?.[0]
  if (first) give(first.loanId, left)
  return [...shares].map(([loanId, amountCents]) => ({ loanId, amountCents }))
}

type Order = (a: LoanToPay, b: LoanToPay) => number

const dueDay = (loan: LoanToPay): LocalDate | '9999' => loan.state.oldestUnpaidDueOn ?? '9999'
const byDate: Order = (a, b) => (dueDay(a) < dueDay(b) ? -1 : Number(dueDay(a) > dueDay(b)))
const bySecurity: Order = (a, b) => (a.securedCents ?? 0) - (b.securedCents ?? 0)
const byBurden: Order = (a, b) => (b.annualRatePpm ?? 0) - (a.annualRatePpm ?? 0)
const dueOrder: Order = (a, b) => bySecurity(a, b) || byBurden(a, b) || byDate(a, b)
const advanceOrder: Order = (a, b) => byDate(a, b) || bySecurity(a, b) || byBurden(a, b)

/** Loans in order, those that stand alike together. */
function ranked(loans: readonly LoanToPay[], order: Order): LoanToPay[][] {
  const groups: LoanToPay[][] = []
  for (const loan of loans.toSorted(order)) {
    const group = groups.at(-1)
    if (group?.[0] && order(group[0], loan) === 0) group.push(loan)
    else groups.push([loan])
  }
  return groups
}

/** Shares by what each is owed, to the cent, none above it. */
function inProportion(amount: Cents, group: readonly LoanToPay[], owed: (loan: LoanToPay) => Cents): LoanShare[] {
  const total = add(...group.map(owed))
  const given = smaller(amount, total)
  if (given === 0) return []
  let soFar: Cents = ZERO
  let shared: Cents = ZERO
  return group.map(loan => {
    soFar = add(soFar, owed(loan))
    const upTo = mulDiv(given, soFar, total, 'down')
    const amountCents = cents(upTo - shared)
    shared = upTo
    return { loanId: loan.loanId, amountCents }
  })
}
