import { cents, mulDiv, type Cents } from '@/lib/money'

export type Side = 'offer' | 'ask' | 'affordable'
/** One line of the working, shown to both sides; said through messages/: `planReferee.<side>` and `planReferee.<why>`. */
export type RefereeLine = {
  side: Side | 'lower' | 'higher' | 'custom'
  monthlyCents: Cents
  /** Months until all is paid without new interest; null when nothing is paid. */
  months: number | null
  feasible: boolean
  why: 'can_be_kept' | 'nothing_paid' | 'above_affordable' | 'takes_too_long'
}
type Working = {
  working: RefereeLine[]
  /** A little less and a little more than what is decided, or than what is affordable. */
  neighbours: RefereeLine[]
  /** The least a month that ends in time, and the most that the budget bears. */
  bounds: { leastCents: Cents; mostCents: Cents }
}
export type Referee = Working & ({ decision: Side; monthlyCents: Cents; months: number } | { decision: 'refer' })
export type RefereeInput = {
  owedCents: Cents
  offerCents: Cents
  askCents: Cents
  affordableCents: Cents
  maxPlanInstalments: number
}

/**
 * Borrower's offer, lender's ask and the affordable plan, each a month: the kinder one that can be kept and ends in time wins,
 * the borrower's own when equal; when none can, a person decides.
 */
export function referee(input: RefereeInput): Referee {
  const sides: [Side, Cents][] = [
    ['offer', input.offerCents],
    ['affordable', input.affordableCents],
    ['ask', input.askCents],
  ]
  const lines = sides.map(([side, monthlyCents]) => ({ ...lineOf(side, monthlyCents, input), side }))
  const winner = lines
    .filter(line => line.feasible)
    .reduce<(typeof lines)[number] | null>((best, line) => (best === null || line.monthlyCents < best.monthlyCents ? line : best), null)
  const working: Working = {
    working: lines,
    neighbours: neighboursOf(winner?.monthlyCents ?? input.affordableCents, input),
    bounds: { leastCents: mulDiv(input.owedCents, 1, input.maxPlanInstalments, 'up'), mostCents: input.affordableCents },
  }
  if (winner === null || winner.months === null) return { decision: 'refer', ...working }
  return { decision: winner.side, monthlyCents: winner.monthlyCents, months: winner.months, ...working }
}

/**
 * The month that a reviewer may not go above alone: what was decided, more only where the borrower offers more and can keep it; what the
 * budget bears where no side can be kept. To leave the borrower nothing as kind to choose is a supervisor's to decide.
 */
export function kindestMonth(decided: Referee, input: Bounds): Cents {
  if (decided.decision === 'refer') return input.affordableCents
  const own = decided.working.find(line => line.side === 'offer' && line.feasible)
  return own && own.monthlyCents > decided.monthlyCents ? own.monthlyCents : decided.monthlyCents
}

/** Any amount a month, judged as the three sides are. */
export const tryAmount = (monthlyCents: Cents, input: Bounds): RefereeLine => lineOf('custom', monthlyCents, input)

/** A tenth less and a tenth more, in whole units of ten. */
function neighboursOf(around: Cents, input: Bounds): RefereeLine[] {
  const near = (ppm: number, rounding: 'down' | 'up') => cents(mulDiv(around, ppm, 1_000_000 * 1_000, rounding) * 1_000)
  const found = [lineOf('lower', near(900_000, 'down'), input), lineOf('higher', near(1_100_000, 'up'), input)]
  return found.filter(line => line.monthlyCents > 0)
}

type Bounds = { owedCents: Cents; affordableCents: Cents; maxPlanInstalments: number }

function lineOf(side: RefereeLine['side'], monthlyCents: Cents, { owedCents, affordableCents, maxPlanInstalments }: Bounds): RefereeLine {
  const months = monthlyCents > 0 ? Math.max(1, mulDiv(owedCents, 1, monthlyCents, 'up')) : null
  const why = reasonOf(monthlyCents, months, affordableCents, maxPlanInstalments)
  return { side, monthlyCents, months, feasible: why === 'can_be_kept', why }
}

function reasonOf(monthlyCents: Cents, months: number | null, affordableCents: Cents, most: number): RefereeLine['why'] {
  if (months === null) return 'nothing_paid'
  if (monthlyCents > affordableCents) return 'above_affordable'
  return months > most ? 'takes_too_long' : 'can_be_kept'
}
