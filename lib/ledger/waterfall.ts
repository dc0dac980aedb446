import { daysBetween, type LocalDate } from '@/lib/dates'
import { cents, smaller, subtract, type Cents } from '@/lib/money'

export const COMPONENTS = ['penalty', 'fee', 'cost', 'interest', 'principal'] as const
export type Component = (typeof COMPONENTS)[number]
export type Timing = 'past_due' | 'due' | 'in_advance'

/**
 * One step of an order. `by: 'instalment'` finishes the oldest instalment before the next, components in order inside it;
 * `by: 'component'` finishes the first component over all instalments, oldest first, before the next component.
 */
export type WaterfallStep = { timings: readonly Timing[]; by: 'instalment' | 'component'; components: readonly Component[] }

/** An allocation order as data. `afterDpd` replaces the steps once the loan is more than `dpd` days past due. */
export type Waterfall = {
  id: string
  steps: readonly WaterfallStep[]
  afterDpd?: { dpd: number; steps: readonly WaterfallStep[] }
}

export type OpenLine = {
  id: string
  instalmentNumber: number
  dueOn: LocalDate
  component: Component
  openCents: Cents
}
export type Allocation = { lineId: string; instalmentNumber: number; component: Component; amountCents: Cents }

const due = (by: WaterfallStep['by'], ...components: Component[]): WaterfallStep => ({ timings: ['past_due', 'due'], by, components })
const inAdvance = (...components: Component[]): WaterfallStep => ({ timings: ['in_advance'], by: 'instalment', components })

export const WATERFALLS = {
  /** Fineract: due penalty → fee → interest → principal, then in advance principal → penalty → fee → interest. */
  default: {
    id: 'default',
    steps: [
      due('instalment', 'penalty', 'fee', 'cost', 'interest', 'principal'),
      inAdvance('principal', 'penalty', 'fee', 'cost', 'interest'),
    ],
  },
  /** Civil Code art. 561: costs of enforcing, interest (penalty interest is interest), principal. */
  civil_561: {
    id: 'civil_561',
    steps: [
      due('component', 'cost', 'fee', 'interest', 'penalty', 'principal'),
      inAdvance('cost', 'fee', 'interest', 'penalty', 'principal'),
    ],
  },
  /** Credit cards: interest and fees first to 90 days past due, principal first from day 91. */
  card: {
    id: 'card',
    steps: [
      due('component', 'interest', 'penalty', 'fee', 'cost', 'principal'),
      inAdvance('interest', 'penalty', 'fee', 'cost', 'principal'),
    ],
    afterDpd: {
      dpd: 90,
      steps: [
        due('component', 'principal', 'fee', 'penalty', 'interest', 'cost'),
        inAdvance('principal', 'fee', 'penalty', 'interest', 'cost'),
      ],
    },
  },
  interest_principal_penalty_fee: {
    id: 'interest_principal_penalty_fee',
    steps: [
      due('instalment', 'interest', 'principal', 'penalty', 'fee', 'cost'),
      inAdvance('interest', 'principal', 'penalty', 'fee', 'cost'),
    ],
  },
} as const satisfies Record<string, Waterfall>

export type WaterfallId = keyof typeof WATERFALLS
export const WATERFALL_IDS = Object.keys(WATERFALLS) as WaterfallId[]

/** True when every open line is reached by some step, so that money is only left over when nothing is owed. */
export function isCompleteWaterfall(waterfall: Waterfall): boolean {
  const timings: readonly Timing[] = ['past_due', 'due', 'in_advance']
  const reaches = (steps: readonly WaterfallStep[]) =>
    timings.every(timing =>
      COMPONENTS.every(part => steps.some(step => step.timings.includes(timing) && step.components.includes(part))),
    )
  return reaches(waterfall.steps) && (!waterfall.afterDpd || reaches(waterfall.afterDpd.steps))
}

export type AllocateInput = {
  lines: readonly OpenLine[]
  amountCents: Cents
  /** The day the money counts from. */
  on: LocalDate
  waterfall: Waterfall
  /** Days past due of the loan on that day; reckoned from the oldest open principal or interest when absent. */
  dpd?: number
}

/**
 * Spreads a payment over open lines. Allocations and `overpaidCents` sum to the amount; no line gets more than is open.
 * Instalments are taken oldest due date first (Civil Code art. 560). Throws RangeError on a negative amount.
 */
export function allocate(input: AllocateInput): { allocations: Allocation[]; overpaidCents: Cents } {
  if (input.amountCents < 0) throw new RangeError('a payment cannot be negative')
  let open = input.lines.filter(line => line.openCents > 0)
  const allocations: Allocation[] = []
  let left = input.amountCents
  for (const step of stepsFor(input, open)) {
    if (left === 0) break
    const isWanted = ({ dueOn, component }: OpenLine) =>
      step.timings.includes(timingOf(dueOn, input.on)) && step.components.includes(component)
    const wanted = open.filter(isWanted)
    open = open.filter(line => !isWanted(line))
    for (const line of inOrder(wanted, step)) {
      if (left === 0) break
      const amountCents = smaller(left, line.openCents)
      left = subtract(left, amountCents)
      allocations.push({ lineId: line.id, instalmentNumber: line.instalmentNumber, component: line.component, amountCents })
    }
  }
  return { allocations, overpaidCents: cents(left) }
}

const timingOf = (dueOn: LocalDate, on: LocalDate): Timing => (dueOn < on ? 'past_due' : dueOn === on ? 'due' : 'in_advance')

function stepsFor({ waterfall, on, dpd }: AllocateInput, open: readonly OpenLine[]): readonly WaterfallStep[] {
  if (!waterfall.afterDpd) return waterfall.steps
  return (dpd ?? dpdOf(open, on)) > waterfall.afterDpd.dpd ? waterfall.afterDpd.steps : waterfall.steps
}

function dpdOf(open: readonly OpenLine[], on: LocalDate): number {
  const dates = open.filter(line => line.component === 'principal' || line.component === 'interest').map(line => line.dueOn)
  const oldest = dates.reduce((least, date) => (date < least ? date : least), on)
  return daysBetween(oldest, on)
}

function inOrder(lines: readonly OpenLine[], { by, components }: WaterfallStep): OpenLine[] {
  const rank = (line: OpenLine) => components.indexOf(line.component)
  const byAge = (a: OpenLine, b: OpenLine) => compare(a.dueOn, b.dueOn) || compare(a.id, b.id)
  const byInstalment = (a: OpenLine, b: OpenLine) => a.instalmentNumber - b.instalmentNumber
  if (by === 'instalment') return lines.toSorted((a, b) => byInstalment(a, b) || rank(a) - rank(b) || byAge(a, b))
  return lines.toSorted((a, b) => rank(a) - rank(b) || byInstalment(a, b) || byAge(a, b))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
