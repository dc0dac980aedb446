import { add, cents, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { byComponent, move, type Posting } from './entries'
import type { ByComponent, LoanState, ScheduledInstalment } from './loan-events'
import { COMPONENTS, type Component } from './waterfall'

/** Penalty that has accrued and is open: computed from time, in the ledger only once it is paid or agreed. */
export const openAccrualCents = (state: LoanState): Cents =>
  cents(state.lines.reduce((sum, line) => (line.origin === 'accrual' ? sum + line.openCents : sum), 0))

/** What instalments ask for, by component. */
export const askedBy = (instalments: readonly ScheduledInstalment[]): ByComponent =>
  byComponent(
    instalments.flatMap(row => [
      { component: 'principal' as const, amountCents: row.principalCents },
      { component: 'interest' as const, amountCents: row.interestCents },
      { component: 'penalty' as const, amountCents: row.penaltyCents ?? ZERO },
      { component: 'fee' as const, amountCents: row.feeCents ?? ZERO },
      { component: 'cost' as const, amountCents: row.costCents ?? ZERO },
    ]),
  )

export type Takeover = { billing: Posting[]; waiver: Posting[] }

/** What a plan forgives by component: at once, and once it is kept or looked at again. */
export type Forgiven = { granted?: Partial<Record<Component, Cents>> | undefined; deferred?: Partial<Record<Component, Cents>> | undefined }

/**
 * Postings with which a plan's schedule takes over from `before`: open penalty is billed, interest of days to come is taken
 * back, what an earlier plan had put off is owed `again`, what is forgiven is waived or deferred, what the plan adds is billed.
 * Receivables then equal what the plan asks for.
 */
export function takeoverPostings(
  before: LoanState,
  unearnedInterestCents: Cents,
  instalments: readonly ScheduledInstalment[],
  { granted = {}, deferred = {} }: Forgiven = {},
  again: ByComponent = byComponent([]),
): Takeover {
  const asked = askedBy(instalments)
  const waiver: Posting[] = []
  const owed = { ...before.outstanding }
  for (const component of COMPONENTS) {
    owed[component] = add(owed[component], again[component])
    waiver.push(...move(again[component], component, 'receivable', 'deferred'))
  }
  owed.interest = subtract(owed.interest, unearnedInterestCents)
  const fees = add(asked.fee, granted.fee ?? ZERO, deferred.fee ?? ZERO)
  const billing = [
    ...move(openAccrualCents(before), 'penalty', 'receivable', 'income'),
    ...move(unearnedInterestCents, 'interest', 'income', 'receivable'),
    ...joinCosts(owed, { ...asked, fee: fees }),
  ]
  for (const component of COMPONENTS) {
    const given = smaller(granted[component] ?? ZERO, owed[component])
    const put = smaller(deferred[component] ?? ZERO, subtract(owed[component], given))
    const more = subtract(asked[component], subtract(owed[component], add(given, put)))
    if (more > 0) billing.push(...move(more, component, 'receivable', 'income'))
    waiver.push(...move(add(given, cents(Math.max(0, -more))), component, 'waived', 'receivable'), ...move(put, component, 'deferred', 'receivable'))
  }
  return { billing, waiver }
}

/** A plan's instalments carry enforcement costs among the fees. Changes `owed` to say so. */
function joinCosts(owed: ByComponent, asked: ByComponent): Posting[] {
  const moved = cents(Math.max(0, Math.min(owed.cost - asked.cost, asked.fee - owed.fee)))
  owed.cost = subtract(owed.cost, moved)
  owed.fee = add(owed.fee, moved)
  if (moved === 0) return []
  return [
    { account: 'receivable', component: 'fee', amountCents: moved },
    { account: 'receivable', component: 'cost', amountCents: cents(-moved) },
  ]
}

/**
 * Postings with which other instalments follow a plan: what is deferred is owed again, of what the plan had waived as much as they
 * ask for; the rest is billed or taken back.
 */
export function restorePostings(
  before: LoanState,
  instalments: readonly ScheduledInstalment[],
  { waived, deferred }: { waived: ByComponent; deferred: ByComponent },
): Takeover {
  const asked = askedBy(instalments)
  const owed = { ...before.outstanding }
  const waiver: Posting[] = []
  for (const component of COMPONENTS) {
    owed[component] = add(owed[component], deferred[component])
    waiver.push(...move(deferred[component], component, 'receivable', 'deferred'))
  }
  const billing = [...move(openAccrualCents(before), 'penalty', 'receivable', 'income'), ...joinCosts(owed, asked)]
  for (const component of COMPONENTS) {
    const more = subtract(asked[component], owed[component])
    const givenBack = cents(Math.max(0, Math.min(more, waived[component])))
    waiver.push(...move(givenBack, component, 'receivable', 'waived'))
    const rest = subtract(more, givenBack)
    billing.push(...(rest > 0 ? move(rest, component, 'receivable', 'income') : move(cents(-rest), component, 'income', 'receivable')))
  }
  return { billing, waiver }
}

/** What an agreement has waived for good, taken off the open instalments from the oldest. */
export function lessWaived(instalments: readonly ScheduledInstalment[], waived: ByComponent): ScheduledInstalment[] {
  const left = { ...waived, fee: add(waived.fee, waived.cost) }
  const take = (component: Component, amount: Cents): Cents => {
    const part = smaller(left[component], amount)
    left[component] = subtract(left[component], part)
    return subtract(amount, part)
  }
  return instalments
    .map(row => ({
      ...row,
      principalCents: take('principal', row.principalCents),
      interestCents: take('interest', row.interestCents),
      penaltyCents: take('penalty', row.penaltyCents ?? ZERO),
      feeCents: take('fee', add(row.feeCents ?? ZERO, row.costCents ?? ZERO)),
      costCents: ZERO,
    }))
    .filter(row => row.principalCents + row.interestCents + row.penaltyCents + row.feeCents > 0)
}
