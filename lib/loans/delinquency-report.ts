import type { LocalDate } from '@/lib/dates'
import { add, smaller, subtract, ZERO, type Cents } from '@/lib/money'
import { bucketOf, daysPastDue, DEFAULT_AGE_RANGES, delinquentDays, overdueByAge, RISK_CLASS_NAMES, riskClassOf, type OpenInstalment } from './delinquency'
import type { DelinquencyBody } from './delinquency-input'

/** How late a loan is: days past due decide bucket and class; grace and pauses only the delinquent days and their ranges. */
export function delinquencyOf({ asOf: given, instalments, payments, graceDays, pauses, ranges = DEFAULT_AGE_RANGES.map(range => ({ ...range })) }: DelinquencyBody, today: LocalDate) {
  const asOf = given ?? today
  const paid = payments.filter(payment => payment.on <= asOf).reduce<Cents>((sum, { amountCents }) => add(sum, amountCents), ZERO)
  const open = afterPayment(instalments, paid)
  const ageOf = (dueOn: LocalDate) => delinquentDays(dueOn, asOf, graceDays, pauses)
  const oldestUnpaidDueOn = open.find(row => row.openCents > 0)?.dueOn ?? null
  const dpd = daysPastDue(oldestUnpaidDueOn, asOf)
  const overdue = open.filter(row => row.openCents > 0 && row.dueOn < asOf)
  const found = riskClassOf(dpd)
  return {
    asOf,
    daysPastDue: dpd,
    delinquentDays: oldestUnpaidDueOn ? ageOf(oldestUnpaidDueOn) : 0,
    isDelinquent: overdue.some(row => ageOf(row.dueOn) > 0),
    oldestUnpaidDueOn,
    overdueCents: overdue.reduce<Cents>((sum, row) => add(sum, row.openCents), ZERO),
    bucket: bucketOf(dpd),
    ranges: overdueByAge(open, asOf, ranges, ageOf),
    riskClass: { class: found, name: RISK_CLASS_NAMES[found] },
    instalments: open.map(row => ({ ...row, daysPastDue: row.openCents > 0 ? daysPastDue(row.dueOn, asOf) : 0, delinquentDays: row.openCents > 0 ? ageOf(row.dueOn) : 0 })),
  }
}

/** Oldest due date first (Civil Code art. 560). */
function afterPayment(instalments: readonly OpenInstalment[], paidCents: Cents): OpenInstalment[] {
  let left = paidCents
  return instalments
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : Number(a.dueOn > b.dueOn)))
    .map(({ dueOn, openCents }) => {
      const taken = smaller(left, openCents)
      left = subtract(left, taken)
      return { dueOn, openCents: subtract(openCents, taken) }
    })
}
