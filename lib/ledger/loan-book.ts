import { dayNumber, type LocalDate } from '@/lib/dates'
import { add, cents, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { gathered, type CentParts, type OverduePiece, type PenaltyMeter } from './accrual'
import { freeExcess } from './excess'
import type { ByComponent, LoanCharge, LoanLine, LoanWaiver, PaymentResult, ScheduledInstalment, ScheduleVersion } from './loan-events'
import { allocate, COMPONENTS, type Component, type Waterfall } from './waterfall'

type Accrual = {
  principal: LoanLine | null
  /** Unpaid interest of the same instalment, where the terms compound. */
  interest: LoanLine | null
  penalty: LoanLine | null
  dueDay: number
  throughDay: number
  gathered: CentParts
  /** How it was reached, kept only for who asks. */
  pieces: OverduePiece[] | null
}

/** The loan while it is being replayed: changed in place by the functions below, never seen outside the replay. */
export type LoanBook = {
  version: number
  /** Every line of every version. */
  lines: LoanLine[]
  /** Lines of the version in force. */
  current: LoanLine[]
  accruals: Accrual[]
  payments: PaymentResult[]
  uncoveredRefundCents: Cents
  meter: PenaltyMeter
  waterfall: Waterfall
  /** What each closed version's own instalments had received, by component. */
  received: Map<number, ByComponent>
  /** Every accrued line with its pieces; null unless they are kept. */
  workings: { line: LoanLine; pieces: OverduePiece[] }[] | null
}

export const openBook = (meter: PenaltyMeter, waterfall: Waterfall, keepsWorkings = false): LoanBook => ({
  version: 0,
  lines: [],
  current: [],
  accruals: [],
  payments: [],
  uncoveredRefundCents: ZERO,
  received: new Map(),
  meter,
  waterfall,
  workings: keepsWorkings ? [] : null,
})

type NewLine = Pick<LoanLine, 'id' | 'instalmentNumber' | 'dueOn' | 'component' | 'origin' | 'billedCents'>

function bill(book: LoanBook, line: NewLine): LoanLine {
  const added: LoanLine = {
    ...line,
    version: book.version,
    paidCents: ZERO,
    waivedCents: ZERO,
    carriedCents: ZERO,
    openCents: line.billedCents,
  }
  book.lines.push(added)
  book.current.push(added)
  return added
}

const parts = (row: ScheduledInstalment): [Component, Cents][] => [
  ['penalty', row.penaltyCents ?? ZERO],
  ['fee', row.feeCents ?? ZERO],
  ['cost', row.costCents ?? ZERO],
  ['interest', row.interestCents],
  ['principal', row.principalCents],
]

/** Puts a schedule version in force: what was open closes, its own lines open, and what `replaces` did not know is carried. */
export function startVersion(book: LoanBook, schedule: ScheduleVersion): void {
  const { continues } = schedule
  const before = openOf(continues === book.version ? book.current.filter(line => line.origin !== 'schedule') : book.current)
  book.received.set(book.version, receivedBy(book.current))
  for (const line of book.current) {
    line.carriedCents = add(line.carriedCents, line.openCents)
    line.openCents = ZERO
  }
  book.version = schedule.version
  book.current = []
  book.accruals = []
  // What accrued until this version began is billed in its lines already (a contract restored after a plan).
  const beginsDay = dayNumber(schedule.from)
  for (const row of schedule.instalments) {
    const lines: Partial<Record<Component, LoanLine>> = {}
    for (const [component, billedCents] of parts(row)) {
      if (billedCents === 0) continue
      const id = `${schedule.version}:${row.number}:${component}`
      const place = { instalmentNumber: row.number, dueOn: row.dueOn, component }
      lines[component] = bill(book, { id, ...place, origin: 'schedule', billedCents })
    }
    openMeter(book, lines.principal ?? null, (book.meter.compound && lines.interest) || null, dayNumber(row.dueOn), beginsDay)
  }
  if (continues !== undefined) coverContinued(book, schedule, continues)
  if (schedule.replaces) carryDifference(book, schedule, before, schedule.replaces)
  spendCredit(book, schedule.from)
}

/** What the continued version had received covers the same parts, oldest first; what was paid between it and now, in the order of the house. */
function coverContinued(book: LoanBook, schedule: ScheduleVersion, continues: number): void {
  const received = { ...(book.received.get(continues) ?? nothing()) }
  for (const line of book.current) {
    const amount = smaller(received[line.component], line.openCents)
    received[line.component] = subtract(received[line.component], amount)
    settle(line, amount, 'carriedCents')
  }
  const since = book.lines.filter(line => line.version > continues && line.version < schedule.version)
  const left = since.reduce<Cents>((sum, line) => add(sum, line.paidCents), add(...COMPONENTS.map(part => received[part])))
  if (left > 0) coverBefore(book, schedule.from, left)
}

/** Money from before the version pays its lines in the order of the house; what is more than they ask is credit again. */
function coverBefore(book: LoanBook, on: LocalDate, amountCents: Cents): void {
  const { allocations, overpaidCents } = allocate({ lines: book.current, amountCents, on, waterfall: book.waterfall, dpd: 0 })
  settleLines(book, allocations, 'carriedCents')
  freeExcess(book, overpaidCents)
}

function receivedBy(lines: readonly LoanLine[]): ByComponent {
  const received = nothing()
  for (const line of lines) {
    if (line.origin === 'schedule') received[line.component] = add(received[line.component], subtract(line.billedCents, line.openCents))
  }
  return received
}

function openMeter(book: LoanBook, principal: LoanLine | null, interest: LoanLine | null, dueDay: number, beginsDay: number): void {
  if (!principal && !interest) return
  const pieces = book.workings ? [] : null
  const nothing = { principal: 0n, interest: 0n }
  book.accruals.push({ principal, interest, penalty: null, dueDay, throughDay: Math.max(dueDay, beginsDay), gathered: nothing, pieces })
}

/** Money learnt of only after a plan was agreed but counting from before it: more owed adds lines, less owed pays some. */
function carryDifference(book: LoanBook, schedule: ScheduleVersion, found: ByComponent, agreed: ByComponent): void {
  let net = COMPONENTS.reduce((sum, part) => sum + found[part] - agreed[part], 0)
  if (net < 0) {
    coverBefore(book, schedule.from, cents(-net))
    return
  }
  const last = schedule.instalments.at(-1) ?? { number: 1, dueOn: schedule.from }
  for (const component of COMPONENTS.toReversed()) {
    const billedCents = cents(Math.max(0, Math.min(net, found[component] - agreed[component])))
    if (billedCents === 0) continue
    net -= billedCents
    const id = `${schedule.version}:carried:${component}`
    bill(book, { id, instalmentNumber: last.number, dueOn: last.dueOn, component, origin: 'carried', billedCents })
  }
}

/** Brings every accrued penalty up to a day. The amount is a function of time, rounded once per line. */
export function accrueThrough(book: LoanBook, on: LocalDate): void {
  const day = dayNumber(on)
  for (const accrual of book.accruals) {
    if (accrual.throughDay >= day) continue
    const [principal, interest] = [accrual.principal?.openCents ?? ZERO, accrual.interest?.openCents ?? ZERO]
    const afterDay = accrual.throughDay
    const parts = principal + interest > 0 ? book.meter.chargeable(accrual.dueDay, afterDay, day) : 0
    accrual.throughDay = day
    if (parts === 0) continue
    accrual.pieces?.push({ afterDay, throughDay: day, principalCents: principal, interestCents: interest })
    accrual.gathered = gathered(accrual.gathered, book.meter, principal, interest, parts)
    const total = book.meter.price(accrual.gathered).cents
    const line = accrual.penalty ?? (total > 0 ? openAccrual(book, accrual) : null)
    if (!line) continue
    line.openCents = add(line.openCents, subtract(total, line.billedCents))
    line.billedCents = total
  }
}

function openAccrual(book: LoanBook, accrual: Accrual): LoanLine | null {
  const base = accrual.principal ?? accrual.interest
  if (!base) return null
  const { instalmentNumber, dueOn } = base
  const id = `${book.version}:${instalmentNumber}:accrued`
  const place = { instalmentNumber, dueOn, component: 'penalty' as const }
  accrual.penalty = bill(book, { id, ...place, origin: 'accrual', billedCents: ZERO })
  if (accrual.pieces) book.workings?.push({ line: accrual.penalty, pieces: accrual.pieces })
  return accrual.penalty
}

/** A charge joins the first instalment due on or after its own due date, so that money in advance finds it there. */
export function addCharge(book: LoanBook, charge: LoanCharge): void {
  const scheduled = book.accruals.flatMap(accrual => accrual.principal ?? [])
  const home = scheduled.find(line => line.dueOn >= charge.dueOn) ?? scheduled.at(-1)
  bill(book, {
    id: `charge:${charge.id}`,
    instalmentNumber: home?.instalmentNumber ?? 1,
    dueOn: charge.dueOn,
    component: charge.component,
    origin: 'charge',
    billedCents: charge.amountCents,
  })
  spendCredit(book, charge.postedOn)
}

/** Money left over from earlier payments pays what is billed later. */
function spendCredit(book: LoanBook, on: LocalDate): void {
  for (const payment of book.payments) if (payment.overpaidCents > 0) spend(book, payment, on)
}

export function applyWaiver(book: LoanBook, waiver: LoanWaiver): void {
  let left = waiver.amountCents
  const lines = book.current.filter(line => line.component === waiver.component && line.openCents > 0)
  for (const line of lines.sort((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)))) {
    const amount = smaller(left, line.openCents)
    left = subtract(left, amount)
    line.waivedCents = add(line.waivedCents, amount)
    line.openCents = subtract(line.openCents, amount)
  }
}

export function applyPayment(book: LoanBook, payment: { id: string; amountCents: Cents; effectiveOn: LocalDate }): void {
  const result: PaymentResult = {
    paymentId: payment.id,
    effectiveOn: payment.effectiveOn,
    amountCents: payment.amountCents,
    allocations: [],
    overpaidCents: payment.amountCents,
    refundedCents: ZERO,
    penaltyAccruedCents: penaltyAccrued(book),
  }
  book.payments.push(result)
  spend(book, result, payment.effectiveOn)
}

export function applyRefund(book: LoanBook, refund: { amountCents: Cents }): void {
  let left = refund.amountCents
  for (const payment of book.payments.toReversed()) {
    const amount = smaller(left, payment.overpaidCents)
    left = subtract(left, amount)
    payment.overpaidCents = subtract(payment.overpaidCents, amount)
    payment.refundedCents = add(payment.refundedCents, amount)
  }
  book.uncoveredRefundCents = add(book.uncoveredRefundCents, left)
}

/** Spreads what a payment has left over the open lines. */
function spend(book: LoanBook, result: PaymentResult, on: LocalDate): void {
  const dpd = book.waterfall.afterDpd ? dpdOn(book, on) : 0
  const spread = allocate({ lines: book.current, amountCents: result.overpaidCents, on, waterfall: book.waterfall, dpd })
  settleLines(book, spread.allocations, 'paidCents')
  result.allocations.push(...spread.allocations.map(allocation => ({ ...allocation, version: book.version })))
  result.overpaidCents = spread.overpaidCents
}

type Settled = { lineId: string; amountCents: Cents }[]

function settleLines(book: LoanBook, allocations: Settled, by: 'paidCents' | 'carriedCents'): void {
  const amounts = new Map(allocations.map(({ lineId, amountCents }) => [lineId, amountCents]))
  for (const line of book.current) {
    const amount = amounts.get(line.id)
    if (amount !== undefined) settle(line, amount, by)
  }
}

function settle(line: LoanLine, amount: Cents, by: 'paidCents' | 'carriedCents'): void {
  line[by] = add(line[by], amount)
  line.openCents = subtract(line.openCents, amount)
}

function dpdOn(book: LoanBook, on: LocalDate): number {
  const oldest = oldestUnpaid(book)
  return oldest !== null && oldest < on ? dayNumber(on) - dayNumber(oldest) : 0
}

/** Earliest due date among open lines of the schedule; accrued penalty and charges do not make a loan older. */
export function oldestUnpaid(book: LoanBook): LocalDate | null {
  let oldest: LocalDate | null = null
  for (const line of book.current) {
    if (line.openCents === 0 || line.origin === 'charge' || line.origin === 'accrual') continue
    if (oldest === null || line.dueOn < oldest) oldest = line.dueOn
  }
  return oldest
}

export const penaltyAccrued = (book: LoanBook): Cents =>
  cents(book.lines.reduce((sum, line) => (line.origin === 'accrual' ? sum + line.billedCents : sum), 0))

export const openByComponent = (book: LoanBook): ByComponent => openOf(book.current)

const nothing = (): ByComponent => ({ penalty: ZERO, fee: ZERO, cost: ZERO, interest: ZERO, principal: ZERO })

function openOf(lines: readonly LoanLine[]): ByComponent {
  const open = nothing()
  for (const line of lines) open[line.component] = add(open[line.component], line.openCents)
  return open
}
