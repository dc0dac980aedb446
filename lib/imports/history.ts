import { addDays, type LocalDate } from '../dates'
import { allocate, type OpenLine, type Waterfall } from '../ledger/waterfall'
import type { Instalment } from '../loans/schedule'
import { add, cents, smaller, subtract, ZERO, type Cents } from '../money'
import type { LoanRow } from './loan-row'

export type PastPayment = { effectiveOn: LocalDate; amountCents: Cents }
/** Early payoff: from this day one last instalment takes the place of the schedule. */
export type Settlement = { on: LocalDate; principalCents: Cents; interestCents: Cents }
export type LoanHistory = { payments: PastPayment[]; settlement: Settlement | null }

type Past = Pick<LoanRow, 'status' | 'principalCents' | 'paidPrincipalCents' | 'paidInterestCents' | 'disbursedOn'>

/**
 * What must have been paid for the file's paid principal to be true: whole instalments on their due dates, then one part
 * payment of what is left. The sum of principal paid is the file's, but for another system's rounding of whole instalments.
 */
export function historyOf(past: Past, schedule: readonly Instalment[], asOf: LocalDate, waterfall: Waterfall): LoanHistory {
  const last = schedule.at(-1)
  if (past.status === 'settled' && last && last.dueOn > asOf) return earlyPayoff(past, schedule, asOf)
  const whole = wholeInstalments(schedule, past.paidPrincipalCents, asOf)
  const payments = whole.map(onDueDate)
  const left = subtract(past.paidPrincipalCents, principalOf(whole))
  const next = schedule[whole.length]
  if (left > 0 && next) {
    const on = next.dueOn < asOf ? next.dueOn : asOf
    const lines = schedule.slice(whole.length).flatMap(linesOf)
    payments.push({ effectiveOn: on, amountCents: amountForPrincipal(lines, left, on, waterfall) })
  }
  return { payments, settlement: null }
}

const principalOf = (rows: readonly Instalment[]): Cents => add(...rows.map(row => row.principalCents))
const onDueDate = (row: Instalment): PastPayment => ({ effectiveOn: row.dueOn, amountCents: add(row.principalCents, row.interestCents) })

/** Other systems round their own way: a paid principal may miss the sum of ours by two cents an instalment. */
const ROUNDING_CENTS = 2

/** How many instalments, from the first, a paid principal covers whole. */
export function coveredCount(schedule: Iterable<Pick<Instalment, 'principalCents'>>, paidPrincipalCents: Cents): number {
  let sum = 0
  let covered = 0
  for (const row of schedule) {
    sum += row.principalCents
    const isStarted = sum - row.principalCents < paidPrincipalCents
    if (!isStarted || sum > paidPrincipalCents + ROUNDING_CENTS * (covered + 1)) return covered
    covered += 1
  }
  return covered
}

const wholeInstalments = (schedule: readonly Instalment[], paid: Cents, asOf: LocalDate): Instalment[] =>
  schedule.slice(0, coveredCount(schedule, paid)).filter(row => row.dueOn <= asOf)

function earlyPayoff(past: Past, schedule: readonly Instalment[], asOf: LocalDate): LoanHistory {
  const regular: Instalment[] = []
  let interestLeft = past.paidInterestCents ?? cents(schedule.filter(row => row.dueOn <= asOf).reduce((sum, row) => sum + row.interestCents, 0))
  for (const row of schedule) {
    if (row.dueOn >= asOf || row.interestCents > interestLeft) break
    interestLeft = subtract(interestLeft, row.interestCents)
    regular.push(row)
  }
  const after = regular.at(-1)?.dueOn ?? past.disbursedOn
  const next = schedule[regular.length]?.dueOn ?? asOf
  const on = [addDays(after, 10), addDays(next, -1), asOf].reduce((least, date) => (date < least ? date : least))
  const settlement = { on: on > after ? on : addDays(after, 1), principalCents: subtract(past.principalCents, principalOf(regular)), interestCents: interestLeft }
  const amountCents = add(settlement.principalCents, settlement.interestCents)
  return { payments: [...regular.map(onDueDate), { effectiveOn: settlement.on, amountCents }], settlement }
}

const linesOf = (row: Instalment): OpenLine[] =>
  (['interest', 'principal'] as const).map(component => ({
    id: `${row.number}:${component}`,
    instalmentNumber: row.number,
    dueOn: row.dueOn,
    component,
    openCents: component === 'interest' ? row.interestCents : row.principalCents,
  }))

/** The payment on a day of which exactly so much reaches principal under the lender's order; all that is open when it is less. */
export function amountForPrincipal(lines: readonly OpenLine[], principalCents: Cents, on: LocalDate, waterfall: Waterfall): Cents {
  const open = cents(lines.reduce((sum, line) => sum + line.openCents, 0))
  let amount = ZERO
  let left = principalCents
  for (const part of allocate({ lines, amountCents: open, on, waterfall }).allocations) {
    if (left === 0) break
    const taken = part.component === 'principal' ? smaller(left, part.amountCents) : part.amountCents
    amount = add(amount, taken)
    if (part.component === 'principal') left = subtract(left, taken)
  }
  return amount
}
