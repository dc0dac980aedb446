import { addDays, daysBetween, type LocalDate } from '@/lib/dates'
import type { ReplayInput, ScheduledInstalment, ScheduleVersion } from '@/lib/ledger/loan-events'

/*
 * A second account of a loan, written from the rules and not from the ledger's code: it lives through every single day in turn,
 * with plain numbers and nothing clever. Tests hold the ledger against it.
 */

const PARTS = ['penalty', 'fee', 'cost', 'interest', 'principal'] as const
type Part = (typeof PARTS)[number]
type Line = { id: string; number: number; due: string; part: Part; kind: string; billed: number; paid: number; waived: number; carried: number }
type Clock = { principal: Line | null; interest: Line | null; penalty: Line | null; number: number; due: LocalDate; onPrincipal: number; onInterest: number }
type Paid = { id: string; amount: number; left: number; returned: number; on: string; parts: Record<Part, number>; places: { line: Line; amount: number }[] }
type Loan = { version: number; from: LocalDate; all: Line[]; lines: Line[]; clocks: Clock[]; paid: Paid[]; short: number }

export type NaiveLoan = {
  open: Record<Part, number>
  lines: Record<string, number>
  payments: { id: string; parts: Record<Part, number>; left: number; returned: number }[]
  paid: number
  waived: number
  overpaid: number
  /** Paid back though there was no such credit. */
  short: number
  accrued: number
  dpd: number
}

const nothing = (): Record<Part, number> => ({ penalty: 0, fee: 0, cost: 0, interest: 0, principal: 0 })
const openOf = (line: Line): number => line.billed - line.paid - line.waived - line.carried

export function liveThrough(input: ReplayInput): NaiveLoan {
  const [first, ...later] = [...input.scheduleVersions].sort((a, b) => a.version - b.version)
  if (!first) throw new Error('no schedule')
  const loan: Loan = { version: 0, from: first.from, all: [], lines: [], clocks: [], paid: [], short: 0 }
  begin(loan, first, input)
  const days = daysOf(input, later)
  const starts = [first.from, ...days.keys()].sort()[0] as LocalDate
  for (let day = starts; day <= input.asOf; day = addDays(day, 1)) {
    passDay(loan, day, input)
    const today = days.get(day) ?? []
    if (today.length > 0 || day === input.asOf) billPenalty(loan, input)
    for (const event of today) event.happen(loan)
  }
  const late = oldest(loan)
  return {
    open: sumBy(loan.lines, openOf),
    lines: Object.fromEntries(loan.lines.map(line => [line.id, openOf(line)])),
    payments: loan.paid.map(({ id, parts, left, returned }) => ({ id, parts, left, returned })),
    paid: total(loan.all.map(line => line.paid)),
    waived: total(loan.all.map(line => line.waived)),
    overpaid: total(loan.paid.map(payment => payment.left)),
    short: loan.short,
    accrued: total(loan.all.filter(line => line.kind === 'accrual').map(line => line.billed)),
    dpd: late !== null && late < input.asOf ? daysBetween(late as LocalDate, input.asOf) : 0,
  }
}

const total = (numbers: number[]): number => numbers.reduce((sum, number) => sum + number, 0)

function sumBy(lines: Line[], of: (line: Line) => number): Record<Part, number> {
  const sums = nothing()
  for (const line of lines) sums[line.part] += of(line)
  return sums
}

type Happening = { at: number; rank: number; id: string; happen: (loan: Loan) => void }

/** What happens on each day, in the order of the day. */
function daysOf(input: ReplayInput, later: ScheduleVersion[]): Map<string, Happening[]> {
  const days = new Map<string, Happening[]>()
  const put = (on: string, at: Date, rank: number, id: string, happen: Happening['happen']) => {
    days.set(on, [...(days.get(on) ?? []), { at: at.getTime(), rank, id, happen }])
  }
  let begun = later[0]?.activatedAt ?? null
  for (const version of later) {
    if (begun === null || version.activatedAt > begun) begun = version.activatedAt
    put(version.from, begun, 0, String(version.version).padStart(6, '0'), loan => begin(loan, version, input))
  }
  for (const charge of input.charges) {
    if (!charge.reversed) put(charge.postedOn, charge.postedAt, 1, charge.id, loan => takeCharge(loan, charge, input))
  }
  for (const waiver of input.waivers ?? []) {
    if (!waiver.reversed) put(waiver.effectiveOn, waiver.grantedAt, 2, waiver.id, loan => forgive(loan, waiver.component, waiver.amountCents))
  }
  for (const payment of input.payments) {
    if (payment.reversed) continue
    put(payment.effectiveOn, payment.receivedAt, 3, payment.id, loan => {
      const paid = { id: payment.id, amount: payment.amountCents, left: payment.amountCents as number, returned: 0, on: payment.effectiveOn, parts: nothing(), places: [] }
      loan.paid.push(paid)
      spend(loan, paid, payment.effectiveOn, input)
    })
  }
  for (const refund of input.refunds ?? []) put(refund.effectiveOn, refund.postedAt, 4, refund.id, loan => giveBack(loan, refund.amountCents))
  for (const list of days.values()) list.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.id < b.id ? -1 : 1))
  return days
}

function begin(loan: Loan, schedule: ScheduleVersion, input: ReplayInput): void {
  const before = sumBy(loan.lines, openOf)
  for (const line of loan.lines) line.carried += openOf(line)
  loan.version = schedule.version
  loan.from = schedule.from
  loan.lines = []
  loan.clocks = []
  for (const row of schedule.instalments) {
    const lines = PARTS.map(part => billRow(loan, row, part))
    const [principal, interest] = [lines[4] ?? null, input.penaltyTerms.compound ? (lines[3] ?? null) : null]
    if (principal || interest) loan.clocks.push({ principal, interest, penalty: null, number: row.number, due: row.dueOn, onPrincipal: 0, onInterest: 0 })
  }
  if (schedule.replaces) carry(loan, schedule, before, schedule.replaces, input)
  for (const payment of loan.paid) spend(loan, payment, schedule.from, input)
}

function billRow(loan: Loan, row: ScheduledInstalment, part: Part): Line | null {
  const billed = { penalty: row.penaltyCents ?? 0, fee: row.feeCents ?? 0, cost: row.costCents ?? 0, interest: row.interestCents, principal: row.principalCents }[part]
  return billed === 0 ? null : bill(loan, `${loan.version}:${row.number}:${part}`, row.number, row.dueOn, part, 'schedule', billed)
}

function bill(loan: Loan, id: string, number: number, due: string, part: Part, kind: string, billed: number): Line {
  const line = { id, number, due, part, kind, billed, paid: 0, waived: 0, carried: 0 }
  loan.lines.push(line)
  loan.all.push(line)
  return line
}

/** What the plan did not know: less owed pays its first lines, more owed joins its last instalment. */
function carry(loan: Loan, schedule: ScheduleVersion, found: Record<Part, number>, agreed: Record<Part, number>, input: ReplayInput): void {
  let net = total(PARTS.map(part => found[part] - agreed[part]))
  if (net < 0) {
    net = -net
    for (const line of inOrder(loan, schedule.from, 0, input)) {
      const amount = Math.min(net, openOf(line))
      line.carried += amount
      net -= amount
    }
    takeBack(loan, net)
    return
  }
  const last = schedule.instalments[schedule.instalments.length - 1] ?? { number: 1, dueOn: schedule.from }
  for (const part of [...PARTS].reverse()) {
    const more = Math.max(0, Math.min(net, found[part] - agreed[part]))
    if (more === 0) continue
    net -= more
    bill(loan, `${schedule.version}:carried:${part}`, last.number, last.dueOn, part, 'carried', more)
  }
}

/** More was paid than the plan asks for: it is no longer where it went last, and the payer's again. */
function takeBack(loan: Loan, excess: number): void {
  for (let at = loan.paid.length - 1; at >= 0; at--) {
    const payment = loan.paid[at]
    while (payment && excess > 0) {
      const last = payment.places[payment.places.length - 1]
      if (!last) break
      const amount = Math.min(excess, last.amount)
      last.amount -= amount
      if (last.amount === 0) payment.places.pop()
      last.line.paid -= amount
      last.line.carried += amount
      payment.parts[last.line.part] -= amount
      payment.left += amount
      excess -= amount
    }
  }
}

/** One day goes by: each overdue instalment gathers what is still unpaid of it. */
function passDay(loan: Loan, day: LocalDate, { penaltyTerms }: ReplayInput): void {
  if (day <= loan.from || penaltyTerms.frozen.some(({ from, to }) => from <= day && (to === null || day <= to))) return
  for (const clock of loan.clocks) {
    if (day <= addDays(clock.due, penaltyTerms.graceDays)) continue
    const weight = partOfYear(penaltyTerms.dayCount, day)
    clock.onPrincipal += (clock.principal ? openOf(clock.principal) : 0) * weight
    clock.onInterest += (clock.interest ? openOf(clock.interest) : 0) * weight
  }
}

const isLeapYear = (year: number): boolean => year % 400 === 0 || (year % 4 === 0 && year % 100 !== 0)

/** How much of a year a day is, over `yearLength`. */
export function partOfYear(dayCount: ReplayInput['penaltyTerms']['dayCount'], day: LocalDate): number {
  if (dayCount === 'act/act') return isLeapYear(Number(addDays(day, -1).slice(0, 4))) ? 365 : 366
  if (dayCount !== '30/360') return 1
  const number = (date: LocalDate) => Number(date.slice(0, 4)) * 360 + Number(date.slice(5, 7)) * 30 + Math.min(30, Number(date.slice(8, 10)))
  return number(day) - number(addDays(day, -1))
}

export const yearLength = { 360: 360, 365: 365, '30/360': 360, 'act/360': 360, 'act/365': 365, 'act/act': 365 * 366 }

function billPenalty(loan: Loan, { penaltyTerms: terms }: ReplayInput): void {
  const year = BigInt(yearLength[terms.dayCount]) * 10n ** 12n
  const price = (gathered: number, rate: bigint) => Number(roundHalfEven(BigInt(gathered) * rate, year))
  for (const clock of loan.clocks) {
    let amount = price(clock.onPrincipal + clock.onInterest, BigInt(terms.annualRatePpm) * BigInt(terms.multiplierPpm))
    if (terms.allInCapPpm !== null) {
      const room = terms.allInCapPpm - (terms.contractInterestRuns ? terms.annualRatePpm : 0)
      amount = Math.min(amount, price(clock.onPrincipal, BigInt(Math.max(0, room)) * 1_000_000n))
    }
    if (amount === 0) continue
    clock.penalty ??= bill(loan, `${loan.version}:${clock.number}:accrued`, clock.number, clock.due, 'penalty', 'accrual', 0)
    clock.penalty.billed = amount
  }
}

export function roundHalfEven(dividend: bigint, divisor: bigint): bigint {
  const [whole, twice] = [dividend / divisor, (dividend % divisor) * 2n]
  return twice > divisor || (twice === divisor && whole % 2n === 1n) ? whole + 1n : whole
}

function takeCharge(loan: Loan, charge: ReplayInput['charges'][number], input: ReplayInput): void {
  const homes = loan.clocks.flatMap(clock => (clock.principal ? [clock.principal] : []))
  const home = homes.find(line => line.due >= charge.dueOn) ?? homes[homes.length - 1]
  bill(loan, `charge:${charge.id}`, home?.number ?? 1, charge.dueOn, charge.component, 'charge', charge.amountCents)
  for (const payment of loan.paid) spend(loan, payment, charge.postedOn, input)
}

function forgive(loan: Loan, part: Part, amount: number): void {
  const lines = loan.lines.filter(line => line.part === part && openOf(line) > 0)
  for (const line of lines.sort((a, b) => (a.due < b.due ? -1 : Number(a.due > b.due)))) {
    const waived = Math.min(amount, openOf(line))
    line.waived += waived
    amount -= waived
  }
}

/** From what the youngest payments have left over. */
function giveBack(loan: Loan, amount: number): void {
  for (let at = loan.paid.length - 1; at >= 0 && amount > 0; at--) {
    const payment = loan.paid[at]
    const part = Math.min(amount, payment?.left ?? 0)
    if (!payment || part === 0) continue
    payment.left -= part
    payment.returned += part
    amount -= part
  }
  loan.short += amount
}

function oldest(loan: Loan): string | null {
  const dates = loan.lines.filter(line => openOf(line) > 0 && line.kind !== 'charge' && line.kind !== 'accrual').map(line => line.due)
  return dates.sort()[0] ?? null
}

function spend(loan: Loan, payment: Paid, on: LocalDate, input: ReplayInput): void {
  if (payment.left === 0) return
  const late = oldest(loan)
  const dpd = late !== null && late < on ? daysBetween(late as LocalDate, on) : 0
  for (const line of inOrder(loan, on, dpd, input)) {
    const amount = Math.min(payment.left, openOf(line))
    line.paid += amount
    payment.parts[line.part] += amount
    payment.left -= amount
    if (amount > 0) payment.places.push({ line, amount })
  }
}

/** Every open line with its place in the queue. */
function inOrder(loan: Loan, on: string, dpd: number, { waterfall }: ReplayInput): Line[] {
  const steps = waterfall.afterDpd && dpd > waterfall.afterDpd.dpd ? waterfall.afterDpd.steps : waterfall.steps
  const placed = loan.lines
    .filter(line => openOf(line) > 0)
    .map(line => {
      const timing = line.due < on ? 'past_due' : line.due === on ? 'due' : 'in_advance'
      const step = steps.findIndex(({ timings, components }) => timings.includes(timing) && components.includes(line.part))
      const part = steps[step]?.components.indexOf(line.part) ?? 0
      return { line, place: steps[step]?.by === 'instalment' ? [step, line.number, part] : [step, part, line.number] }
    })
  return placed
    .sort((a, b) => {
      for (const [i, own] of a.place.entries()) if (own !== b.place[i]) return own - (b.place[i] ?? 0)
      return a.line.due === b.line.due ? (a.line.id < b.line.id ? -1 : 1) : a.line.due < b.line.due ? -1 : 1
    })
    .map(({ line }) => line)
}
