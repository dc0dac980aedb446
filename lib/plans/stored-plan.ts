import type { plans } from '@/db/schema'
import type { ByComponent } from '@/lib/ledger/loan-events'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import type { LocalDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { noParts, type PlanParts } from './parts'
import type { PlanTerms, PlanTotals } from './plan'
import { StoredTerms } from './stored-terms'

export type PlanRow = typeof plans.$inferSelect
/** What each loan still asked for when the offer was worked out: an offer whose figures have moved is made anew. */
export type Basis = { asOf: LocalDate; loans: { loanId: string; outstanding: ByComponent }[] }
export type StoredTotals = PlanTotals & {
  owedCents: number
  /** The dearest date. */
  highestCents: number
  /** The dearest calendar month. */
  monthCents: number
  basis: Basis
  /** What is forgiven and what is left open, loan by loan. */
  forgiven: { loanId: string; waived: PlanParts; rest: PlanParts }[]
  /** The oldest unpaid date lies so far back that a court claim may be out of time. */
  mayBeTimeBarred: boolean
}

/** General limitation in Civil Code art. 188; elsewhere the claim may live longer, so the warning says "may". */
export const LIMITATION_DAYS = 3 * 365

export const termsOf = (plan: { terms: unknown }): PlanTerms => StoredTerms.parse(plan.terms)
/** Whether the person of a plan in grace was told that this date is missed. */
export const isTold = (plan: Pick<PlanRow, 'status' | 'missedDueOn'>, date: { dueOn: LocalDate }): boolean =>
  plan.status === 'grace' && plan.missedDueOn === date.dueOn

type EarlyTotals = Omit<StoredTotals, keyof typeof unsaid | 'monthCents'> & Partial<StoredTotals>
const unsaid = { waived: noParts(), rest: noParts(), aprPpm: null, forgiven: [] }

/** Totals of a plan's row; one that was written before parts or months were kept says nothing about them. */
export function totalsOf(plan: Pick<PlanRow, 'totals'>): StoredTotals {
  const totals = plan.totals as EarlyTotals
  return { ...unsaid, monthCents: totals.highestCents, ...totals }
}

/** Whether an offer still stands on what is owed: on its day as it was then, and no money has moved since. */
export function isSameBasis(before: Basis, now: { basis: Basis; hasMoved: boolean }): boolean {
  if (now.hasMoved) return false
  return before.loans.every(({ loanId, outstanding }) => {
    const found = now.basis.loans.find(loan => loan.loanId === loanId)
    return found !== undefined && COMPONENTS.every(part => cents(outstanding[part]) === found.outstanding[part])
  })
}
