import type { LocalDate } from '@/lib/dates'
import { fromTheBack, renumbered, REST, type EarnedRows, type Earning, type EarningRow, type Room } from '@/lib/loans/earning'
import { dueDate, interestOf } from '@/lib/loans/schedule'
import { add, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import type { PlanParts } from './parts'
import type { PlanTerms, TermsOf } from './plan'
import { bearsInterest, interestForWait, periodsOf, sumShares } from './plan-rows'
import type { LoanPosition } from './position'

export type BegunPlan = {
  terms: PlanTerms
  loan: Pick<LoanPosition, 'annualRatePpm' | 'frequency' | 'dayCount'>
  /** The day it was worked out on. */
  asOf: LocalDate
  /** Its rows on the loan as they were signed. */
  rows: readonly EarningRow[]
  /** What its small payments leave open on the loan. */
  rest: PlanParts
  /** The schedule it took over from. */
  before: () => EarnedRows
}

/** What a plan's rows ask for that is new, with the days it is for: the interest of its terms, reckoned again. The rest was owed before. */
export function planEarning(plan: BegunPlan): Earning[] {
  const { terms } = plan
  if (terms.kind === 'extension') return shiftedEarning(plan, terms)
  return bearsInterest(terms) ? datedEarning(plan, terms) : []
}

function datedEarning({ loan, asOf, rows, rest }: BegunPlan, terms: Exclude<PlanTerms, TermsOf<'extension'>>): Earning[] {
  const periods = periodsOf(terms, loan.dayCount, asOf)
  const free = terms.kind === 'holiday' ? periods.slice(0, terms.periods) : []
  const byDate = new Map(rows.map(row => [row.dueOn, row]))
  let balance = rows.reduce<Cents>((sum, row) => add(sum, row.principalCents), rest.principalCents)
  const own: Earning[] = []
  const rooms: Room[] = []
  const elsewhere: Omit<Earning, 'number'>[] = []
  const pause = free.at(-1)
  if (pause) elsewhere.push({ amountCents: interestOf(balance, loan.annualRatePpm, sumShares(free), 'half-even'), from: asOf, to: pause.dueOn })
  for (const [i, { from, dueOn, share }] of periods.entries()) {
    if (i < free.length) continue
    const days = { from: i === 0 ? asOf : from, to: dueOn }
    const fresh = interestOf(balance, loan.annualRatePpm, share, 'half-even')
    const row = byDate.get(dueOn)
    const asked = smaller(fresh, row?.interestCents ?? ZERO)
    elsewhere.push({ amountCents: subtract(fresh, asked), ...days })
    if (!row) continue
    own.push({ number: row.number, amountCents: asked, ...days })
    rooms.push({ number: row.number, roomCents: subtract(row.interestCents, asked) })
    balance = subtract(balance, row.principalCents)
  }
  return [...own, ...fromTheBack([...rooms, { number: REST, roomCents: rest.interestCents }], elsewhere)]
}

/** 延期: each row goes on earning what it did, and then for its wait. */
function shiftedEarning({ loan, asOf, rows, before }: BegunPlan, { shiftPeriods, freezeInterest }: TermsOf<'extension'>): Earning[] {
  const was = before()
  const waited = [...was.rows]
  // From the last row on: of two that came to one date, as month ends do, the later is the later still, and what was paid is the oldest.
  return rows.toReversed().flatMap(row => {
    const at = waited.findLastIndex(({ dueOn }) => dueDate(dueOn, loan.frequency, shiftPeriods) === row.dueOn)
    const [old] = at < 0 ? [] : waited.splice(at, 1)
    if (!old) return []
    const kept = renumbered(was.earning, old.number, row.number)
    if (freezeInterest) return kept
    const amountCents = interestForWait(loan, row.principalCents, old.dueOn, row.dueOn, shiftPeriods, asOf)
    return [...kept, { number: row.number, amountCents, from: old.dueOn > asOf ? old.dueOn : asOf, to: row.dueOn }]
  })
}
