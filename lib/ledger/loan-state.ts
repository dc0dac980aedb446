import { dayNumber, type LocalDate } from '@/lib/dates'
import { add, cents, type Cents } from '@/lib/money'
import { penaltyMeter } from './accrual'
import {
  accrueThrough,
  addCharge,
  applyPayment,
  applyRefund,
  applyWaiver,
  oldestUnpaid,
  openBook,
  openByComponent,
  penaltyAccrued,
  startVersion,
  type LoanBook,
} from './loan-book'
import type { LoanLine, LoanState, ReplayInput } from './loan-events'
import { penaltyWorking, type WorkingLine } from './penalty-working'

type Event = { on: LocalDate; at: number; rank: number; id: string; apply: (book: LoanBook) => void }

/**
 * Replays a loan from nothing to `asOf`: versions, charges, waivers and payments in the order in which they count. A reversed
 * one is as if it had never been; arrival order does not matter. Throws RangeError when there is no schedule version.
 */
export function replayLoan(input: ReplayInput): LoanState {
  return stateOf(replayBook(input, false), input.asOf)
}

export type PenaltyExplained = { lineId: string; version: number; instalmentNumber: number; dueOn: LocalDate; accruedCents: Cents; working: WorkingLine[] }

/** How each accrued penalty of `replayLoan` was reached; the working of a line sums to it exactly. */
export function explainPenalty(input: ReplayInput): PenaltyExplained[] {
  const { workings } = replayBook(input, true)
  return (workings ?? []).map(({ line, pieces }) => ({
    lineId: line.id,
    version: line.version,
    instalmentNumber: line.instalmentNumber,
    dueOn: line.dueOn,
    accruedCents: line.billedCents,
    working: penaltyWorking(input.penaltyTerms, line.dueOn, pieces),
  }))
}

function replayBook(input: ReplayInput, keepsWorkings: boolean): LoanBook {
  const book = openBook(penaltyMeter(input.penaltyTerms), input.waterfall, keepsWorkings)
  const [first, ...later] = input.scheduleVersions.toSorted((a, b) => a.version - b.version)
  if (!first) throw new RangeError('a loan has at least one schedule')
  startVersion(book, first)
  for (const event of eventsOf(input, later)) {
    if (event.on > input.asOf) continue
    accrueThrough(book, event.on)
    event.apply(book)
  }
  accrueThrough(book, input.asOf)
  return book
}

function eventsOf({ charges, waivers = [], payments, refunds = [] }: ReplayInput, later: ReplayInput['scheduleVersions']): Event[] {
  const events: Event[] = []
  let begun = 0
  for (const version of later) {
    const id = String(version.version).padStart(6, '0')
    begun = Math.max(begun, version.activatedAt.getTime())
    events.push({ on: version.from, at: begun, rank: 0, id, apply: book => startVersion(book, version) })
  }
  for (const charge of charges) {
    if (charge.reversed) continue
    const at = charge.postedAt.getTime()
    events.push({ on: charge.postedOn, at, rank: 1, id: charge.id, apply: book => addCharge(book, charge) })
  }
  for (const waiver of waivers) {
    if (waiver.reversed) continue
    const at = waiver.grantedAt.getTime()
    events.push({ on: waiver.effectiveOn, at, rank: 2, id: waiver.id, apply: book => applyWaiver(book, waiver) })
  }
  for (const payment of payments) {
    if (payment.reversed) continue
    const at = payment.receivedAt.getTime()
    events.push({ on: payment.effectiveOn, at, rank: 3, id: payment.id, apply: book => applyPayment(book, payment) })
  }
  for (const refund of refunds) {
    const at = refund.postedAt.getTime()
    events.push({ on: refund.effectiveOn, at, rank: 4, id: refund.id, apply: book => applyRefund(book, refund) })
  }
  return events.sort(inEffect)
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)
const inEffect = (a: Event, b: Event): number =>
  compare(a.on, b.on) || compare(a.at, b.at) || compare(a.rank, b.rank) || compare(a.id, b.id)

const sum = (lines: readonly LoanLine[], part: 'openCents' | 'paidCents' | 'waivedCents'): Cents =>
  cents(lines.reduce((total, line) => total + line[part], 0))

function stateOf(book: LoanBook, asOf: LocalDate): LoanState {
  const open = book.current.filter(line => line.openCents > 0)
  const outstandingCents = sum(open, 'openCents')
  const oldestUnpaidDueOn = oldestUnpaid(book)
  const late = oldestUnpaidDueOn !== null && oldestUnpaidDueOn < asOf
  return {
    asOf,
    version: book.version,
    lines: book.lines,
    received: new Map([...book.received].map(([version, parts]) => [version, add(...Object.values(parts))])),
    payments: book.payments,
    outstanding: openByComponent(book),
    outstandingCents,
    dueCents: sum(
      open.filter(line => line.dueOn <= asOf),
      'openCents',
    ),
    overdueCents: sum(
      open.filter(line => line.dueOn < asOf),
      'openCents',
    ),
    penaltyAccruedCents: penaltyAccrued(book),
    paidCents: sum(book.lines, 'paidCents'),
    waivedCents: sum(book.lines, 'waivedCents'),
    overpaidCents: cents(book.payments.reduce<number>((total, payment) => total + payment.overpaidCents, 0)),
    uncoveredRefundCents: book.uncoveredRefundCents,
    oldestUnpaidDueOn,
    dpd: late ? dayNumber(asOf) - dayNumber(oldestUnpaidDueOn) : 0,
    nextDue: nextDueOf(open, asOf),
    settled: outstandingCents === 0,
  }
}

function nextDueOf(open: readonly LoanLine[], asOf: LocalDate): LoanState['nextDue'] {
  const coming = open.filter(line => line.dueOn >= asOf)
  const [first] = coming
  if (!first) return null
  const on = coming.reduce((least, line) => (line.dueOn < least ? line.dueOn : least), first.dueOn)
  return {
    on,
    amountCents: sum(
      coming.filter(line => line.dueOn === on),
      'openCents',
    ),
  }
}
