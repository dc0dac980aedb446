import { mulDiv, type Cents } from '@/lib/money'

export type Side = 'offer' | 'ask' | 'affordable'
/** One line of the working, shown to both sides; said through messages/: `planReferee.<side>` and `planReferee.<why>`. */
export type RefereeLine = {
  side: Side
  monthlyCents: Cents
  /** Months until all is paid without new interest; null when nothing is paid. */
  months: number | null
  feasible: boolean
  why: 'can_be_kept' | 'nothing_paid' | 'above_affordable' | 'takes_too_long'
}
export type Referee =
  { decision: Side; monthlyCents: Cents; months: number; working: RefereeLine[] } | { decision: 'refer'; working: RefereeLine[] }

/**
 * Borrower's offer, lender's ask and the affordable plan, each a month: the kinder one that can be kept and ends in time wins,
 * the borrower's own when equal; when none can, a person decides.
 */
export function referee(input: {
  owedCents: Cents
  offerCents: Cents
  askCents: Cents
  affordableCents: Cents
  maxPlanInstalments: number
}): Referee {
  const sides: [Side, Cents][] = [
    ['offer', input.offerCents],
    ['affordable', input.affordableCents],
    ['ask', input.askCents],
  ]
  const working = sides.map(([side, monthlyCents]) => lineOf(side, monthlyCents, input))
  const winner = working
    .filter(line => line.feasible)
    .reduce<RefereeLine | null>((best, line) => (best === null || line.monthlyCents < best.monthlyCents ? line : best), null)
  if (winner === null || winner.months === null) return { decision: 'refer', working }
  return { decision: winner.side, monthlyCents: winner.monthlyCents, months: winner.months, working }
}

type Bounds = { owedCents: Cents; affordableCents: Cents; maxPlanInstalments: number }

function lineOf(side: Side, monthlyCents: Cents, { owedCents, affordableCents, maxPlanInstalments }: Bounds): RefereeLine {
  const months = monthlyCents > 0 ? Math.max(1, mulDiv(owedCents, 1, monthlyCents, 'up')) : null
  const why = reasonOf(monthlyCents, months, affordableCents, maxPlanInstalments)
  return { side, monthlyCents, months, feasible: why === 'can_be_kept', why }
}

function reasonOf(monthlyCents: Cents, months: number | null, affordableCents: Cents, most: number): RefereeLine['why'] {
  if (months === null) return 'nothing_paid'
  if (monthlyCents > affordableCents) return 'above_affordable'
  return months > most ? 'takes_too_long' : 'can_be_kept'
}
