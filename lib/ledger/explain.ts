import type { LocalDate } from '@/lib/dates'
import type { InterestLine } from '@/lib/loans/interest-working'
import { add, cents, ZERO, type Cents } from '@/lib/money'
import type { LoanLine, LoanState, ReplayInput, ScheduleVersion } from './loan-events'
import { explainPenalty } from './loan-state'
import type { WorkingLine } from './penalty-working'
import { COMPONENTS, type Component } from './waterfall'

/** `covered`: money that counts from before a schedule began; `replaced`: what the next schedule took over. */
export type EntryKind = 'instalment' | 'charge' | 'carried' | 'penalty' | 'payment' | 'waiver' | 'covered' | 'replaced'
export type Part = { component: Component; amountCents: Cents }

/** One line of how a sum came about. What adds to the debt is positive, what takes from it negative, in cents. */
export type DebtEntry = {
  /** Names the line within its loan, also in a dispute about it. */
  key: string
  kind: EntryKind
  on: LocalDate
  instalmentNumber: number | null
  parts: Part[]
  amountCents: Cents
  /** How much of it counts to what is due by `asOf`. */
  dueCents: Cents
  /** The payment or the charge behind it. */
  sourceId: string | null
  /** How a penalty was reached; sums to `amountCents`. */
  working: WorkingLine[]
  /** How the interest in a contract's instalment was reached, where it is known. */
  interest: InterestLine | null
  /** The whole of a payment, of which `amountCents` went to this schedule. */
  wholeCents: Cents | null
}

/** One schedule's lines, oldest first: the contract's, then each plan's. `sumCents` is what is open of it, nought once it was replaced. */
export type DebtSection = { version: number; from: LocalDate; isCurrent: boolean; entries: DebtEntry[]; sumCents: Cents; dueCents: Cents }

/** The sections sum to `outstandingCents` and `dueCents` of the same replay exactly. */
export type DebtAccount = { asOf: LocalDate; sections: DebtSection[]; outstandingCents: Cents; dueCents: Cents; creditCents: Cents }

/** How what is owed came about, line by line, from the very replay that gave `state`. `interest` is of the contract, by instalment. */
export function explainDebt(input: ReplayInput, state: LoanState, interest: ReadonlyMap<number, InterestLine> = new Map()): DebtAccount {
  const workings = { penalty: new Map(explainPenalty(input).map(one => [one.lineId, one.working])), interest }
  const begun = input.scheduleVersions.filter(({ version }) => version <= state.version).toSorted((a, b) => a.version - b.version)
  return {
    asOf: state.asOf,
    sections: begun.map(schedule => sectionOf(schedule, input, state, workings)),
    outstandingCents: state.outstandingCents,
    dueCents: state.dueCents,
    creditCents: state.overpaidCents,
  }
}

type Workings = { penalty: ReadonlyMap<string, WorkingLine[]>; interest: ReadonlyMap<number, InterestLine> }
type Slice = { component: Component; amountCents: Cents; isDue: boolean }

function sectionOf({ version, from }: ScheduleVersion, input: ReplayInput, state: LoanState, workings: Workings): DebtSection {
  const lines = state.lines.filter(line => line.version === version)
  const isCurrent = version === state.version
  const entries = [
    ...billedEntries(lines, state.asOf, workings),
    ...paidEntries(version, lines, state),
    ...closedEntries({ version, from, isCurrent }, lines, input, state),
  ].sort((a, b) => compare(a.on, b.on) || RANK[a.kind] - RANK[b.kind] || compare(a.key, b.key))
  return { version, from, isCurrent, entries, sumCents: sum(entries, 'amountCents'), dueCents: sum(entries, 'dueCents') }
}

const RANK: Record<EntryKind, number> = { covered: 0, carried: 1, instalment: 2, charge: 3, penalty: 4, waiver: 5, payment: 6, replaced: 7 }
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const sum = (rows: readonly DebtEntry[], key: 'amountCents' | 'dueCents'): Cents => add(...rows.map(row => row[key]))
const isDue = (line: LoanLine, asOf: LocalDate) => line.dueOn <= asOf

/** Schedule lines gather by instalment, so that principal and interest of one date stand in one line. */
function billedEntries(lines: readonly LoanLine[], asOf: LocalDate, workings: Workings): DebtEntry[] {
  const groups = Map.groupBy(lines, line => (line.origin === 'schedule' ? `${line.version}:${line.instalmentNumber}` : line.id))
  return [...groups].flatMap(([key, found]) => {
    const [first] = found
    if (!first) return []
    const kind = KINDS[first.origin]
    const slices = found.map(line => ({ component: line.component, amountCents: line.billedCents, isDue: isDue(line, asOf) }))
    const sourceId = first.origin === 'charge' ? first.id.slice('charge:'.length) : null
    const interest = kind === 'instalment' && first.version === 1 ? (workings.interest.get(first.instalmentNumber) ?? null) : null
    const working = workings.penalty.get(first.id) ?? []
    return entryOf({ key: `${kind}:${key}`, kind, on: first.dueOn, instalmentNumber: first.instalmentNumber, sourceId, working, interest }, slices)
  })
}

const KINDS = { schedule: 'instalment', charge: 'charge', accrual: 'penalty', carried: 'carried' } as const

function paidEntries(version: number, lines: readonly LoanLine[], state: LoanState): DebtEntry[] {
  const byId = new Map(lines.map(line => [line.id, line]))
  return state.payments.flatMap(payment => {
    const slices = payment.allocations.flatMap(({ lineId, component, amountCents, version: place }) => {
      const line = byId.get(lineId)
      return place === version && line ? [{ component, amountCents: cents(-amountCents), isDue: isDue(line, state.asOf) }] : []
    })
    const place = { key: `payment:${version}:${payment.paymentId}`, kind: 'payment' as const, on: payment.effectiveOn, sourceId: payment.paymentId }
    return entryOf({ ...place, wholeCents: payment.amountCents }, slices)
  })
}

type Place = Pick<DebtSection, 'version' | 'from' | 'isCurrent'>

function closedEntries({ version, from, isCurrent }: Place, lines: readonly LoanLine[], input: ReplayInput, state: LoanState): DebtEntry[] {
  const taken = (key: 'waivedCents' | 'carriedCents') =>
    lines.map((line): Slice => ({ component: line.component, amountCents: cents(-line[key]), isDue: isDue(line, state.asOf) }))
  const next = input.scheduleVersions.find(schedule => schedule.version === version + 1)
  const granted = (input.waivers ?? []).filter(waiver => !waiver.reversed && waiver.effectiveOn <= state.asOf).map(waiver => waiver.effectiveOn)
  const waivedOn = granted.toSorted().at(-1) ?? from
  const kind = isCurrent ? 'covered' : 'replaced'
  return [
    ...entryOf({ key: `waiver:${version}`, kind: 'waiver', on: waivedOn }, taken('waivedCents')),
    ...entryOf({ key: `${kind}:${version}`, kind, on: isCurrent ? from : (next?.from ?? from) }, taken('carriedCents')),
  ]
}

type Named = Pick<DebtEntry, 'key' | 'kind' | 'on'> & Partial<Pick<DebtEntry, 'instalmentNumber' | 'sourceId' | 'working' | 'interest' | 'wholeCents'>>

/** Nothing for nothing. */
function entryOf(named: Named, slices: readonly Slice[]): DebtEntry[] {
  const parts = COMPONENTS.toReversed().flatMap(component => {
    const amountCents = total(slices.filter(slice => slice.component === component))
    return amountCents === 0 ? [] : [{ component, amountCents }]
  })
  if (parts.length === 0) return []
  const rest = { instalmentNumber: null, sourceId: null, working: [], interest: null, wholeCents: null }
  return [{ ...rest, ...named, parts, amountCents: total(slices), dueCents: total(slices.filter(slice => slice.isDue)) }]
}

const total = (slices: readonly Slice[]): Cents => slices.reduce<Cents>((all, slice) => add(all, slice.amountCents), ZERO)
